"""The small, closed grammar of periods at a flag, on top of that of dates.

| write | to mean |
| --- | --- |
| this week, next week, last week | from a Monday to its Sunday |
| this month, next month, last month | a month of the calendar |
| this quarter, next quarter, last quarter | three months, from January, April, July or October |
| this year, next year, last year | a year of the calendar |
| overdue | all days before today |
| 2026-12 | that month |
| 2026-q4 | that quarter |
| 2027 | that year |
| today, eom, in 2 weeks, 2026-12-24 | one day, by the grammar of dates |
| 2026-12..2027-02, today..eoq, ..eom, 2027.. | from one to the other; either may be left out |

Capitals and extra spaces don't matter. What is not in the table is refused with the nearest thing
that is; nothing is ever guessed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from salescli.model.calendar import Calendar
from salescli.model.dates import DateError, parse_day
from salescli.model.period import Period

# The table above as data: phrases, each of them understood as it stands, and their meaning.
PERIODS: tuple[tuple[str, str], ...] = (
    ("this week, next week, last week", "from a Monday to its Sunday"),
    ("this month, next month, last month", "a month of the calendar"),
    (
        "this quarter, next quarter, last quarter",
        "three months, from January, April, July or October",
    ),
    ("this year, next year, last year", "a year of the calendar"),
    ("overdue", "all days before today"),
    ("2026-12", "that month"),
    ("2026-q4", "that quarter"),
    ("2027", "that year"),
    ("today, eom, in 2 weeks, 2026-12-24", "one day, by the grammar of dates"),
    (
        "2026-12..2027-02, today..eoq, ..eom, 2027..",
        "from one to the other; either may be left out",
    ),
)

_TRY = "Try 'this quarter', 'next month', 2026-12, 2027, today..eoq or overdue."
_SHIFT = {"last": -1, "this": 0, "next": 1}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_NAMED = re.compile("(last|this|next) (week|month|quarter|year)")
_NUMBERED = re.compile("([0-9]{4})(?:-(?:q([1-4])|(0[1-9]|1[0-2])))?")
_DAY = timedelta(days=1)


def parse_period(text: str, today: date, calendar: Calendar) -> Period:
    """Read a period. Raises DateError, and nothing else, for what the grammar doesn't know."""
    words = " ".join(text.split()).lower()
    try:
        since, points, until = words.partition("..")
        if points:
            return _from_to(since.strip(), until.strip(), today, calendar)
        if words == "overdue":
            return Period(None, today - _DAY)
        return _whole(words, today, calendar)
    except (OverflowError, ValueError) as error:
        if isinstance(error, DateError):
            raise
        raise DateError(f"'{text}' is out of range: years go from 1 to 9999. {_TRY}") from None


def _from_to(since: str, until: str, today: date, calendar: Calendar) -> Period:
    if not since and not until:
        raise DateError(f"'..' has neither a first day nor a last one. {_TRY}")
    first = _whole(since, today, calendar).since if since else None
    last = _whole(until, today, calendar).until if until else None
    if first is not None and last is not None and last < first:
        raise DateError(f"'{since}..{until}' ends before it begins: write '{until}..{since}'.")
    return Period(first, last)


def _whole(words: str, today: date, calendar: Calendar) -> Period:
    """A period that has both ends. Raises DateError, ValueError or OverflowError."""
    if named := _NAMED.fullmatch(words):
        return _around(today, _SHIFT[named[1]], named[2])
    if numbered := _NUMBERED.fullmatch(words):
        year, quarter, month = numbered.groups()
        if quarter:
            return _months(int(year), 3 * int(quarter) - 2, 3)
        return _months(int(year), int(month or 1), 1 if month else 12)
    try:
        day = parse_day(words, today, calendar)
    except DateError as error:
        raise DateError(_refusal(words, error)) from None
    return Period(day, day)


def _around(today: date, shift: int, unit: str) -> Period:
    if unit == "week":
        monday = today + timedelta(days=7 * shift - today.weekday())
        return Period(monday, monday + timedelta(days=6))
    size = _MONTHS[unit]
    years, month = divmod((today.month - 1) // size * size + shift * size, 12)
    return _months(today.year + years, month + 1, size)


def _months(year: int, month: int, number: int) -> Period:
    """So many months from one on; they end with their year at the latest."""
    after = month + number
    last = date(year, 12, 31) if after > 12 else date(year, after, 1) - _DAY
    return Period(date(year, month, 1), last)


def _refusal(words: str, error: DateError) -> str:
    from difflib import get_close_matches

    known = [phrase for forms, _ in PERIODS for phrase in forms.split(", ")]
    near = get_close_matches(words, known, n=1)
    if near:
        return f"'{words}' is not a period I know: did you mean '{near[0]}'? {_TRY}"
    if "is not a date I know" in str(error):
        return f"'{words}' is neither a period nor a day that I know. {_TRY}"
    return str(error) if words else f"no period was given. {_TRY}"
