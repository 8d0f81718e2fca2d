"""The lines of a day: what is due today by the clock, what is late, and what comes next. Pure.

A deal may have several lines, one for each of its next steps; what is overdue, or missing, is one
line a deal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from salescli.domain.day.review import Review, by_clock
from salescli.domain.deal import NextStep
from salescli.domain.deal_fields import Amount
from salescli.domain.summary import Summary
from salescli.domain.time.moment import day_of, local

# A place in a group: by the clock, then by what a deal is worth, then by its name.
Place = tuple[tuple[date, bool, time], Amount, str]


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
    groups: dict[str, list[DayLine]] = {group: [] for group in _PLACES}
    later = 0
    for review in reviews:
        lines = list(lines_of(review, now, until))
        later += not lines
        for group, line in lines:
            groups[group].append(line)
    today, overdue, unscheduled, ahead = (
        tuple(sorted(groups[group], key=key)) for group, key in _PLACES.items()
    )
    return DayPlan(today, overdue, unscheduled, ahead, later, tuple(revisit))


def place_in(group: str, line: DayLine) -> Place:
    """Return the place of a line in its group: they stand in this order."""
    return _PLACES[group](line)


def next_change(times: Iterable[float], now: datetime) -> float | None:
    """Return when the review reads differently; None where that isn't before another day.

    `times` are those of today's agendas, all in seconds since 1970. That is when the next of them
    passes; once one has passed the clock is shown, and the next minute changes it.
    """
    first = min(times, default=None)
    if first is not None and first <= now.timestamp():
        return (now.replace(second=0, microsecond=0) + timedelta(minutes=1)).timestamp()
    return first


def times_of_today(review: Review) -> list[float]:
    """Return the times on a deal's agenda that are today, in seconds since 1970."""
    steps = review.about.agenda
    days = (step.on for step in steps if isinstance(step.on, datetime) and step.day == review.today)
    return [local(on).timestamp() for on in days]


def first_ahead(reviews: Iterable[Review], now: datetime) -> DayLine | None:
    """Return the line of what comes next of all, whenever that is; None where nothing does."""
    lines = (line for review in reviews for _, line in lines_of(review, now, date.max))
    ahead = [line for line in lines if line.following and not _is_behind(line, day_of(now))]
    return min(ahead, default=None, key=_by_clock)


def _is_behind(line: DayLine, today: date) -> bool:
    return line.has_passed or line.following is None or line.following.day < today


def lines_of(review: Review, now: datetime, until: date) -> Iterator[tuple[str, DayLine]]:
    """Yield the lines of a deal on the day of `now` and the days up to `until`, by their groups."""
    about, today = review.about, day_of(now)
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


def _by_clock(line: DayLine) -> Place:
    on = line.following.on if line.following else date.max
    return by_clock(on), -(line.about.value or 0), line.about.handle


def _by_lateness(line: DayLine) -> Place:
    return by_clock(line.following.day if line.following else date.min), *_by_value(line)[1:]


def _by_value(line: DayLine) -> Place:
    return by_clock(date.min), -(line.about.value or 0), line.about.handle


_PLACES: Mapping[str, Callable[[DayLine], Place]] = {
    "today": _by_clock,
    "overdue": _by_lateness,
    "none": _by_value,
    "ahead": _by_clock,
}
