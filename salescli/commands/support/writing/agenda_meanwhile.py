"""What was typed about an agenda, held against the agenda as it is under the book's lock.

An answer depends on the items that it names, on the one that it moves, and on those that it keeps:
where one of them is another by now, or gone, it doesn't hold any more. All others may change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.writing.agenda_items import after_entries, ahead, place_taken
from salescli.commands.support.writing.under_lock import Addition, Decide, as_typed, other_agenda
from salescli.domain.deal import Entry, NextStep, Person


def typed_on_agenda(
    seen: Subject, entries: Sequence[Entry], people: Sequence[Person], session: Session
) -> Decide:
    """Return what decides on entries that were typed about a deal and its agenda as `seen`.

    It raises SalescliError where either has changed so that they don't hold any more.
    """
    holds = as_typed(seen, entries, people)
    needed = _meant(seen, entries, session)
    kept = _kept(seen, entries, session)

    def decide(now: Subject) -> Addition:
        """Return what is to be added, if the agenda is still the one that was seen."""
        addition = holds(now)
        staying = _kept(now, entries, session)
        if needed != _meant(now, entries, session) or any(one not in staying for one in kept):
            raise other_agenda(now)
        if _schedules(entries) and now.standing.agenda and not seen.standing.agenda:
            raise other_agenda(now)
        return addition

    return decide


def _schedules(entries: Iterable[Entry]) -> bool:
    return any(entry.kind == "schedule" for entry in entries)


def _meant(about: Subject, entries: Iterable[Entry], session: Session) -> list[NextStep]:
    """Return the next steps that entries name, and those that they move to another day."""
    meant: list[NextStep] = []
    for entry in entries:
        for one in (item.next for item in about.standing.agenda):
            called_off = {one.step, one.what}.intersection(filter(None, entry.drop))
            if called_off or (not one.step and one.what in entry.did):
                meant.append(one)
        if entry.kind == "schedule":
            moved = (place_taken(following, about, session) for following in entry.nexts)
            meant += [item.next for item in moved if item is not None]
    return meant


def _kept(about: Subject, entries: Sequence[Entry], session: Session) -> list[NextStep]:
    """Return what stays ahead where entries schedule nothing themselves."""
    if any(entry.nexts for entry in entries):
        return []
    after = after_entries(about, entries, session)
    return [item.next for item in ahead(after, session)]
