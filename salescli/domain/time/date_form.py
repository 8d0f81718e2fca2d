"""One way of typing a day: a row of the grammar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from salescli.domain.time.date_readers import Clock, Match

Reader = Callable[[Match, Clock], date | None]


@dataclass(frozen=True, slots=True)
class DateForm:
    """One row: phrases separated by commas, their meaning, their patterns and their reader."""

    phrases: str
    meaning: str
    read: Reader
    patterns: tuple[str, ...]
