"""What a look at the calendar's folder came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salescli.domain.calendar.changes import CalendarChange


@dataclass(frozen=True, slots=True)
class FolderState:
    """What is to be asked about a calendar, and why its folder couldn't be read or written.

    `until` is the time at which that is something else, where that is known.
    """

    changes: tuple[CalendarChange, ...] = ()
    trouble: str = ""
    until: datetime | None = None
