"""A card of the review, before it is laid out: all that it may show of its deal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from salescli.domain.day.review import Review
from salescli.domain.deal import Deal, NextStep
from salescli.domain.process import Process
from salescli.domain.standing import Standing
from salescli.domain.time.moment import day_of
from salescli.domain.time.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Card:
    """All that a card shows; `review` is None where the deal is closed.

    `place` is which of how many it is. `done` is what was done on it in this review, in words;
    `settled`: it needs nobody any more, and was come back to. `troubles` are what else the
    calendar says against it, `drafts` the commands that were begun on it and not finished.
    `proposed` is what another system has next. `now` is the time by
    which what is due today has passed.
    """

    deal: Deal
    process: Process
    standing: Standing
    review: Review | None
    place: tuple[int, int]
    settled: bool
    troubles: tuple[str, ...]
    drafts: tuple[str, ...]
    now: datetime
    calendar: Calendar
    done: tuple[str, ...] = ()
    proposed: NextStep | None = None

    @property
    def today(self) -> date:
        """The local day of `now`."""
        return day_of(self.now)
