"""Moments and days: an aware time for what happened, a date or a time for what is due."""

from __future__ import annotations

import time as clock
from datetime import UTC, date, datetime, time
from functools import lru_cache

When = date | datetime


def day_of(when: When) -> date:
    """Return the local calendar day of a date or of an aware time."""
    if isinstance(when, datetime):
        return local(when).date()
    return when


def local(moment: datetime) -> datetime:
    """Return the same moment on the local clock; a time without an offset is taken as local.

    On the first and the last day of the calendar, where there may be none, in universal time. What
    was asked for once is known, until the process is told of another zone.
    """
    global _zone  # noqa: PLW0603 - what is known is known to the process
    if _zone is not clock.tzname:
        _zone = clock.tzname
        _local.cache_clear()
    return _local(moment)


_zone: object = None


@lru_cache(maxsize=65536)
def _local(moment: datetime) -> datetime:
    try:
        return moment.astimezone() if moment.tzinfo is not None else on_the_clock(moment)
    except (OverflowError, ValueError):
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def on_the_clock(moment: datetime) -> datetime:
    """Return the moment at which the local clock shows a time without an offset.

    A time that comes twice is the first; one that the clock skips moves forward by the gap. Raises
    OverflowError on the first and the last day of the calendar.
    """
    first = moment.replace(fold=0).astimezone()
    if first.replace(tzinfo=None) == moment:
        return first
    return max(first, moment.replace(fold=1).astimezone())  # Pythons differ in which is which


def sort_key(when: When) -> tuple[date, time]:
    """Return an order over dates and times: a date alone comes before the times of its day."""
    if isinstance(when, datetime):
        here = local(when)
        return here.date(), here.time()
    return when, time.min
