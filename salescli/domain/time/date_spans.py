"""Weeks, months, quarters and years of the calendar, by their names: both their first and last day.

'end of next month' is a day, 'next month' a period: both look their span up here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from salescli.domain.time.date_vocabulary import MONTH

_MONTHS = "|".join(MONTH)
_UNIT = "week|month|quarter|year"
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
# The first month of each; they are of three months, as the weather has them.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_SHIFT = {"last": -1, "this": 0, "": 0, "next": 1}
# A span in the spelling of the forms; `named` are those of a month, a quarter or a year.
SPAN = (
    rf"(?P<which>last |this |next |)(?P<unit>{_UNIT})|(?P<later>{_UNIT}) after next"
    rf"|(?:(?P<month>{_MONTHS})|q(?P<quarter>[1-4])|(?:(?P<turn>last|next|this) )?"
    rf"(?P<season>{'|'.join(SEASONS)}))(?: (?P<year>[0-9]{{4}}))?"
)


@dataclass(frozen=True, slots=True)
class DayRange:
    """The days from the first to the last one, both included."""

    first: date
    last: date

    @property
    def middle(self) -> date:
        """The day in its middle: a week's Wednesday, a month's 15th."""
        if self.first.month == self.last.month and self.first.day == 1:
            return self.first.replace(day=15)
        return self.first + (self.last - self.first - timedelta(days=1)) // 2


def around(day: date, unit: str, shift: int = 0) -> DayRange:
    """Return the week, month, quarter or year of a day, or one so many before or after it.

    Raises ValueError or OverflowError outside of the calendar.
    """
    if unit == "week":
        monday = day + timedelta(days=7 * shift - day.weekday())
        return DayRange(monday, monday + timedelta(days=6))
    size = _MONTHS_OF[unit]
    years, month = divmod((day.month - 1) // size * size + shift * size, 12)
    return months(day.year + years, month + 1, size)


def months(year: int, month: int, number: int) -> DayRange:
    """Return so many months from one on."""
    more, after = divmod(month - 1 + number, 12)
    last = date(year + more, after + 1, 1) if year + more < 10_000 else date.max
    is_last = last == date.max
    return DayRange(date(year, month, 1), last if is_last else last - timedelta(days=1))


def spans(match: re.Match[str], today: date, step: int) -> Iterator[DayRange]:
    """Yield the spans that a match of SPAN can mean, the nearest first, as `step` says: 1 or -1.

    One that is fixed by its words comes alone.
    """
    parts = match.groupdict()
    if unit := parts["later"]:
        yield around(today, unit, 2)
    elif (unit := parts["unit"]) and parts["which"].strip() in ("last", "next"):
        yield around(today, unit, _SHIFT[parts["which"].strip()])
    elif unit:
        yield around(today, unit)
        yield around(today, unit, step)
    else:
        size, first = (1, MONTH[parts["month"]]) if parts["month"] else (3, _first_month(parts))
        years: tuple[int, ...] = (
            (int(parts["year"]),) if parts["year"] else (today.year, today.year + step)
        )
        if parts["season"] and not parts["year"]:
            years = (today.year - 1, today.year, today.year + 1)[::step]
        named = [months(year, first, size) for year in years]
        if parts["season"] and not parts["year"]:
            named = [span for span in named if _is_in(span, today, step, parts["turn"])]
        yield from named


def _first_month(parts: Mapping[str, str | None]) -> int:
    """Return the month with which a quarter or a season begins."""
    return SEASONS[parts["season"]] if parts["season"] else 3 * int(parts["quarter"] or 1) - 2


def _is_in(span: DayRange, today: date, step: int, turn: str | None) -> bool:
    """Return whether a season goes on or lies on the wanted side; 'next' is one to come."""
    if turn == "next":
        return span.first > today
    if turn == "last":
        return span.last < today
    return span.last >= today if step > 0 else span.first <= today
