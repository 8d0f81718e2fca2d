"""The deals that a name could mean: by handle, company, title or person, through the index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from salescli.commands.support.reading.load_deals import looked_up, summary_of
from salescli.commands.support.session import Session
from salescli.domain.deal import Person
from salescli.domain.person_text import UnclearPersonError, known_person
from salescli.domain.summary import Summary
from salescli.store.cache.deal_label import DealLabel, label_of, read_label
from salescli.store.cache.index import Index, deal_states
from salescli.store.cache.summary_rows import SUMMARIES
from salescli.store.files.fingerprint import State
from salescli.text.matching import folded


@dataclass(frozen=True, slots=True)
class _Named:
    """A deal by its handle, what it may be called, and whether it has such a person."""

    handle: str
    label: DealLabel
    has_person: bool = False


_OTHER = _Named("", DealLabel(False, (), ""))  # a deal that is called otherwise


class _Wanted:
    """A name that was typed. Of the deals of a large book most are passed over by their labels."""

    def __init__(self, name: str) -> None:
        self.name, self.folded = name, folded(name)
        self.has_word = re.compile("|".join(map(re.escape, self.folded.split()))).search

    def look(
        self, index: Index[Summary], handle: str, state: State
    ) -> _Named | Literal[True] | None:
        """Return what the index has of the names of a deal, if any of the words is in them."""
        label = index.label(handle, state)
        if not isinstance(label, str):
            return label
        if not self.has_word(label):
            return _OTHER
        known = read_label(label)
        if not self.has_word(known.people):
            return _Named(handle, known)
        about = index.find(handle, state)
        return self.in_summary(about) if isinstance(about, Summary) else about

    def in_summary(self, about: Summary) -> _Named:
        """Return what a deal is called that was read."""
        people = {handle: Person(handle, name, email=mail) for handle, name, mail in about.people}
        try:
            has_person = known_person(self.name, people) is not None
        except UnclearPersonError:
            has_person = True
        return _Named(about.handle, read_label(label_of(about)), has_person)


def handles_meant(session: Session, name: str) -> list[str]:
    """Return the handles of the deals that are called so.

    Where none is, of those with a part of it in a name; else of those with such a person. A closed
    deal counts only where no open one fits. Capitals and accents don't count. A deal that can't be
    read is known by its handle alone, and taken for an open one.
    """
    wanted = _Wanted(name)
    if not wanted.folded:
        return []
    deals = list(_names(session, wanted))
    exact = [deal for deal in deals if wanted.folded in deal.label.names]
    partly = [deal for deal in deals if any(wanted.folded in text for text in deal.label.names)]
    fitting = exact or partly or [deal for deal in deals if deal.has_person]
    is_open = [deal.handle for deal in fitting if deal.label.is_open]
    return is_open or [deal.handle for deal in fitting]


def _names(session: Session, wanted: _Wanted) -> Iterator[_Named]:
    """Yield the deals that may be meant."""
    states = deal_states(session.book)
    index = Index(session.book, SUMMARIES)
    known = looked_up(
        session, states, (index, partial(wanted.look, index)), summary_of, closed=True
    )
    for handle, deal in zip(states, known, strict=True):
        if isinstance(deal, Summary):
            yield wanted.in_summary(deal)
        elif isinstance(deal, _Named):
            yield deal
        else:
            yield _Named(handle, DealLabel(True, (folded(handle),), ""))
