"""The rules behind the date grammar: each form, and the reader that turns it into a day.

The table for people stands at the top of salescli/model/dates.py, where texts come in. To teach
the grammar a form, add a rule here and a phrase there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NoReturn

from salescli.model.calendar import Calendar
from salescli.model.duration import Duration
from salescli.model.spoken import MONTHS, WEEKDAYS, day_text


class DateError(ValueError):
    """A text that the grammar refuses: a sentence that says why and what to type instead."""


Reader = Callable[[re.Match[str], date, Calendar], date]


def _this_day(match: re.Match[str], today: date, _: Calendar) -> date:
    return today + timedelta(days={"today": 0, "tomorrow": 1}[match[0]])


def _weekday(match: re.Match[str], today: date, _: Calendar) -> date:
    ahead = (WEEKDAY_WORDS[match["weekday"]] - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)


def _next_weekday(match: re.Match[str], today: date, _: Calendar) -> date:
    return today + timedelta(days=7 - today.weekday() + WEEKDAY_WORDS[match["weekday"]])


def _ahead(match: re.Match[str], today: date, calendar: Calendar) -> date:
    unit = {"d": "d", "w": "w", "b": "bd"}[match["unit"][0]]
    return calendar.add(today, Duration(_amount(match), unit))


def _months_ahead(match: re.Match[str], today: date, _: Calendar) -> date:
    years, month = divmod(today.month - 1 + _amount(match), 12)
    last = _last_of_month(today.year + years, month + 1)
    return last.replace(day=min(today.day, last.day))


def _amount(match: re.Match[str]) -> int:
    return 1 if match["amount"] == "a" else int(match["amount"])


def _named_day(match: re.Match[str], today: date, _: Calendar) -> date:
    """Read a day by its month, with or without year (then the next such) and weekday."""
    parts = match.groupdict()
    month = MONTH_WORDS.get(parts["month"]) or int(parts["month"])
    given = parts["year"]
    # Nine years always have a 29 February in them: 1896, 1904.
    years = [int(given)] if given else range(today.year, today.year + 9)
    days = (_day_or_none(year, month, int(parts["day"])) for year in years)
    found = next((day for day in days if day and (given or day >= today)), None)
    if not found:
        raise DateError("names a day that does not exist: write one as in 'nov 24' or 2026-11-24.")
    weekday = parts.get("weekday")
    if weekday and WEEKDAY_WORDS[weekday] != found.weekday():
        falls_on = WEEKDAYS[found.weekday()]
        raise DateError(f"falls on a {falls_on}: write '{day_text(found)}' or another day.")
    return found


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _period_end(match: re.Match[str], today: date, calendar: Calendar) -> date:
    """Give the last workday of the period, or of the next one that ends after today."""
    day = today
    while True:
        end = _last_day(day, match[1][0])
        last = end if calendar.is_workday(end) else calendar.subtract(end, Duration(1, "bd"))
        if last > today:
            return last
        day = end + timedelta(days=1)


def _last_day(day: date, period: str) -> date:
    if period == "w":
        return day + timedelta(days=6 - day.weekday())
    months = {"m": 1, "q": 3, "y": 12}[period]
    return _last_of_month(day.year, day.month + -day.month % months)


def _last_of_month(year: int, month: int) -> date:
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def _refuse(why: str) -> Reader:
    def reader(match: re.Match[str], _today: date, _calendar: Calendar) -> NoReturn:
        raise DateError(why.format(**match.groupdict()))

    return reader


WEEKDAY_WORDS = {
    word: n for n, name in enumerate(WEEKDAYS) for word in (name.lower(), name[:3].lower())
}
MONTH_WORDS = {
    word: n for n, name in enumerate(MONTHS, 1) for word in (name.lower(), name[:3].lower())
}

_WEEKDAY = f"(?P<weekday>{'|'.join(WEEKDAY_WORDS)})"
_MONTHS = "|".join(MONTH_WORDS)
_MONTH = f"(?P<month>{_MONTHS})"
_DAY = "(?P<day>[0-9]{1,2})"
_YEAR = "(?P<year>[0-9]{4})"
_AMOUNT = "(?P<amount>[1-9][0-9]{0,3})"
_UNIT = "(?P<unit>d|w|bd|days?|weeks?|business days?)"
# Days and months that may exist: a cure that is offered should be understood.
_D = "(?:0?[1-9]|[12][0-9]|3[01])"
_M = "(?:0?[1-9]|1[0-2])"

# What the grammar knows. The first form that matches all of the words has its reader read them.
# Forms are compiled when first used: most commands are never asked for a date.
ACCEPTED: tuple[tuple[str, Reader], ...] = (
    (r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})", _named_day),
    (r"today|tomorrow", _this_day),
    (_WEEKDAY, _weekday),
    (rf"next {_WEEKDAY}", _next_weekday),
    (rf"(?:in )?{_AMOUNT} ?{_UNIT}", _ahead),
    (r"in (?P<amount>a) (?P<unit>day|week|business day)", _ahead),
    (rf"(?:in )?{_AMOUNT} months?", _months_ahead),
    (r"in (?P<amount>a) month", _months_ahead),
    (rf"(?:{_WEEKDAY} )?{_MONTH} {_DAY}(?: {_YEAR})?", _named_day),
    (rf"(?:{_WEEKDAY} )?{_DAY} {_MONTH}(?: {_YEAR})?", _named_day),
    (rf"{_DAY}\.(?P<month>[0-9]{{1,2}})\.{_YEAR}?", _named_day),
    (r"eo([wmqy])", _period_end),
    (r"end of (week|month|quarter|year)", _period_end),
)

# What others would guess at, and why it is refused; the form's named parts may stand in the cure.
REFUSED: tuple[tuple[str, str], ...] = (
    (
        r"[0-9]{1,2}[/-][0-9]{1,2}(?:[/-](?:[0-9]{2}|[0-9]{4}))?",
        "is ambiguous: some read the day first and some the month. Write 2026-11-24 or 'nov 24'.",
    ),
    (
        rf"(?P<y>[0-9]{{4}})[-/.](?P<m>{_M})[-/.](?P<d>{_D})",
        "is not quite an ISO date: write {y}-{m:0>2}-{d:0>2}.",
    ),
    (
        r"(?P<y>[0-9]{4})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])",
        "is not quite an ISO date: write {y}-{m}-{d}.",
    ),
    (
        rf"(?P<d>{_D})\.(?P<m>{_M})",
        "could be a date or a time: write '{d}.{m}.' for the date.",
    ),
    (
        rf"(?P<rest>{_D}\.{_M}\.|{_D} (?:{_MONTHS}) |(?:{_MONTHS}) {_D} )(?P<year>[0-9]{{2}})",
        "has a year of two digits: write '{rest}20{year}'.",
    ),
    (
        rf"(?:in )?{_AMOUNT} ?m",
        "could be minutes or months: write 'in {amount} months', or a time as in 'today 15:00'.",
    ),
    (
        r"(?:in )?(?:an?|[0-9]+) ?(?:h|hours?|min|minutes?)",
        "counts hours or minutes: write the time itself, as in 'today 15:00'.",
    ),
    (
        rf"(?:in )?[0-9]+ ?(?:{_UNIT}|months?)",
        "needs a number from 1 to 9999, as in '3d'.",
    ),
    (
        rf"{_WEEKDAY} week",
        "means different weeks to different people: write 'next {weekday}', '2w' or the date.",
    ),
    (
        r"next (?P<period>week|month|quarter|year)",
        "names no day: write 'next mon', 'end of {period}' or the date.",
    ),
    (_MONTH, "names no day: write one, as in '{month} 15'."),
    (r"eod|end of day|tonight", "is a part of today: write the time, as in 'today 17:00'."),
    (r"(?:the )?day after tomorrow", "is not a form I know: write '2d'."),
    (
        rf"yesterday|last (?:{_WEEKDAY}|week|month|quarter|year)|(?:an?|[0-9]+) [a-z ]+ ago",
        "lies behind, and these forms look ahead: write an ISO date, as in 2026-11-24.",
    ),
    (
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ][0-9:.]+ ?(?:z|[+-][0-9]{2}:?[0-9]{2})",
        "has a time zone: write the time as it is here, as in 2026-11-24T10:00.",
    ),
)

RULES = ACCEPTED + tuple((form, _refuse(why)) for form, why in REFUSED)
