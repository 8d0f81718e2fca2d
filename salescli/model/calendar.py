"""The book's calendar: which days are workdays, and what day a duration from a day is.

All workdays since the first day that a date can hold are numbered 1, 2, 3 and so on. The number
of a day and the day of a number are both found by arithmetic, holidays by bisection, so that no
question takes a loop over days: judging a book asks them several times for every deal.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from salescli.model.duration import Duration

_WEEK = frozenset(range(7))
_DAYS = {"m": 0, "h": 0, "d": 1, "w": 7}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Workdays of the week (Monday is 0; none at all is read as all seven) less the holidays."""

    workdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Tell whether the day is worked on."""
        count = _numbering(self.workdays, self.holidays)
        ordinal = day.toordinal()
        return count.until(ordinal) > count.until(ordinal - 1)

    def next_workday(self, day: date) -> date:
        """Give the day itself if it is a workday, else the first one after it.

        Raises ValueError past the last day that a date can hold.
        """
        count = _numbering(self.workdays, self.holidays)
        return _date(count.ordinal(count.until(day.toordinal() - 1) + 1))

    def add(self, day: date, duration: Duration) -> date:
        """Give the day that is so long after `day`; business days always end on a workday.

        Minutes and hours stay on the day. Raises ValueError past the last day that there is.
        """
        if duration.unit != "bd":
            return _date(day.toordinal() + duration.amount * _DAYS[duration.unit])
        count = _numbering(self.workdays, self.holidays)
        return _date(count.ordinal(count.until(day.toordinal()) + duration.amount))

    def subtract(self, day: date, duration: Duration) -> date:
        """Give the day that is so long before `day`: `add` in the mirror.

        Raises ValueError before the first day that there is.
        """
        if duration.unit != "bd":
            return _date(day.toordinal() - duration.amount * _DAYS[duration.unit])
        count = _numbering(self.workdays, self.holidays)
        return _date(count.ordinal(count.until(day.toordinal() - 1) + 1 - duration.amount))

    def workdays_between(self, start: date, end: date) -> int:
        """Count the workdays after `start` up to and with `end`; negative when `end` is before."""
        count = _numbering(self.workdays, self.holidays)
        return count.until(end.toordinal()) - count.until(start.toordinal())


@dataclass(frozen=True, slots=True)
class _Numbering:
    """The workdays since 0001-01-01 (a Monday, ordinal 1), numbered from 1."""

    week: tuple[int, ...]  # the workdays of a week, Monday is 1
    begun: tuple[int, ...]  # how many workdays the first 0 to 6 days of a week have
    closed: tuple[int, ...]  # ordinals of the holidays that take a workday away
    open_before: tuple[int, ...]  # how many days are worked on before each of these

    def until(self, ordinal: int) -> int:
        """Give how many days up to and with this one are workdays."""
        weeks, days = divmod(ordinal, 7)
        worked = weeks * len(self.week) + self.begun[days]
        return worked - bisect_right(self.closed, ordinal) if self.closed else worked

    def ordinal(self, number: int) -> int:
        """Give the ordinal of the workday with this number."""
        passed = bisect_left(self.open_before, number)
        weeks, place = divmod(number + passed - 1, len(self.week))
        return weeks * 7 + self.week[place]


@lru_cache(maxsize=16)
def _numbering(workdays: frozenset[int], holidays: frozenset[date]) -> _Numbering:
    week = sorted(day + 1 for day in (workdays & _WEEK or _WEEK))
    begun = tuple(sum(day <= days for day in week) for days in range(7))
    plain = _Numbering(tuple(week), begun, (), ())
    closed = sorted({day.toordinal() for day in holidays if day.weekday() + 1 in week})
    open_before = (plain.until(day) - 1 - place for place, day in enumerate(closed))
    return _Numbering(plain.week, plain.begun, tuple(closed), tuple(open_before))


def _date(ordinal: int) -> date:
    try:
        return date.fromordinal(ordinal)
    except ValueError:
        raise ValueError(
            "The day is out of range: dates go from 0001-01-01 to 9999-12-31. Use one nearer."
        ) from None
