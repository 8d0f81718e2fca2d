"""The book, the calendar and what was last written there, side by side. Facts only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from salescli.domain.calendar.events import DealEvents, SeenEvent


@dataclass(frozen=True, slots=True)
class CalendarSides:
    """All that a review goes by.

    `written` has the key of each event's start as it was last written, `current` the UIDs of those
    that are as the book has them. `unreadable` are the deals of which nothing is known now,
    `dismissed` the refs of what isn't asked about again, `own` our own addresses.
    """

    deals: tuple[DealEvents, ...]
    seen: Mapping[str, SeenEvent]
    written: Mapping[str, tuple[str, str]]
    current: Collection[str]
    unreadable: Collection[str]
    dismissed: Collection[str]
    own: Collection[str]
    now: datetime
