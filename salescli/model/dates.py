"""The one small, closed grammar of dates at a prompt or a flag.

| write | to mean |
| --- | --- |
| 2026-11-24, 2026-11-24T10:00 | that day, or that day and time (ISO) |
| today, tomorrow | the day itself |
| tue, tuesday | the next Tuesday after today, never today |
| next tue, next tuesday | Tuesday of next week; weeks begin on Monday |
| 3d, 2w, 3 days, in 2 weeks, in a week | so many days or weeks from today |
| 5bd, 5 business days, in a business day | so many workdays from today, less holidays |
| in 2 months, in a month | the same day of a later month, or that month's last day |
| nov 24, 24 november, 24.11. | the next such day, today included |
| nov 24 2026, 24 nov 2026, 24.11.2026 | that day |
| tue nov 24, Tue 24 Nov 2026 | that day, refused if it is no Tuesday |
| eow, end of week | the last workday of the week; from that day on, of next week |
| eom, end of month, eoq, end of quarter, eoy, end of year | likewise |
| fri 15:00, fri at 15:00, 3d 9:30, nov 24 3pm, eow 3:30pm | any of these with a time |

Capitals, extra spaces and 'in' before a number don't matter. Times are local, and naive. What is
not in the table is refused with the nearest thing that is; nothing is ever guessed.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from salescli.model.calendar import Calendar
from salescli.model.date_rules import MONTH_WORDS, RULES, WEEKDAY_WORDS, DateError

__all__ = ["GRAMMAR", "DateError", "parse_day", "parse_when"]

# The table above as data: phrases, each of them understood as it stands, and their meaning.
GRAMMAR: tuple[tuple[str, str], ...] = (
    ("2026-11-24, 2026-11-24T10:00", "that day, or that day and time (ISO)"),
    ("today, tomorrow", "the day itself"),
    ("tue, tuesday", "the next Tuesday after today, never today"),
    ("next tue, next tuesday", "Tuesday of next week; weeks begin on Monday"),
    ("3d, 2w, 3 days, in 2 weeks, in a week", "so many days or weeks from today"),
    ("5bd, 5 business days, in a business day", "so many workdays from today, less holidays"),
    ("in 2 months, in a month", "the same day of a later month, or that month's last day"),
    ("nov 24, 24 november, 24.11.", "the next such day, today included"),
    ("nov 24 2026, 24 nov 2026, 24.11.2026", "that day"),
    ("tue nov 24, Tue 24 Nov 2026", "that day, refused if it is no Tuesday"),
    ("eow, end of week", "the last workday of the week; from that day on, of next week"),
    ("eom, end of month, eoq, end of quarter, eoy, end of year", "likewise"),
    ("fri 15:00, fri at 15:00, 3d 9:30, nov 24 3pm, eow 3:30pm", "any of these with a time"),
)

_LONGEST = 80
_TRY = "Try 'tue 15:00', '3d', 'nov 24' or 2026-11-24."


def parse_when(text: str, today: date, calendar: Calendar) -> date | datetime:
    """Read a date, or a naive local datetime where the text gives a time.

    Raises DateError, and nothing else, for what the grammar doesn't know.
    """
    shown = repr(text if len(text) <= 40 else text[:39] + "…")
    words = " ".join(text[: _LONGEST + 1].split()).lower()
    try:
        _refuse_unwritable(text, words)
        when = _read(words, today, calendar)
    except DateError as error:
        raise DateError(f"{shown} {error}") from None
    except (ValueError, OverflowError):
        limits = "dates go from 0001-01-01 to 9999-12-31"
        raise DateError(f"{shown} is out of range: {limits}. {_TRY}") from None
    if when is not None:
        return when
    nearest = _nearest(words, today, calendar)
    hint = f": did you mean '{nearest}'?" if nearest else "."
    raise DateError(f"{shown} is not a date I know{hint} {_TRY}")


def parse_day(text: str, today: date, calendar: Calendar) -> date:
    """Read a date alone. Raises DateError, for a time too."""
    when = parse_when(text, today, calendar)
    if isinstance(when, datetime):
        raise DateError(f"{text!r} has a time, and a day alone is wanted: write '{when.date()}'.")
    return when


def _refuse_unwritable(text: str, words: str) -> None:
    if len(text) > _LONGEST:
        raise DateError(f"is too long for a date. {_TRY}")
    if not words:
        raise DateError(f"is no date: nothing was given. {_TRY}")
    if not words.isascii():
        raise DateError(f"has a character that no date here uses: only a-z and 0-9 do. {_TRY}")


_ISO_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_WITH_TIME = (
    rf"(?P<day>.*?)(?:(?<={_ISO_DAY})t|(?:^| )(?:at )?)"
    r"(?P<time>(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})(?::00)?(?: ?(?P<half>[ap]m))?| ?(?P<bare>[ap]m)))"
)


def _read(words: str, today: date, calendar: Calendar) -> date | datetime | None:
    """Read clean words: None when no rule knows them, an error when one refuses them."""
    timed = re.fullmatch(_WITH_TIME, words)
    if not timed:
        return _read_day(words, today, calendar)
    if not timed["day"]:
        raise DateError(f"is a time without a day: write 'today {timed['time']}'.")
    day = _read_day(timed["day"], today, calendar)
    return day and datetime.combine(day, _read_time(timed))


def _read_day(words: str, today: date, calendar: Calendar) -> date | None:
    for form, reader in RULES:
        match = re.fullmatch(form, words)
        if match:
            return reader(match, today, calendar)
    return None


def _read_time(timed: re.Match[str]) -> time:
    hour, minute = int(timed["hour"]), int(timed["minute"] or 0)
    half = timed["half"] or timed["bare"]
    if minute < 60 and half and 1 <= hour <= 12:
        return time(hour % 12 + {"am": 0, "pm": 12}[half], minute)
    if minute < 60 and not half and hour < 24:
        return time(hour, minute)
    raise DateError("has no such time of day: write it from 0:00 to 23:59, or as '3:30pm'.")


def _nearest(words: str, today: date, calendar: Calendar) -> str | None:
    """Give what was probably meant: always something that the grammar does understand."""
    from difflib import get_close_matches

    known = [phrase.lower() for forms, _ in GRAMMAR for phrase in forms.split(", ")]
    vocabulary = {*re.findall(r"[a-z]+", " ".join(known)), *WEEKDAY_WORDS, *MONTH_WORDS}

    def mend(match: re.Match[str]) -> str:
        word = match[0]
        return word if word in vocabulary else (*get_close_matches(word, vocabulary, 1), word)[0]

    bare = re.sub(r"\b(?:on|by|this|the|coming) |,|(?<=[0-9])(?:st|nd|rd|th)\b", "", words)
    time_last = re.sub(r"(?:at )?([0-9]+(?::[0-9]+ ?(?:[ap]m)?| ?[ap]m)) (.+)", r"\2 \1", bare)
    mended = re.sub(r"[a-z]+", mend, time_last)
    try:
        understood = mended != words and _read(mended, today, calendar) is not None
    except (ValueError, OverflowError):
        understood = False
    return mended if understood else next(iter(get_close_matches(words, known, 1)), None)
