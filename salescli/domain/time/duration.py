"""Durations as processes and dates write them: '30m', '3h', '5d', '2w' and '10bd'.

A duration is an amount and a unit, not a number of seconds: how long 10 business days are depends
on the book's calendar (salescli/domain/time/workdays.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from salescli.text.wording import count, excerpt

UNITS = {"m": "minute", "h": "hour", "d": "day", "w": "week", "bd": "business day"}
LARGEST = 9999

_MINUTES = {"m": 1, "h": 60}
_FORM = r"([0-9]{1,4})(m|h|d|w|bd)"
_REMEDY = "write a whole number from 1 to 9999 and one of m, h, d, w or bd, such as '10bd'"
# What is wrong with a text, by the first of these that it matches in full.
_FLAWS = (
    (r"", "is empty"),
    (r"0+(m|h|d|w|bd)", "is zero"),
    (r"[0-9]{5,}(m|h|d|w|bd)", "is too long"),
    (r"-.*", "is negative"),
    (r"[0-9]*[.,][0-9]+.*", "is not a whole number"),
    (r"[0-9]+", "has no unit"),
    (r"(m|h|d|w|bd)", "has no number"),
    (r"[0-9]+\s+(m|h|d|w|bd)", "has a space in it"),
    (r"[0-9]+\s*[A-Za-z]+", "has a unit that is not known"),
)


@dataclass(frozen=True, slots=True, repr=False)
class Duration:
    """An amount, 1 to 9999, of one unit: m, h, d, w or bd; ValueError for any other."""

    amount: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in UNITS or not 1 <= self.amount <= LARGEST:
            raise ValueError(f"'{self.amount}{self.unit}' is not a duration: {_REMEDY}.")

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"

    def spoken(self) -> str:
        """Return the duration in words: '10 business days', '1 week', '45 minutes'."""
        return count(self.amount, UNITS[self.unit])

    @property
    def minutes(self) -> int | None:
        """The length in minutes where the unit is m or h; None where it takes a calendar."""
        factor = _MINUTES.get(self.unit)
        return None if factor is None else self.amount * factor

    @property
    def business_days(self) -> float:
        """The length in business days, five of them a week, the book's calendar aside."""
        return self.amount * {"bd": 1.0, "d": 5 / 7, "w": 5.0}.get(self.unit, 0.0)


def parse_duration(text: str) -> Duration:
    """Read '10bd'; surrounding spaces don't count.

    Raises ValueError with a sentence that says what is wrong and how a duration is written.
    """
    words = text.strip()
    match = re.fullmatch(_FORM, words)
    if match and int(match[1]):
        return Duration(int(match[1]), match[2])
    flaw = next((says for form, says in _FLAWS if re.fullmatch(form, words)), "is not a duration")
    shown = excerpt(words)
    raise ValueError(f"{shown!r} {flaw}: {_REMEDY}.")
