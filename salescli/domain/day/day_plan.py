"""The lines of a day: what is due today by the clock, what is late, and what comes next. Pure.

A deal may have several lines, one for each of its next steps; what is overdue, or missing, is one
line a deal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from salescli.domain.day.review import Review, by_clock
from salescli.domain.deal import NextStep
from salescli.domain.deal_fields import Amount
from salescli.domain.summary import Summary
from salescli.domain.time.moment import day_of, local, sort_key


@dataclass(frozen=True, slots=True)
class DayLine:
    """One next step of a deal, and what it is called; none where the deal has none.

    `has_passed`: its time of today is over, and it wasn't logged.
    """

    review: Review
    following: NextStep | None = None
    what: str = ""
    has_passed: bool = False

    @property
    def about(self) -> Summary:
        """The deal."""
        return self.review.about


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The lines of a day, group by group; `later` counts the deals that have none of them.

    `revisit` are closed deals whose day to come back has come.
    """

    today: tuple[DayLine, ...] = ()
    overdue: tuple[DayLine, ...] = ()
    unscheduled: tuple[DayLine, ...] = ()
    ahead: tuple[DayLine, ...] = ()
    later: int = 0
    revisit: tuple[Summary, ...] = ()

    @property
    def needs_nobody(self) -> bool:
        """Whether every deal has a next step, and none is overdue or due today."""
        return not (self.today or self.overdue or self.unscheduled)

    @property
    def number(self) -> int:
        """How many lines there are."""
        groups = (self.today, self.overdue, self.unscheduled, self.ahead, self.revisit)
        return sum(map(len, groups))


def day_plan(
    reviews: Iterable[Review], now: datetime, until: date, revisit: Iterable[Summary] = ()
) -> DayPlan:
    """Return the lines of the day of `now` and of the days up to `until`.

    Today goes by the clock, what has no time of day after what has one; what is overdue by
    lateness, then by value.
    """
    today = day_of(now)
    groups: dict[str, list[DayLine]] = {"today": [], "overdue": [], "none": [], "ahead": []}
    later = 0
    for review in reviews:
        lines = list(_lines(review, now, today, until))
        later += not lines
        for group, line in lines:
            groups[group].append(line)
    return DayPlan(
        today=tuple(sorted(groups["today"], key=_by_clock)),
        overdue=tuple(sorted(groups["overdue"], key=_by_lateness)),
        unscheduled=tuple(groups["none"]),
        ahead=tuple(sorted(groups["ahead"], key=_by_clock)),
        later=later,
        revisit=tuple(revisit),
    )


def next_change(reviews: Iterable[Review], now: datetime) -> datetime | None:
    """Return when the review reads differently; None where that isn't before another day.

    That is when the next time of today's agendas passes; once one has passed the clock is shown,
    and the next minute changes it.
    """
    today = day_of(now)
    times = [
        local(step.on)
        for review in reviews
        for step in review.about.agenda
        if isinstance(step.on, datetime) and step.day == today
    ]
    if any(at <= now for at in times):
        return now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return min(times, default=None, key=sort_key)


def first_ahead(reviews: Iterable[Review], now: datetime) -> DayLine | None:
    """Return the line of what comes next of all, whenever that is; None where nothing does."""
    lines = (line for review in reviews for _, line in _lines(review, now, day_of(now), date.max))
    ahead = [line for line in lines if line.following and not _is_behind(line, day_of(now))]
    return min(ahead, default=None, key=_by_clock)


def _is_behind(line: DayLine, today: date) -> bool:
    return line.has_passed or line.following is None or line.following.day < today


def _lines(
    review: Review, now: datetime, today: date, until: date
) -> Iterator[tuple[str, DayLine]]:
    about = review.about
    if not about.agenda:
        yield "none", DayLine(review)
    is_late = False
    for step, what in zip(about.agenda, about.names, strict=True):
        day = step.day
        if day < today:
            if not is_late:
                yield "overdue", DayLine(review, step, what)
            is_late = True
        elif day == today:
            passed = isinstance(step.on, datetime) and local(step.on) <= now
            yield "today", DayLine(review, step, what, passed)
        elif day <= until:
            yield "ahead", DayLine(review, step, what)


def _by_clock(line: DayLine) -> tuple[tuple[date, bool, time], Amount, str]:
    on = line.following.on if line.following else date.max
    return by_clock(on), -(line.about.value or 0), line.about.handle


def _by_lateness(line: DayLine) -> tuple[date, Amount, str]:
    day = line.following.day if line.following else date.min
    return day, -(line.about.value or 0), line.about.handle
