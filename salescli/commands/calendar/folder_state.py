"""What a look at the calendar's folder came to."""

from __future__ import annotations

from dataclasses import dataclass

from salescli.domain.calendar_changes import CalendarChange


@dataclass(frozen=True, slots=True)
class FolderState:
    """What is to be asked about a calendar, and why its folder couldn't be read or written."""

    changes: tuple[CalendarChange, ...] = ()
    trouble: str = ""
