"""The deals that a name could mean: by handle, company, title or person, through the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from salescli.commands.support.reading.load_deals import summary_of, through_index
from salescli.commands.support.session import Session
from salescli.domain.deal import Person
from salescli.domain.person_text import UnclearPersonError, known_person
from salescli.domain.standing import Status
from salescli.domain.summary import Summary
from salescli.store.cache.index import Row, RowForm, deal_states
from salescli.store.cache.summary_rows import SUMMARIES
from salescli.text.matching import folded


@dataclass(frozen=True, slots=True)
class DealNames:
    """What a deal may be called by: its title, its company, its people (handle, name, address)."""

    title: str
    company: str
    people: Sequence[Sequence[str]]
    is_open: bool


_PLACES = [SUMMARIES.columns.index(key) for key in ("title", "company", "people", "status")]


def _read(row: Row) -> Summary | DealNames:
    """Return the names alone: a summary of every deal of a large book would take seconds."""
    title, company, people, status = (row[place] for place in _PLACES)
    if not (isinstance(title, str) and isinstance(company, str) and isinstance(people, list)):
        raise TypeError("a row whose names are no texts")
    return DealNames(title, company, people, status == Status.OPEN)


_NAMES: RowForm[Summary | DealNames] = RowForm(
    SUMMARIES.file,
    SUMMARIES.columns,
    lambda one: SUMMARIES.write(cast("Summary", one)),
    _read,
)


def handles_meant(session: Session, name: str) -> list[str]:
    """Return the handles of the deals that are called so.

    Where none is, of those with a part of it in a name; else of those with such a person. A closed
    deal counts only where no open one fits. Capitals and accents don't count. A deal that can't be
    read is known by its handle alone, and taken for an open one.
    """
    wanted = folded(name)
    if not wanted:
        return []
    states = deal_states(session.book)
    known = through_index(session, _NAMES, summary_of, closed=True, states=states)
    deals = {
        handle: deal if isinstance(deal, Summary | DealNames) else DealNames("", "", (), True)
        for handle, deal in zip(states, known, strict=True)
    }
    names = {
        handle: [folded(text) for text in (handle, deal.company, deal.title)]
        for handle, deal in deals.items()
    }
    exact = [handle for handle in deals if wanted in names[handle]]
    partial = [handle for handle in deals if any(wanted in text for text in names[handle])]
    for fitting in (exact, partial):
        if fitting:
            return _open_first(fitting, deals)
    return _open_first(list(_with_person(name, deals)), deals)


def _open_first(handles: list[str], deals: dict[str, Any]) -> list[str]:
    return [handle for handle in handles if deals[handle].is_open] or handles


def _with_person(name: str, deals: dict[str, Any]) -> Iterator[str]:
    """Yield the handles of the deals that know a person of that name or address."""
    for handle, deal in deals.items():
        people = {who[0]: Person(who[0], who[1], email=who[2]) for who in deal.people}
        try:
            if people and known_person(name, people) is not None:
                yield handle
        except UnclearPersonError:
            yield handle
