"""A period: the days from one to another, both included, or without an end."""

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
        """Return whether the day is in the period; an unknown day is only in one without limits."""
        if day is None:
            return self.is_all
        return (self.since is None or day >= self.since) and (
            self.until is None or day <= self.until
        )

    def count(self, lists: Iterable[Collection[date]]) -> int:
        """Return how many of the days in some lists lie in it."""
        if self.is_all:
            return sum(map(len, lists))
        return sum(self.has(day) for days in lists for day in days)

    def before(self) -> Period:
        """Return the period of the same length that ends where this one begins.

        Raises ValueError where this one has an open side, or none fits before it.
        """
        if self.since is None or self.until is None:
            raise ValueError("a period without an end has no length")
        try:
            return Period(self.since - (self.until - self.since) - _DAY, self.since - _DAY)
        except OverflowError:
            raise ValueError("no period of that length lies before it") from None

    def year_before(self) -> Period:
        """Return the same days a year earlier; the 29th of February becomes the 28th."""
        return Period(_year_before(self.since), _year_before(self.until))


_DAY = timedelta(days=1)


def _year_before(day: date | None) -> date | None:
    if day is None:
        return None
    year = day.year - 1
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
