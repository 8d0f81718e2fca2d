"""Appointments: each next step of a log from the entry that named it to the one that ended it.

What a calendar must know of a next step beyond its date is in the log. An appointment begins with
the entry that puts a next step on the agenda; an entry that puts one in its place moves it, or
keeps it; it ends when it is taken off: held, by an encounter on its day or later, or cancelled: by
an encounter before its day, a skip, a next step that is called off, or the end of the deal.

`sequence` counts the entries that touched an appointment after its first one. It needs no memory
of what was sent before: the log only grows, so every later reading of it counts as many or more,
and one more for each move and for the cancellation. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from salescli.domain.agenda import turns
from salescli.domain.deal import Entry, NextStep
from salescli.domain.time.moment import day_of


class State(StrEnum):
    """What became of an appointment."""

    AHEAD = "ahead"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A next step as it was last named, by `first` before all and last touched by `last`.

    `place` is its place among the next steps of `first`. `number` tells apart those of a deal that
    were first named in the same second by the same words; `serial` is that of the item of the
    agenda.
    """

    step: NextStep
    first: Entry
    last: Entry
    sequence: int = 0
    state: State = State.AHEAD
    place: int = 0
    number: int = 1
    serial: int = 0

    @property
    def begun(self) -> NextStep:
        """The next step as it was first named."""
        return self.first.nexts[self.place]


def appointments(
    log: Iterable[Entry], steps: Collection[str] | None = None
) -> tuple[Appointment, ...]:
    """Return the appointments of a log in order of time, in the order in which they were made.

    `steps` are those of the process (see `agenda.turns`).
    """
    by_serial: dict[int, Appointment] = {}
    named: Counter[tuple[datetime, str, str]] = Counter()
    for turn in turns(log, steps):
        for item in turn.off:
            by_serial[item.serial] = _ended(by_serial[item.serial], turn.entry)
        for item, before in turn.on:
            if before is not None:
                by_serial[item.serial] = _touched(
                    by_serial[item.serial], turn.entry, step=item.next
                )
                continue
            key = turn.entry.at, item.next.step, item.next.what
            named[key] += 1
            by_serial[item.serial] = Appointment(
                item.next,
                turn.entry,
                turn.entry,
                place=item.place,
                number=named[key],
                serial=item.serial,
            )
    return tuple(by_serial.values())


def _ended(current: Appointment, entry: Entry) -> Appointment:
    if entry.is_encounter and day_of(entry.at) >= current.step.day:
        return replace(current, state=State.HELD)
    return replace(_touched(current, entry, step=current.step), state=State.CANCELLED)


def _touched(current: Appointment, entry: Entry, *, step: NextStep) -> Appointment:
    return replace(current, step=step, last=entry, sequence=current.sequence + 1)
