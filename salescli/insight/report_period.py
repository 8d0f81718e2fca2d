"""Periods that a report looks at: days from one to another, both included, or without an end."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` to `until`, both included; None leaves a side open."""

    since: date | None = None
    until: date | None = None

    @property
    def is_all(self) -> bool:
        """Whether it leaves nothing out."""
        return self.since is None and self.until is None

    def has(self, day: date | None) -> bool:
        """Whether the day lies in it; a day that isn't known lies in the whole of time only."""
        if day is None:
            return self.is_all
        return (self.since is None or day >= self.since) and (
            self.until is None or day <= self.until
        )

    def count(self, lists: Iterable[Collection[date]]) -> int:
        """How many of the days in some lists lie in it."""
        if self.is_all:
            return sum(map(len, lists))
        return sum(self.has(day) for days in lists for day in days)

    def before(self) -> Period:
        """The period of the same length that ends where this one begins.

        Raises ValueError where this one has an open side, or none fits before it.
        """
        if self.since is None or self.until is None:
            raise ValueError("a period without an end has no length")
        try:
            return Period(self.since - (self.until - self.since) - _DAY, self.since - _DAY)
        except OverflowError:
            raise ValueError("no period of that length lies before it") from None

    def year_before(self) -> Period:
        """The same days a year earlier; the 29th of February becomes the 28th."""
        return Period(_year_before(self.since), _year_before(self.until))


_DAY = timedelta(days=1)


def _year_before(day: date | None) -> date | None:
    if day is None:
        return None
    year = day.year - 1
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def quarter(day: date) -> str:
    """The calendar quarter of a day: `2026-Q4`."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def month(day: date) -> str:
    """The month of a day: `2026-11`."""
    return f"{day.year:04}-{day.month:02}"


def months_ahead(today: date, number: int) -> list[str]:
    """The month of a day and those after it, so many in all, as far as the calendar goes."""
    first = today.year * 12 + today.month - 1
    named = (divmod(first + ahead, 12) for ahead in range(number))
    return [f"{year:04}-{place + 1:02}" for year, place in named if year <= date.max.year]
