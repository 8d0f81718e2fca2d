"""The example deals of `demo`: a dozen in two processes, in every state that the tool knows.

They are told in days before today, so that the book is as alive on any day as on this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from salescli.model.calendar import Calendar
from salescli.model.deal import Deal, Entry, NextStep, Person
from salescli.model.duration import Duration
from salescli.model.moment import local


@dataclass(frozen=True, slots=True)
class Story:
    """Tells deals around a day. Days are business days from it, behind it where negative."""

    today: date
    calendar: Calendar = field(default_factory=Calendar)

    def day(self, days: int) -> date:
        """The business day that lies so far from today; today itself for 0."""
        if days == 0:
            return self.today
        span = Duration(abs(days), "bd")
        if days > 0:
            return self.calendar.add(self.today, span)
        return self.calendar.subtract(self.today, span)

    def at(self, days: int, hour: int = 10) -> datetime:
        """An hour of that day."""
        return local(datetime.combine(self.day(days), time(hour)))

    def entry(self, days: int, kind: str, steps: str = "", **more: Any) -> Entry:
        """An entry of that day; steps, outcomes and people are words in one text."""
        for name in ("met", "people", "flags"):
            more[name] = tuple(more.get(name, "").split())
        hour = more.pop("hour", 10)
        return Entry(self.at(days, hour), kind, by="ada", steps=tuple(steps.split()), **more)

    def next(self, days: int, step: str, what: str, **more: Any) -> NextStep:
        """A next step on that day, at an hour where one is given."""
        people = tuple(more.pop("people", "").split())
        hour = more.pop("hour", None)
        on = self.day(days) if hour is None else self.at(days, hour)
        return NextStep(on=on, step=step, what=what, people=people, **more)


def people(*persons: tuple[str, str, str]) -> dict[str, Person]:
    """People from (handle, name, role)."""
    return {
        handle: Person(handle, name, role, f"{handle}@example.com")
        for handle, name, role in persons
    }


def demo_deals(today: date) -> Sequence[Deal]:
    """The deals, in the order of their handles."""
    story = Story(today)
    made = [tell(story) for tell in (*ENTERPRISE, *SMALL)]
    return sorted(made, key=lambda deal: deal.handle)


def _enterprise(handle: str, company: str, title: str, **more: Any) -> Deal:
    return Deal(
        handle, title, company, "enterprise", currency="EUR", owner="ada", employees=2400, **more
    )


def _small(handle: str, company: str, title: str, **more: Any) -> Deal:
    return Deal(
        handle, title, company, "small-business", currency="EUR", owner="ada", employees=12, **more
    )
