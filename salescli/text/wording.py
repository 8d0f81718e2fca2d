"""Dates and counts as people say them, in English whatever the locale.

What is printed here can be typed back: the date grammar reads every day and time in this form.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return the number with its noun: '1 deal', '2,000 deals', '2 entries' (with its `plural`)."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {plural or noun + 's'}"


def excerpt(text: str, most: int = 40) -> str:
    """Return a text as a message repeats it: at most 40 characters, '…' at the end of a cut one."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words in a sentence: 'a', 'a and b', 'a, b and c'; `last` may be 'or'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def day_text(day: date) -> str:
    """Return the day as 'Tue 24 Nov 2026'."""
    weekday, month = WEEKDAYS[day.weekday()][:3], MONTHS[day.month - 1][:3]
    return f"{weekday} {day.day} {month} {day.year:04}"


def short_day(day: date, today: date) -> str:
    """Return the day without its year where that is today's: 'Tue 24 Nov'."""
    text = day_text(day)
    return text if day.year != today.year else text.rsplit(" ", 1)[0]


def when_text(when: date | datetime) -> str:
    """Return 'Tue 24 Nov 2026', and the time after it ('10:00') if there is one.

    A datetime is shown in its own fields: convert it first where local time is wanted.
    """
    if isinstance(when, datetime):
        return f"{day_text(when)} {when.hour:02}:{when.minute:02}"
    return day_text(when)


def distance(day: date, today: date) -> str:
    """Return how far the day is from today: 'today', 'tomorrow', 'in 3 days', '3 days ago'."""
    days = day.toordinal() - today.toordinal()
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)
    if near:
        return near
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def lateness(day: date, today: date) -> str:
    """Return how late a day that was due is: '3 days late'; 'due today', 'due in 3 days' before."""
    days = today.toordinal() - day.toordinal()
    return f"{count(days, 'day')} late" if days > 0 else f"due {distance(day, today)}"


def echo(when: date | datetime, today: date) -> str:
    """Return what was understood, for its writer to check: 'Tue 24 Nov 2026, in 3 days'."""
    return f"{when_text(when)}, {distance(when, today)}"


def role_words(role: str) -> str:
    """Return a role as a word of a sentence: `economic buyer`, `IT`."""
    return role.upper() if len(role) < 3 else role.replace("-", " ")
