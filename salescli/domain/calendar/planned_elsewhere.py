"""What another system has as next in a deal: planned there, and not scheduled here. Pure.

An import keeps it in `[custom.import]`: `next_step` and `next_activity` from the deal's own row,
`ahead` for what was planned there, each as `2026-12-04 Call Dana`. It is offered while its day is
still to come and nothing of those words was scheduled here; words without a day until anything was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from salescli.domain.deal import IMPORTED, Deal
from salescli.domain.time.moment import When, day_of, sort_key

STEP, ACTIVITY, AHEAD = "next_step", "next_activity", "ahead"
_MOST = 200  # characters of the words


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """What comes next by another system: its words ('' for none) and its day, where it has one."""

    what: str
    on: When | None = None

    @property
    def text(self) -> str:
        """How it is kept in a deal."""
        return f"{self.on.isoformat() if self.on else ''} {self.what}".strip()


def read_planned(text: str) -> PlannedStep:
    """Return the proposal that a text keeps; all of it are its words where no day begins it."""
    first, _, rest = text.partition(" ")
    try:
        on: When = datetime.fromisoformat(first) if "T" in first else date.fromisoformat(first)
    except ValueError:
        return PlannedStep(text)
    if isinstance(on, datetime) and on.tzinfo is None:
        return PlannedStep(text)
    return PlannedStep(rest.strip(), on)


def words_of(text: str) -> str:
    """Return the words of a next step, on one line and not too long."""
    return " ".join(text.split())[:_MOST].strip()


def planned_elsewhere(deal: Deal) -> tuple[PlannedStep, ...]:
    """Return what another system has next in a deal and nobody scheduled here, whatever the day.

    Where nothing at all was scheduled, the words of each stand once more without their day.
    """
    table = deal.custom.get(IMPORTED)
    if not isinstance(table, Mapping):
        return ()
    scheduled = [item for entry in deal.log for item in entry.nexts]
    words = {item.what.casefold() for item in scheduled if item.what}
    days = {item.day for item in scheduled}
    kept = tuple(_kept(table))
    dated = (
        one
        for one in kept
        if one.on and one.what.casefold() not in words and day_of(one.on) not in days
    )
    bare = (PlannedStep(one.what) for one in kept if one.what and not scheduled)
    return (*dated, *bare)


def first_planned(planned: Iterable[PlannedStep], today: date) -> PlannedStep | None:
    """Return the proposal that is due first, from today on; else the first one without a day."""
    ahead, bare = [], []
    for one in planned:
        if one.on is None:
            bare.append(one)
        elif day_of(one.on) >= today:
            ahead.append((sort_key(one.on), one))
    return min(ahead, key=lambda pair: pair[0])[1] if ahead else next(iter(bare), None)


def _kept(table: Mapping[str, Any]) -> Iterator[PlannedStep]:
    what, on = table.get(STEP), table.get(ACTIVITY)
    what = words_of(what) if isinstance(what, str) else ""
    on = on if isinstance(on, date) else None
    if what or on:
        yield PlannedStep(what, on)
    ahead = table.get(AHEAD)
    if isinstance(ahead, list):
        yield from (read_planned(text) for text in ahead if isinstance(text, str))
