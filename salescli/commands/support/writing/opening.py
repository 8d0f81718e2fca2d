"""The opening of a deal: nothing that took place is before it, so it moves back where need be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.domain.deal import Entry, Person
from salescli.domain.replay import replay
from salescli.domain.time.moment import local
from salescli.text.wording import echo


def moved_opening(about: Subject, at: datetime) -> Entry | None:
    """Return the opening of a deal where something `at` that time is before it."""
    first = about.standing.log[0] if about.standing.log else None
    return first if first is not None and first.kind == "open" and at < first.at else None


def with_entries(
    about: Subject, entries: Sequence[Entry], people: Iterable[Person] = ()
) -> Subject:
    """Return a deal as it is once entries and people are added to it, its opening moved back."""
    opening = opening_before(about, entries)
    moving = [] if opening is None else [opening, *undated_beside(opening, about)]
    log = tuple(
        replace(entry, at=_earliest(entries)) if entry in moving else entry
        for entry in about.deal.log
    )
    everybody = {**about.deal.people, **{person.handle: person for person in people}}
    deal = replace(about.deal, people=everybody, log=(*log, *entries))
    return replace(about, deal=deal, standing=replay(deal, about.process))


def undated_beside(opening: Entry, about: Subject) -> list[Entry]:
    """Return what an import put beside the opening of a deal for want of a day: it moves along."""
    return [
        entry
        for entry in about.deal.log
        if entry.undated and entry.at == opening.at and entry is not opening
    ]


def opening_before(about: Subject, entries: Sequence[Entry]) -> Entry | None:
    """Return the opening of a deal where some of the entries are before it."""
    return moved_opening(about, _earliest(entries)) if entries else None


def _earliest(entries: Sequence[Entry]) -> datetime:
    return min(entry.at for entry in entries)


def opening_text(opening: Entry | None, at: datetime, session: Session) -> str:
    """Return what is said where an opening was moved back to a time; nothing where none was."""
    if opening is None:
        return ""
    return f"opening moved back to {echo(local(at), session.today)}"
