"""The feasts that people count from: Christmas, New Year, Easter, Whitsun, Thanksgiving. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from salescli.domain.time.date_readers import Clock, Match

_DAY = timedelta(days=1)


def feast(match: Match, clock: Clock) -> date:
    """Return the nearest first workday after a feast, or the last one before it."""
    step = clock.step
    day = clock.today
    for year in (clock.today.year + step * n for n in range(-1, 3)):
        first, last = FEASTS[match["feast"]](year)
        if match["side"] == "after":
            day = clock.calendar.next_workday(last + _DAY)
        else:
            day = clock.calendar.last_workday(first - _DAY)
        if clock.reaches(day):
            break
    return day


def _easter_sunday(year: int) -> date:
    from dateutil.easter import easter  # type: ignore[import-untyped]

    sunday: date = easter(year)
    return sunday


def _christmas(year: int) -> tuple[date, date]:
    return date(year, 12, 25), date(year, 12, 26)


def _new_year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 1, 1)


def _easter(year: int) -> tuple[date, date]:
    sunday = _easter_sunday(year)
    return sunday - 2 * _DAY, sunday + _DAY


def _whitsun(year: int) -> tuple[date, date]:
    sunday = _easter_sunday(year) + 49 * _DAY
    return sunday, sunday + _DAY


def _thanksgiving(year: int) -> tuple[date, date]:
    """Return the fourth Thursday of November, and the Sunday after it."""
    first = date(year, 11, 1)
    thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    return thursday, thursday + 3 * _DAY


# The days of each feast in a year, from the first to the last one.
FEASTS: Mapping[str, Callable[[int], tuple[date, date]]] = {
    "christmas": _christmas,
    "new year": _new_year,
    "easter": _easter,
    "whitsun": _whitsun,
    "thanksgiving": _thanksgiving,
}
