"""Days and times as other tools write them: `2026-11-24`, `24.11.2026`, `11/24/2026 3:15 PM`.

Which of the first two numbers of `03/04/2026` is the day is settled by a whole column: one
`25/04/2026` in it says it for all. Where nothing says it, it is not guessed. Between points
(`03.04.2026`) the day comes first everywhere. `45000` is a day as spreadsheets number them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal, TypeAlias

from salescli.domain.time.moment import day_of, local
from salescli.text.lazy_re import lazy_re
from salescli.text.wording import MONTHS

Order: TypeAlias = Literal["dmy", "mdy"]

_CLOCK = (
    r"(?:(?:T|,?\s+)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})"
    r"(?:[.,][0-9]{1,9})?)?\s*(?P<half>[AaPp])?(?:\.?[Mm]\.?)?"
    r"\s*(?P<zone>[Zz]|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_FORMS = tuple(
    lazy_re(rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+)?{form}{_CLOCK}", re.IGNORECASE)
    for form in (
        r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        rf"(?P<day>[0-9]{{1,2}})(?:\.|st|nd|rd|th)?[-\s]+(?P<name>[a-z]{{3,9}})\.?,?[-\s]+{_YEAR}",
        rf"(?P<name>[a-z]{{3,9}})\.?[-\s]+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?[-\s]+{_YEAR}",
        rf"(?P<day>[0-9]{{1,2}})\.\s?(?P<month>[0-9]{{1,2}})\.\s?{_YEAR}",
        rf"(?P<one>[0-9]{{1,2}})(?P<mark>[-/])(?P<two>[0-9]{{1,2}})(?P=mark){_YEAR}",
    )
)
_NUMBERED = lazy_re(r"(?P<days>[2-7][0-9]{4})(?:[.,](?P<part>[0-9]{1,15}))?")
SINCE_1900, SINCE_1904 = date(1899, 12, 30), date(1904, 1, 1)  # the day 0 of a spreadsheet
_CENTURY = 69  # years of two digits up to here lie in this century, as strptime has it


@dataclass(frozen=True, slots=True)
class Orders:
    """What a column says of its dates: the order, and one that leaves it open ('' for none)."""

    order: Order | None
    unsettled: str
    contrary: bool = False


def orders_of(texts: Iterable[str]) -> Orders:
    """Return what a column says of the order of day and month."""
    orders: set[Order] = set()
    unsettled = ""
    for text in texts:
        match = _match(text)
        if match is None or "one" not in match.re.groupindex:
            continue
        first, two = int(match["one"]), int(match["two"])
        if first == two:
            continue
        if first <= 12 and two <= 12:
            unsettled = unsettled or text
        else:
            orders.add("dmy" if first > 12 else "mdy")
    if len(orders) > 1:
        return Orders(None, unsettled, contrary=True)
    return Orders(next(iter(orders), None), unsettled)


def read_cell_time(text: str, order: Order | None, day_zero: date = SINCE_1900) -> date | datetime:
    """Return the day, or the aware time; one without an offset is taken as local.

    Days that are numbered are counted from `day_zero`. Raises ValueError.
    """
    if number := _NUMBERED.fullmatch(text.strip()):
        return _numbered(number, day_zero)
    match = _match(text)
    if match is None:
        raise ValueError(f"'{text}' is not a date")
    fields = match.groupdict()
    year = int(fields["year"])
    if len(fields["year"]) == 2:
        year += 2000 if year < _CENTURY else 1900
    try:
        day = date(year, *_month_and_day(fields, order))
        return day if fields["hour"] is None else _timed(day, fields)
    except (ValueError, OverflowError):
        raise ValueError(f"there is no day or time '{text}'") from None


def _numbered(number: re.Match[str], day_zero: date) -> date | datetime:
    """Return the day that a spreadsheet numbers so, with its time where it has a fraction."""
    day = day_zero + timedelta(int(number["days"]))
    seconds = round(float(f"0.{number['part'] or 0}") * 86_400)
    return local(datetime.combine(day, time()) + timedelta(seconds=seconds)) if seconds else day


def read_cell_day(text: str, order: Order | None, day_zero: date = SINCE_1900) -> date:
    """Return the day that a cell names, whatever its clock and offset. Raises ValueError."""
    match = _match(text)
    if match is None or match["hour"] is None:
        return day_of(read_cell_time(text, order, day_zero))
    read_cell_time(text, order)  # a clock that there is not is no day either
    return day_of(
        read_cell_time(text.strip()[: match.start("hour")].rstrip(" \t\n\r\f\v,Tt"), order)
    )


def are_midnights(texts: Iterable[str]) -> bool:
    """Return whether a column has days only, some of them written as midnights.

    An export that knows days alone writes them so, mostly in UTC: they are no times of day.
    """
    clocks = [match for text in texts if (match := _match(text)) and match["hour"] is not None]
    return bool(clocks) and all(map(_is_midnight, clocks))


def _is_midnight(match: re.Match[str]) -> bool:
    hour = int(match["hour"])
    if half := (match["half"] or "").lower():
        hour = hour % 12 + 12 * (half == "p")
    return hour == int(match["minute"]) == int(match["second"] or 0) == 0


def is_date(text: str) -> bool:
    """Return whether a text has the form of a date."""
    return _match(text) is not None


def is_in_words(text: str) -> bool:
    """Return whether a text is no date as tools write them, and may be one as people do."""
    return not is_date(text) and not is_numbered(text) and any(map(str.isalpha, text))


def is_numbered(text: str) -> bool:
    """Return whether a text can be a day as spreadsheets number them: `45000`, `45000.5`."""
    return _NUMBERED.fullmatch(text.strip()) is not None


def could_be_two(text: str) -> bool:
    """Return whether a text is a date in either order of day and month: `03/04/2026`."""
    match = _match(text)
    if match is None or "one" not in match.re.groupindex:
        return False
    return (
        int(match["one"]) != int(match["two"]) and max(int(match["one"]), int(match["two"])) <= 12
    )


def _match(text: str) -> re.Match[str] | None:
    plain = text.strip()
    if len(plain) > 60 or not plain.isascii():
        return None
    return next((match for form in _FORMS if (match := form.fullmatch(plain))), None)


def _month_and_day(fields: dict[str, str], order: Order | None) -> tuple[int, int]:
    if name := fields.get("name"):
        named = [n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower())]
        return named[0] if named else 0, int(fields["day"])
    if "one" in fields:
        lead, two = int(fields["one"]), int(fields["two"])
        first = order == "dmy" or (order is None and lead > 12)
        return (two, lead) if first else (lead, two)
    return int(fields["month"]), int(fields["day"])


def _timed(day: date, fields: dict[str, str]) -> datetime:
    hour, half = int(fields["hour"]), (fields["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if half == "p" else 0)
    clock = time(hour, int(fields["minute"]), int(fields["second"] or 0))
    return local(datetime.combine(day, clock, _zone(fields["zone"] or "")))


def _zone(text: str) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)
