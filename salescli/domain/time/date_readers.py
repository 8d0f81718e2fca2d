"""What each form of a day means, counted from today: the readers behind the table of date_forms.

A reader gets the match of its pattern and the clock. It raises DateError for a day that doesn't
exist or could be two, ValueError or OverflowError for one outside of the calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from salescli.domain.time.date_spans import SPAN, DayRange, around, spans
from salescli.domain.time.date_vocabulary import MONTH, WEEKDAY
from salescli.domain.time.duration import Duration
from salescli.domain.time.workdays import Calendar
from salescli.text.wording import MONTHS, WEEKDAYS, day_text

Match = re.Match[str]

_MOST = 9999
_CENTURY = 69  # years of two digits up to here lie in this century
_NEAR = {
    "today": 0,
    "earlier today": 0,
    "tomorrow": 1,
    "yesterday": -1,
    "overmorrow": 2,
    "day before yesterday": -2,
}
_WEEKS = {"last": -1, "": 0, "this": 0, "next": 1, "after": 2}


class DateError(ValueError):
    """A text that is no date: a sentence that says why and what to type instead."""


class UnknownDateError(DateError):
    """A text that no form of a date has; a plain DateError is a date that can't be meant so."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What a phrase is read against: now (local, naive), the calendar, the working hours.

    `step` is 1 where a day ahead is asked for, -1 where one that has been. With `is_timed` a part
    of the day stands for a time: a morning for the first of the hours.
    """

    now: datetime
    calendar: Calendar
    hours: tuple[time, time]
    step: int = 1
    is_timed: bool = False

    @property
    def today(self) -> date:
        """The day of now."""
        return self.now.date()

    def reaches(self, day: date) -> bool:
        """Return whether the day is today or on the wanted side of it."""
        return (day - self.today).days * self.step >= 0


def near_today(match: Match, clock: Clock) -> date:
    """Return today, tomorrow or yesterday."""
    return clock.today + timedelta(days=_NEAR[match[0]])


def weekday(match: Match, clock: Clock) -> date:
    """Return the next day of that name after today, or the last one before it."""
    return _weekday_near(WEEKDAY[match["weekday"]], clock.today, clock.step)


def last_weekday(match: Match, clock: Clock) -> date:
    """Return the last day of that name before today."""
    return _weekday_near(WEEKDAY[match["weekday"]], clock.today, -1)


def _weekday_near(number: int, today: date, step: int) -> date:
    away = (number - today.weekday()) * step
    return today + timedelta(days=step * ((away - 1) % 7 + 1))


def weekday_of_week(match: Match, clock: Clock) -> date:
    """Return the day of that name in this week, the next one or the last one."""
    monday = around(clock.today, "week", _WEEKS[match["which"]]).first
    return monday + timedelta(days=WEEKDAY[match["weekday"]])


def weekend(match: Match, clock: Clock) -> date:
    """Return the Saturday of a weekend."""
    which = match["which"].strip()
    if which in ("last", "next"):
        return around(clock.today, "week", _WEEKS[which]).first + timedelta(days=WEEKDAY["sat"])
    return _weekday_near(WEEKDAY["sat"], clock.today, clock.step)


def numbered_weekday(match: Match, clock: Clock) -> date:
    """Return the third Friday of a month, or its last one."""
    number, wanted = match["number"], WEEKDAY[match["weekday"]]
    day = clock.today
    for span in named_spans(match["span"], clock):
        if number == "last":
            day = span.last - timedelta(days=(span.last.weekday() - wanted) % 7)
        else:
            ahead = (wanted - span.first.weekday()) % 7 + 7 * (int(number[0]) - 1)
            day = span.first + timedelta(days=ahead)
        if clock.reaches(day):
            break
    return day


def so_many(match: Match, clock: Clock) -> date:
    """Return the day so many days, weeks, months or years away: ahead after 'in'."""
    ahead = match["ahead"] or clock.step > 0
    return away(match, clock.today, clock.calendar, 1 if ahead else -1)


def ago(match: Match, clock: Clock) -> date:
    """Return the day so many days, weeks, months or years before today."""
    return away(match, clock.today, clock.calendar, -1)


def away(match: Match, start: date, calendar: Calendar, step: int) -> date:
    """Return the day that is `amount` times `unit` after another one, or before it."""
    number, unit = int(match["amount"]), match["unit"]
    if not 1 <= number <= _MOST:
        raise DateError(f"needs a number from 1 to {_MOST}, as in '3d'.")
    if size := {"month": 1, "quarter": 3, "year": 12}.get(unit):
        years, month = divmod(start.month - 1 + step * number * size, 12)
        last = around(date(start.year + years, month + 1, 1), "month").last
        return last.replace(day=min(start.day, last.day))
    duration = Duration(number, {"day": "d", "week": "w", "bd": "bd"}[unit])
    return calendar.add(start, duration) if step > 0 else calendar.subtract(start, duration)


def iso_day(match: Match, _: Clock) -> date:
    """Return the day of its year, month and day."""
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    return _checked(_day_or_none(year, month, day), match.groupdict())


def named_day(match: Match, clock: Clock) -> date:
    """Return a day by its month: without a year, the nearest one in the direction asked for."""
    parts = match.groupdict()
    month = MONTH.get(parts["month"]) or int(parts["month"])
    return _nearest(month, int(parts["day"]), parts, clock)


def two_numbers(match: Match, clock: Clock) -> date:
    """Return the day of 25/12 or 12/25. Raises DateError where either number can be the month."""
    first, second = int(match["first"]), int(match["second"])
    if first != second and 1 <= first <= 12 and 1 <= second <= 12:
        year = f" {match['year']}" if match["year"] else ""
        month, other = MONTHS[second - 1], MONTHS[first - 1]
        raise DateError(
            f": {first} {month}{year} is {first}.{second}.{year.strip()}"
            f" or {month[:3].lower()} {first}{year};"
            f" {second} {other}{year} is {other[:3].lower()} {second}{year}."
        )
    day, month_number = (first, second) if second <= 12 else (second, first)
    return _nearest(month_number, day, match.groupdict(), clock)


def day_of_month(match: Match, clock: Clock) -> date:
    """Return the nearest day of that number, in the month and on the weekday that are named."""
    number, parts = int(match["day"]), match.groupdict()
    if span := parts.get("span"):
        first = next(named_spans(span, clock)).first
        return _checked(_day_or_none(first.year, first.month, number), parts)
    months = (around(clock.today, "month", clock.step * n).first for n in range(4))
    days = [_day_or_none(first.year, first.month, number) for first in months]
    reached = [day for day in days if day and clock.reaches(day)]
    fitting = [day for day in reached if WEEKDAY.get(parts["weekday"]) in (None, day.weekday())]
    return _checked(next(iter(fitting or reached), None), parts)


def weekday_and_number(match: Match, clock: Clock) -> date | None:
    """Return Friday the 27th from 'fri 27'; None where the number can only be an hour.

    Raises DateError where the nearest Friday is another day and there is no such hour.
    """
    day, number = weekday(match, clock), int(match["day"])
    if day.day == number:
        return day
    if number < 24:
        return None
    raise DateError(f"is not near: write '{day_text(day)}' or another day.")


def beginning(match: Match, clock: Clock) -> date:
    """Return the first workday of a span that is still to come. Raises DateError for one begun."""
    span = next(named_spans(match["span"], clock))
    if span.first <= clock.today <= span.last:
        return no_day(match, clock)
    return point(match, clock)


def after_span(match: Match, clock: Clock) -> date:
    """Return the first workday after a season, the nearest one that is asked for."""
    day = clock.today
    for span in named_spans(match["span"], clock):
        day = clock.calendar.next_workday(span.last + timedelta(days=1))
        if clock.reaches(day):
            break
    return day


def point(match: Match, clock: Clock) -> date:
    """Return a span's first, middle or last workday, the nearest in the direction asked for."""
    where = match.groupdict().get("where") or "start"
    is_bare = re.fullmatch("(?:this )?(?:week|month|quarter|year)", match["span"])
    day = clock.today
    for span in named_spans(match["span"], clock):
        day = _workday(span, where, clock.calendar)
        if clock.reaches(day) and not (is_bare and day == clock.today):
            break
    return day


