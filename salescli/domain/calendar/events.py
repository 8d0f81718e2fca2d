"""Events as a calendar has them and as it should have them, by their UIDs. Facts only.

When an event is, is compared by its key: the ISO form of a day, or of a moment in universal time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from salescli.domain.time.moment import When, local
from salescli.text.lazy_re import lazy_re

_OURS = lazy_re(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_OCCURRENCE = lazy_re(r"/[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:]{8}\+00:00)?$")


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who takes part in an event, and their answer: accepted, declined, or another."""

    address: str
    name: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """An event as it stands in somebody's calendar.

    `on` is the key of its start, `written` that of the start that salescli wrote last, where it
    did. `stamp` is when it was last changed, as its program says; '' where it doesn't. `method` is
    what a message is for: REQUEST, REPLY, CANCEL. `series` is what its repetitions are made of.
    """

    uid: str
    on: str
    written: str = ""
    summary: str = ""
    number: int = 0
    status: str = ""
    stamp: str = ""
    end: str = ""
    organizer: str = ""
    guests: tuple[Guest, ...] = ()
    repeats: bool = False
    method: str = ""
    series: Mapping[str, Any] | None = None

    @property
    def is_off(self) -> bool:
        """Whether it was cancelled."""
        return self.status == "CANCELLED"


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """What became of one next step of a deal, as its event has it.

    `digest` differs where anything does that its event says. `what` is what it is called; `people`
    are the handles of those with whom it is. Of one that isn't ahead only the rest is known.
    """

    uid: str
    on: str
    state: str
    digest: str = ""
    what: str = ""
    people: tuple[str, ...] = ()
    agreed: bool = False
    changed: str = ""


@dataclass(frozen=True, slots=True)
class DealEvents:
    """All events that a deal ever had, and the people by whom others are known to be its own.

    `people` has the handle, name and address of each; `refs` what was logged from captured ones.
    """

    handle: str
    company: str
    is_open: bool
    people: tuple[tuple[str, str, str], ...]
    events: tuple[PlannedEvent, ...]
    refs: tuple[str, ...] = ()


def is_ours(uid: str) -> bool:
    """Return whether a UID is one that salescli gives; an event of others keeps its own."""
    return _OURS.fullmatch(uid) is not None


def series_uid(uid: str) -> str:
    """Return the UID of the series that an event is one occurrence of; its own where it is none."""
    return uid.rpartition("/")[0] if _OCCURRENCE.search(uid) else uid


def event_key(when: When) -> str:
    """Return the key of a day or a time; one without an offset is taken as local."""
    if not isinstance(when, datetime):
        return when.isoformat()
    try:
        return local(when).astimezone(UTC).replace(microsecond=0).isoformat()
    except OverflowError:
        return when.replace(tzinfo=UTC, microsecond=0).isoformat()


def event_when(key: str) -> When:
    """Return the day, or the time on the local clock, of a key. Raises ValueError."""
    return date.fromisoformat(key) if len(key) == 10 else local(datetime.fromisoformat(key))
