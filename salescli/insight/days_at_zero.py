"""Days that ended at zero: every open deal had a next step, and it was still to come. Pure.

Worked out from the logs alone, so that a log filled in later counts as if it had been in time. A
lapse is a run of days at whose end a deal was open and had no next step after that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import zip_longest

from salescli.domain.agenda import Agenda
from salescli.domain.deal import RESULTS
from salescli.domain.standing import Standing
from salescli.domain.time.moment import day_of
from salescli.domain.time.workdays import Calendar

Lapse = tuple[date, date | None]  # its first and its last day; None: it lasts

_DAY = timedelta(days=1)


def lapses(standing: Standing) -> tuple[Lapse, ...]:
    """Return the lapses of a deal by its log, in order of time."""
    agenda, is_open = Agenda(), True
    ends: dict[date, date | None] = {}  # from when on it lapses as the last entry of a day left it
    for entry in standing.log:
        first = agenda.take(entry).first
        if entry.kind in ("open", "reopen"):
            is_open = True
        elif entry.kind == "close" and entry.result in RESULTS:
            is_open = False
        day = day_of(entry.at)
        ends[day] = (max(day, first.next.day) if first else day) if is_open else None
    found: list[Lapse] = []
    days = list(ends)
    for day, after in zip_longest(days, days[1:]):
        start = ends[day]
        last = None if after is None else after - _DAY
        if start is None or (last is not None and last < start):
            continue
        if found and _touches(found[-1], start):
            start = found.pop()[0]
        found.append((start, last))
    return tuple(found)


def streak(deals: Iterable[tuple[date, tuple[Lapse, ...]]], today: date, calendar: Calendar) -> int:
    """Return how many workdays in a row ended at zero, up to today, if that is at zero now.

    Of each deal, its first day and its lapses. A day off neither counts nor breaks the row, and
    the row begins with the first deal.
    """
    begin, last = None, None
    for first, own in deals:
        begin = first if begin is None else min(begin, first)
        for start, end in own:
            worked = _last_workday(start, min(end or today, today), calendar)
            if worked is not None and (last is None or worked > last):
                last = worked
    if begin is None or begin > today:
        return 0
    if last is not None:
        return calendar.workdays_between(last, today)
    return calendar.workdays_between(begin, today) + calendar.is_workday(begin)


def _touches(lapse: Lapse, start: date) -> bool:
    """Return whether a lapse ended on the day before."""
    return lapse[1] is not None and lapse[1] + _DAY == start


def _last_workday(start: date, end: date, calendar: Calendar) -> date | None:
    """Return the last workday of a run of days, if there is one."""
    if end < start:
        return None
    try:
        day = calendar.last_workday(end)
    except ValueError:
        return None
    return day if day >= start else None