def no_day(match: Match, clock: Clock) -> date:
    """Raise DateError: a week, month or quarter is named, and no day of it."""
    span = re.sub("^(?:this|next) (?!week|month|quarter|year)", "", match["span"])
    span = span.removeprefix("this ")
    example = f"'{span} 15', " if re.fullmatch("|".join(MONTH), span) else ""
    early = ""
    if re.fullmatch("q[1-4]", span):
        for days in named_spans(span, clock):
            first = _workday(days, "start", clock.calendar)
            early = f"'early {span}' ({day_text(first)}), "
            if clock.reaches(first):
                break
    raise DateError(f"names no day: write {example}{early}'end of {span}' or the date.")


def before_span(words: str, clock: Clock) -> date:
    """Return the last workday before a month or a quarter, the nearest one that is asked for."""
    day = clock.today
    for span in named_spans(words, clock):
        day = clock.calendar.last_workday(span.first - timedelta(days=1))
        if clock.reaches(day):
            break
    return day


def named_spans(words: str, clock: Clock) -> Iterator[DayRange]:
    """Yield the spans that their name can mean, the nearest first. Raises DateError."""
    match = re.fullmatch(SPAN, words)
    if match is None:
        raise DateError("names no week, month, quarter or year.")
    return spans(match, clock.today, clock.step)


def _workday(span: DayRange, where: str, calendar: Calendar) -> date:
    if where == "end":
        return calendar.last_workday(span.last)
    return calendar.next_workday(span.first if where == "start" else span.middle)


def _nearest(month: int, day: int, parts: dict[str, str], clock: Clock) -> date:
    year = parts["year"] or ""
    if len(year) == 2:
        year = f"{20 if int(year) < _CENTURY else 19}{year}"
    # Nine years always have a 29 February in them: 1896, 1904.
    years = [int(year)] if year else [clock.today.year + clock.step * n for n in range(9)]
    days = (_day_or_none(number, month, day) for number in years)
    return _checked(next((d for d in days if d and (year or clock.reaches(d))), None), parts)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _checked(day: date | None, parts: dict[str, str]) -> date:
    """Return the day. Raises DateError where there is none, or it has another weekday."""
    if not day:
        raise DateError("names a day that does not exist: write one as in 'nov 24' or 2026-11-24.")
    name = parts.get("weekday") or parts.get("weekday2")
    if name and WEEKDAY[name] != day.weekday():
        falls_on = WEEKDAYS[day.weekday()]
        raise DateError(f"falls on a {falls_on}: write '{day_text(day)}' or another day.")
    return day
