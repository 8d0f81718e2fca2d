"""The deals that a name could mean: by handle, company, title or person, through the cache."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass

from salescli.commands.support.reading.read_anew import read_anew, summary_of
from salescli.commands.support.session import Session
from salescli.domain.deal import Person
from salescli.domain.people.known_person import UnclearPersonError, known_person
from salescli.domain.summary import Summary
from salescli.store.cache.deal_cache import DealCache
from salescli.store.cache.deal_label import label_of
from salescli.store.cache.deal_states import deal_states
from salescli.store.cache.known_label import DealLabel, read_label
from salescli.store.cache.label_list import keep_labels, known_labels
from salescli.store.cache.summary_rows import SUMMARIES
from salescli.store.deal_scan import deals_with_any
from salescli.text.matching import folded

_MANY = 500  # deals: fewer are read in a moment, and are known from then on


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

    def look(self, cache: DealCache, handle: str, label: str) -> _Named | None:
        """Return what is known of the names of a deal, if any of the words is in them."""
        if not self.has_word(label):
            return _OTHER
        known = read_label(label)
        if not self.has_word(known.people):
            return _Named(handle, known)
        about = cache.find(handle, SUMMARIES, closed=True)
        return self.in_summary(about) if isinstance(about, Summary) else None

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


def _called_otherwise(
    session: Session, wanted: _Wanted, cache: DealCache, labels: Container[str]
) -> Collection[str]:
    """Return deals of which nothing is known, and whose files have no word of a name.

    They needn't be read for it: of a large book that nobody has looked at yet that takes a minute.
    """
    unknown = {one for one in cache.states if one not in labels and cache.label(one) is None}
    if len(unknown) < _MANY:
        return ()
    return unknown - deals_with_any(session.book, wanted.folded.split(), unknown)


def _names(session: Session, wanted: _Wanted) -> Iterator[_Named]:
    """Yield the deals that may be meant."""
    root, cache = session.book.root, DealCache(session.book, deal_states(session.book))
    labels = known_labels(root, cache)
    is_new = False
    others = _called_otherwise(session, wanted, cache, labels)
    for handle in cache.states:
        if handle in others:
            continue
        label = labels.get(handle) or cache.label(handle)
        deal = label and wanted.look(cache, handle, label)
        if not deal:
            read = read_anew(session, cache, handle, (SUMMARIES, summary_of), closed=True)
            unread = _Named(handle, DealLabel(True, (folded(handle),), ""))
            deal = wanted.in_summary(read) if isinstance(read, Summary) else unread
            label = cache.label(handle)
        if label and handle not in labels:
            labels[handle], is_new = label, True
        yield deal
    cache.save()
    if is_new:
        keep_labels(root, cache, labels)
