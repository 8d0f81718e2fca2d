"""Two files of one deal made into one: its people, and what the log of each comes to. Pure.

People are the same by their address, else by their name where their addresses don't differ. The
deal was opened once: a later opening is a next step that was set. What one file says of the deal's
ending holds only where the other one is closed too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from salescli.domain.deal import Deal, Entry, NextStep, Person
from salescli.domain.standing import AgendaItem, Standing
from salescli.text.matching import folded


def people_handles(first: Deal, other: Deal) -> dict[str, str]:
    """Return the handle that each person of the first deal has in the other one.

    Who isn't known there keeps the handle, with a number where somebody else has it.
    """
    handles: dict[str, str] = {}
    taken = set(other.people)
    for handle, person in first.people.items():
        known = next((who.handle for who in other.people.values() if _same(person, who)), None)
        if known is None:
            numbers = range(1, len(taken) + 2)
            numbered = (handle if n == 1 else f"{handle}-{n}" for n in numbers)
            known = next(name for name in numbered if name not in taken)
            taken.add(known)
        handles[handle] = known
    return handles


def _same(person: Person, other: Person) -> bool:
    if person.email and other.email:
        return person.email.casefold() == other.email.casefold()
    return bool(person.name) and folded(person.name) == folded(other.name)


def with_handles(entry: Entry, handles: Mapping[str, str]) -> Entry:
    """Return an entry whose people have these handles."""
    return replace(
        entry,
        people=_renamed(entry.people, handles),
        said_by=handles.get(entry.said_by, entry.said_by),
        nexts=tuple(next_with_handles(step, handles) for step in entry.nexts),
    )


def next_with_handles(step: NextStep, handles: Mapping[str, str]) -> NextStep:
    """Return a next step whose people have these handles."""
    return replace(step, people=_renamed(step.people, handles))


def _renamed(people: Iterable[str], handles: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(handles.get(who, who) for who in people))


def later_opening(entry: Entry, first: Entry | None) -> Entry:
    """Return an entry, a later opening than the `first` entry of both logs as what it scheduled."""
    if entry.kind != "open" or first is None or _unplaced(entry) == _unplaced(first):
        return entry
    return _scheduling(entry, "Opened a second time")


def without_endings(entry: Entry) -> Entry:
    """Return an entry of a file whose endings don't hold: an ending as a note of it."""
    if entry.kind == "close":
        words = (f"Closed as {entry.result or 'ended'}", entry.reason, entry.evidence, entry.note)
        note = ". ".join(word.rstrip(".\n") for word in words if word)
        blank = {"result": "", "reason": "", "evidence": "", "said_by": "", "revisit": None}
        return replace(entry, kind="note", note=note, **blank)  # type: ignore[arg-type]
    return _scheduling(entry, "Taken up again") if entry.kind == "reopen" else entry


def _scheduling(entry: Entry, words: str) -> Entry:
    if entry.nexts:
        return replace(entry, kind="schedule")
    return replace(entry, kind="note", note=entry.note or words)


def is_in(entry: Entry, log: Iterable[Entry]) -> bool:
    """Return whether a log has an equal entry."""
    return any(_unplaced(entry) == _unplaced(other) for other in log)


def _unplaced(entry: Entry) -> Entry:
    """Return an entry without its place, and without the names of its events in calendars."""
    return replace(entry, index=0, nexts=tuple(replace(one, uid="") for one in entry.nexts))


def not_on_agenda(items: Iterable[AgendaItem], merged: Standing) -> Iterator[NextStep]:
    """Yield the next steps that were in force in one file and would get lost in the merged one.

    What was done, skipped or called off by a later entry of the other file is not among them.
    """
    names = {(item.next.step, item.next.what) for item in merged.agenda}
    for item in items:
        name = step, what = item.next.step, item.next.what
        later = (entry for entry in merged.log if entry.at > item.entry.at)
        if name in names or any(_ends(entry, step, what) for entry in later):
            continue
        names.add(name)
        yield item.next


def _ends(entry: Entry, step: str, what: str) -> bool:
    is_done = entry.is_encounter or entry.kind == "skip"
    if step and ((is_done and step in entry.steps) or step in entry.drop):
        return True
    return bool(what) and (what in entry.did or what in entry.drop)
