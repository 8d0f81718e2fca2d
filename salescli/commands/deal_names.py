"""The deals that a name could mean: by handle, company or title, through the index of the book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from salescli.commands.session import Session
from salescli.commands.survey import summary, through_index
from salescli.store.index import Form, Row, deal_states
from salescli.store.rows import SUMMARIES
from salescli.summary import Summary


@dataclass(frozen=True, slots=True)
class DealNames:
    """What a deal is called beside its handle."""

    title: str
    company: str


_TITLE, _COMPANY = map(SUMMARIES.columns.index, ("title", "company"))


def _read(row: Row) -> Summary | DealNames:
    """The names alone: a summary of every deal of a large book would take seconds."""
    title, company = row[_TITLE], row[_COMPANY]
    if not (isinstance(title, str) and isinstance(company, str)):
        raise TypeError("a row whose names are no texts")
    return DealNames(title, company)


_NAMES: Form[Summary | DealNames] = Form(
    SUMMARIES.file,
    SUMMARIES.columns,
    lambda one: SUMMARIES.write(cast("Summary", one)),
    _read,
)


def handles_meant(session: Session, name: str) -> list[str]:
    """The handles of the deals that are called so; where none is, of those with a part of it.

    Capitals don't count. A deal that can't be read is known by its handle alone.
    """
    wanted = name.strip().casefold()
    states = deal_states(session.book)
    known = through_index(session, _NAMES, summary, closed=True, states=states)
    exact: list[str] = []
    partial: list[str] = []
    for handle, found in zip(states, known, strict=True):
        names = [handle.casefold()]
        if isinstance(found, Summary | DealNames):
            names += [found.company.casefold(), found.title.casefold()]
        if wanted in names:
            exact.append(handle)
        if any(wanted in one for one in names):
            partial.append(handle)
    return exact or partial
