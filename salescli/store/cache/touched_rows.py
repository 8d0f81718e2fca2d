"""When each deal was last written in, as the cache keeps it: who looks back reads no other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salescli.store.cache.summary_rows import DAY, form_of


@dataclass(frozen=True, slots=True)
class Touched:
    """A deal, and the day of the last entry of its log; None without one."""

    handle: str
    day: date | None


TOUCHED = form_of("touched", Touched, {"day": DAY})
