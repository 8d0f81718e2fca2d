"""The example deals of `demo`: two processes, every state that the tool knows, dates around today.

Each is a file in salescli/examples, written as any deal is, but that its days are counted in
business days from today: "day -3 10:00", "day 0", "day +1". So the book is alive on any day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from salescli.errors import SalescliError
from salescli.model.calendar import Calendar
from salescli.model.deal import Deal
from salescli.model.duration import Duration
from salescli.model.moment import When, local
from salescli.store.deals import read_deal
from salescli.store.shipped import shipped_process
from salescli.store.toml import read_toml

_EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
_DAY = re.compile(r"day ([+-]?\d+)(?: (\d\d?):(\d\d))?")


@dataclass(frozen=True, slots=True)
class Story:
    """Tells deals around a day."""

    today: date
    calendar: Calendar = field(default_factory=Calendar)

    def day(self, days: int) -> date:
        """The business day so many after today, or before it; today itself for 0."""
        if days > 0:
            return self.calendar.add(self.today, Duration(days, "bd"))
        return self.calendar.subtract(self.today, Duration(-days, "bd")) if days else self.today

    def told(self, value: Any) -> Any:
        """A value of an example's file, with every day in it as a date or a time."""
        if isinstance(value, dict):
            return {name: self.told(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.told(inner) for inner in value]
        counted = _DAY.fullmatch(value) if isinstance(value, str) else None
        return self._when(*counted.groups()) if counted else value

    def _when(self, days: str, hour: str | None, minute: str | None) -> When:
        day = self.day(int(days))
        if hour is None or minute is None:
            return day
        return local(datetime.combine(day, time(int(hour), int(minute))))


def demo_deals(today: date) -> Iterator[Deal]:
    """The deals, in the order of their handles. Raises SalescliError where a file is at fault."""
    story = Story(today)
    for path in sorted(_EXAMPLES.glob("*.toml")):
        table, _ = read_toml(path)
        deal, faults = read_deal(path.stem, story.told(table))
        if faults:
            raise SalescliError(f"{path}: {faults[0].message}", fix="install salescli anew")
        yield replace(deal, revision=shipped_process(deal.process).revision)
