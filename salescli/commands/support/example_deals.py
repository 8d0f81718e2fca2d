"""The example deals of `demo`: two processes, every state that the tool knows, dates around today.

Each is a file in salescli/examples, written as any deal is, but that its days are business days
counted from today: "day -3 10:00", "day 0", "day +1". So the book is alive on any day.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from pathlib import Path

from salescli.domain.time.duration import Duration
from salescli.domain.time.moment import local
from salescli.domain.time.workdays import Calendar
from salescli.text.lazy_re import lazy_re

_EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
_DAY = lazy_re(r'"day ([+-]?\d+)(?: (\d\d?):(\d\d))?"')


def demo_deals(today: date) -> dict[str, str]:
    """Return the text of each deal's file by its handle, told around that day."""
    paths = sorted(_EXAMPLES.glob("*.toml"))
    return {path.stem: example_note(path.read_text(encoding="utf-8"), today) for path in paths}


def example_note(text: str, today: date) -> str:
    """Return the text of an example, a date or a local time in place of each counted day."""

    def when(counted: re.Match[str]) -> str:
        """Return the day or the time that stands for a counted one."""
        day = _day(int(counted[1]), today)
        if counted[2] is None:
            return day.isoformat()
        hour = time(int(counted[2]), int(counted[3]))
        return local(datetime.combine(day, hour)).isoformat()

    return _DAY.sub(when, text)


def _day(days: int, today: date) -> date:
    calendar = Calendar()
    if days > 0:
        return calendar.add(today, Duration(days, "bd"))
    return calendar.subtract(today, Duration(-days, "bd")) if days else today
