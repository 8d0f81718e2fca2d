"""The time zones of a calendar file, less those that nobody could work out in time.

The library counts out every change that a zone's rules name, since the day they begin: one rule of
each second since 1601 takes it for ever. Changes of a zone come once a year. A zone that is left
out is known by its name, or is the local one.
"""

from __future__ import annotations

import re
from typing import Any

_UNFOLDED = re.compile(rb"\r?\n[ \t]")
_ZONE = re.compile(rb"^BEGIN:VTIMEZONE\s", re.MULTILINE | re.IGNORECASE)
_END = re.compile(rb"^END:VTIMEZONE[ \t]*(?:\r?\n|\Z)", re.MULTILINE | re.IGNORECASE)
_RULE = re.compile(rb"^(?:RRULE|EXRULE)[^\r\n]*", re.MULTILINE | re.IGNORECASE)
_ONCE_A_YEAR = re.compile(
    rb"RRULE:(?:(?:FREQ=YEARLY|UNTIL=[0-9TZ]{8,16}|COUNT=\d{1,4}|INTERVAL=[1-9]|WKST=[A-Z]{2}"
    rb"|BYMONTH=\d{1,2}|BYMONTHDAY=-?\d{1,2}(?:,-?\d{1,2}){0,6}|BYDAY=[+-]?\d{0,2}[A-Z]{2});?)+\s*",
    re.IGNORECASE,
)
_RULES = 16  # of one file; zones with more of them have names that are known


def parsed_calendar(data: bytes) -> Any:
    """Return a calendar file as the library reads it, with its own zones and no other file's.

    Raises what the library raises (`read_events.BROKEN`).
    """
    from icalendar import Calendar
    from icalendar.timezone import tzp

    tzp.use_default()  # else the first file's zone of a name is that of every later one
    return Calendar.from_ical(with_safe_zones(data).decode("utf-8", "replace"))


def with_safe_zones(data: bytes) -> bytes:
    """Return a calendar file without the zones whose rules are more than once a year."""
    if not _ZONE.search(data):
        return data
    text, left = _UNFOLDED.sub(b"", data), _RULES
    kept: list[bytes] = []
    place = 0
    while (zone := _ZONE.search(text, place)) is not None:
        end = _END.search(text, zone.end())
        stop = end.end() if end else len(text)
        kept.append(text[place : zone.start()])
        rules = _RULE.findall(text, zone.start(), stop)
        if len(rules) <= left and all(map(_is_once_a_year, rules)):
            kept.append(text[zone.start() : stop])
            left -= len(rules)
        place = stop
    return b"".join((*kept, text[place:]))


def _is_once_a_year(rule: bytes) -> bool:
    """Whether a rule is so; a day of the month or of the week is one of a month that it names."""
    names_day = b"DAY=" in rule.upper()
    return _ONCE_A_YEAR.fullmatch(rule) is not None and not (
        names_day and b"BYMONTH=" not in rule.upper()
    )
