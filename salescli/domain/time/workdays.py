"""The book's calendar: which days are workdays, and what day a duration from a day is.

All workdays since the first day that a date can hold are numbered 1, 2, 3 and so on. The number
of a day and the day of a number are both found by arithmetic, holidays by bisection, so that no
question takes a loop over days: judging a book asks them several times for every deal.

Public holidays are asked for by the year, and only for the years that a question spans: those of
the years before it would shift all of its numbers by the same amount.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from salescli.domain.time.duration import Duration

Public = Callable[[int], frozenset[date]]  # the public holidays of a year; equal ones say the same

_WEEK = frozenset(range(7))
_DAYS = {"m": 0, "h": 0, "d": 1, "w": 7}


def no_public(_year: int) -> frozenset[date]:
    """Return the public holidays of a calendar that knows of none."""
    return frozenset()


@dataclass(frozen=True, slots=True, repr=False)
class Calendar:
    """Workdays of the week (Monday is 0; none at all is read as all seven) less the holidays.

    `holidays` are the book's own, `public` gives those of the country for a year.
    """

    workdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()
    public: Public = no_public

    def is_workday(self, day: date) -> bool:
        """Return whether the day is a workday."""
        count = self._numbering(day.year, day.year)
        ordinal = day.toordinal()
        return count.until(ordinal) > count.until(ordinal - 1)

    def next_workday(self, day: date) -> date:
        """Return the day itself if it is a workday, else the first one after it.

        Raises ValueError past the last day that a date can hold.
        """
        return self._workday(day, 1, within=True)

    def last_workday(self, day: date) -> date:
        """Return the day itself if it is a workday, else the last one before it.

        Raises ValueError before the first day that a date can hold.
        """
        return self._workday(day, 0)

    def add(self, day: date, duration: Duration) -> date:
        """Return the day that is so long after `day`; business days always end on a workday.

        Minutes and hours stay on the day. Raises ValueError past the last day that there is.
        """
        if duration.unit != "bd":
            return _date(day.toordinal() + duration.amount * _DAYS[duration.unit])
        return self._workday(day, duration.amount)

    def subtract(self, day: date, duration: Duration) -> date:
        """Return the day that is so long before `day`: `add` in the mirror.

        Raises ValueError before the first day that there is.
        """
        if duration.unit != "bd":
            return _date(day.toordinal() - duration.amount * _DAYS[duration.unit])
        return self._workday(day, 1 - duration.amount, within=True)

    def workdays_between(self, start: date, end: date) -> int:
        """Return the number of workdays after `start` up to `end`; negative if that is before."""
        count = self._numbering(min(start.year, end.year), max(start.year, end.year))
        return count.until(end.toordinal()) - count.until(start.toordinal())

    def _workday(self, day: date, ahead: int, *, within: bool = False) -> date:
        """Return the workday so many after those up to the day, itself left out if `within`."""
        first = last = day.year
        while True:
            count = self._numbering(first, last)
            workday = _date(count.ordinal(count.until(day.toordinal() - within) + ahead))
            if first <= workday.year <= last or self.public is no_public:
                return workday
            first, last = min(first, workday.year), max(last, workday.year)

    def _numbering(self, first: int, last: int) -> _Numbering:
        """Return the numbers of the workdays in some years."""
        if self.public is no_public:
            return _numbering(self.workdays, self.holidays, no_public, 0, -1)
        return _numbering(self.workdays, self.holidays, self.public, first, last)


@dataclass(frozen=True, slots=True, repr=False)
class _Numbering:
    """The workdays since 0001-01-01 (a Monday, ordinal 1), numbered from 1."""

    week: tuple[int, ...]  # the workdays of a week, Monday is 1
    begun: tuple[int, ...]  # how many workdays the first 0 to 6 days of a week have
    closed: tuple[int, ...]  # ordinals of the holidays that take a workday away
    open_before: tuple[int, ...]  # how many days are worked on before each of these

    def until(self, ordinal: int) -> int:
        """Return how many days up to this one, itself included, are workdays."""
        weeks, days = divmod(ordinal, 7)
        worked = weeks * len(self.week) + self.begun[days]
        return worked - bisect_right(self.closed, ordinal) if self.closed else worked

    def ordinal(self, number: int) -> int:
        """Return the ordinal of the workday with this number."""
        passed = bisect_left(self.open_before, number)
        weeks, place = divmod(number + passed - 1, len(self.week))
        return weeks * 7 + self.week[place]


@lru_cache(maxsize=64)
def _numbering(
    workdays: frozenset[int], holidays: frozenset[date], public: Public, first: int, last: int
) -> _Numbering:
    holidays = holidays.union(*map(public, range(first, last + 1)))
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
