"""Weeks that are named by a number, of the year or of a month: which day each of them stands for.

Weeks are those of ISO 8601: they begin on Monday, and belong to the month and the year in which
their Thursday lies.
"""

from __future__ import annotations

from datetime import date, timedelta

from salescli.domain.time.date_readers import Clock, DateError, Match, named_spans
from salescli.domain.time.date_vocabulary import WEEKDAY

_THURSDAY = timedelta(days=3)
_WEEK = timedelta(days=7)


def numbered_week(match: Match, clock: Clock) -> date:
    """Return a day of week 50: without a year, of the nearest one in the direction asked for.

    It is the first workday, the middle or the last one, or the weekday that is named.
    Raises DateError for a year that has no such week.
    """
    number, year = int(match["number"]), int(match["year"] or 0)
    day = clock.today
    for other in (year,) if year else (clock.today.year + clock.step * n for n in range(-1, 8)):
        monday = _monday(other, number)
        if monday is None:
            continue
        day = _day_of_week(monday, match, clock)
        if year or clock.reaches(day):
            return day
    raise DateError("names a week that the year does not have: they go from 1 to 52 or 53.")


def _day_of_week(monday: date, match: Match, clock: Clock) -> date:
    parts, calendar = match.groupdict(), clock.calendar
    if name := parts.get("weekday") or parts.get("weekday2"):
        return monday + timedelta(days=WEEKDAY[name])
    if parts.get("where") == "end":
        return calendar.last_workday(monday + timedelta(days=6))
    return calendar.next_workday(monday + timedelta(days=2 * (parts.get("where") == "mid")))


def _monday(year: int, number: int) -> date | None:
    try:
        return date.fromisocalendar(year, number, 1)
    except ValueError:
        return None


def week_of_month(match: Match, clock: Clock) -> date:
    """Return the first workday of a month's first, second or last week, and in that month."""
    number, day = match["number"], clock.today
    for span in named_spans(match["span"], clock):
        first = span.first - timedelta(days=span.first.weekday()) + _THURSDAY
        mondays = [first - _THURSDAY + n * _WEEK for n in range(6)]
        weeks = [monday for monday in mondays if span.first <= monday + _THURSDAY <= span.last]
        place = -1 if number == "last" else int(number[0]) - 1
        if place >= len(weeks):
            raise DateError("names a week that the month does not have.")
        day = clock.calendar.next_workday(max(weeks[place], span.first))
        if clock.reaches(day):
            break
    return day
