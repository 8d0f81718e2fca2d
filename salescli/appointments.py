"""Appointments: each next step of a log from the entry that named it to the one that ended it.

What a calendar must know of a next step beyond its date is in the log. An appointment begins with
the entry that names a next step; an entry that names the same one again moves it, or keeps it; it
ends held, by an encounter on its day or later, or cancelled: by an encounter before its day that
leads elsewhere, by another next step in its place, or by the end of the deal.

`sequence` counts the entries that touched an appointment after its first one. It needs no memory
of what was sent before: the log only grows, so every later reading of it counts as many or more,
and one more for each move and for the cancellation. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from salescli.model.deal import Entry, NextStep
from salescli.model.moment import day_of
from salescli.replay import STARTS_OVER, same_step


class State(StrEnum):
    """What became of an appointment."""

    AHEAD = "ahead"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A next step as it was last named, by `first` before all and last touched by `last`.

    `number` tells apart those of a deal that were first named in the same second.
    """

    step: NextStep
    first: Entry
    last: Entry
    sequence: int = 0
    state: State = State.AHEAD
    number: int = 1


def appointments(log: Iterable[Entry]) -> tuple[Appointment, ...]:
    """The appointments of a log that is in order of time; the last one may still lie ahead."""
    found: list[Appointment] = []
    named: Counter[datetime] = Counter()
    for entry in log:
        current = found[-1] if found and found[-1].state is State.AHEAD else None
        if current is not None and _goes_on(current, entry):
            if entry.next is not None:
                found[-1] = _touched(current, entry, step=entry.next)
            continue
        if current is not None:
            found[-1] = _ended(current, entry)
        if entry.next is not None:
            named[entry.at] += 1
            found.append(Appointment(entry.next, entry, entry, number=named[entry.at]))
    return tuple(found)


def _goes_on(current: Appointment, entry: Entry) -> bool:
    """Whether an entry leaves an appointment in force, moved perhaps."""
    if entry.kind in STARTS_OVER:
        return False
    if entry.next is not None:
        return same_step(current.step, entry.next) and current.step.step not in entry.steps
    return not entry.is_encounter


def _ended(current: Appointment, entry: Entry) -> Appointment:
    if entry.is_encounter and day_of(entry.at) >= current.step.day:
        return replace(current, state=State.HELD)
    return replace(_touched(current, entry, step=current.step), state=State.CANCELLED)


def _touched(current: Appointment, entry: Entry, *, step: NextStep) -> Appointment:
    return replace(current, step=step, last=entry, sequence=current.sequence + 1)
