"""Repeating events: the one that comes next, the one that was last, and those that are wanted.

Each is an event of its own, its UID that of the series with its time by the rule behind a slash:
one that was moved keeps it. A rule by the hour or faster is no series of meetings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any

from salescli.domain.calendar.events import SeenEvent, event_key, event_when, is_ours
from salescli.text.lazy_re import lazy_re

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_COUNTED = r"(?:UNTIL=[0-9TZ]{8,16}|COUNT=[0-9]{1,4}|INTERVAL=[0-9]{1,3}|WKST=[A-Z]{2})"
_PLACED = r"(?:(?:BYDAY|BYMONTH|BYMONTHDAY)=[0-9A-Z,+-]{1,60}|BYSETPOS=-?[1-4])"
# By the day or the week a rule that names months may find no day in 8,000 years.
_RULE = lazy_re(
    rf"FREQ=(?:DAILY|WEEKLY)(?:;(?:{_COUNTED}|BYDAY=[A-Z]{{2}}(?:,[A-Z]{{2}}){{0,6}}))*"
    rf"|FREQ=(?:MONTHLY|YEARLY)(?:;(?:{_COUNTED}|{_PLACED}))*"
)
_MOST = 10_000  # occurrences that are counted through: daily for 27 years
_AHEAD = timedelta(days=400)
_DATES = 200  # that are left out or moved, of one series


def series_facts(part: Any, others: Iterable[Any]) -> dict[str, Any] | None:
    """Return what a series is expanded from, as JSON takes it; None for no series.

    `others` are the parts of the file that say of one occurrence what became of it. Raises what the
    library raises.
    """
    rule = part["RRULE"].to_ical().decode() if "RRULE" in part else ""
    frequency, *rest = sorted(rule.split(";"), key=lambda part: not part.startswith("FREQ="))
    if _RULE.fullmatch(";".join((frequency, *rest))) is None:
        return None
    start = part["DTSTART"].dt
    zone = getattr(getattr(start, "tzinfo", None), "key", "")
    moved = {
        event_key(one["RECURRENCE-ID"].dt): ""
        if str(one.get("STATUS", "")).upper() == "CANCELLED"
        else event_key(one["DTSTART"].dt)
        for one in islice(others, _DATES)
    }
    plain = start.replace(tzinfo=None) if isinstance(start, datetime) else start
    return {
        "zone": zone,
        "start": plain.isoformat(),
        "rule": rule,
        "out": list(islice(_dates(part.get("EXDATE")), _DATES)),
        "moved": moved,
    }


def _dates(value: Any) -> Iterator[str]:
    for many in value if isinstance(value, list) else filter(None, [value]):
        yield from (event_key(one.dt) for one in many.dts)


def occurrences(event: SeenEvent, now: datetime, wanted: Iterable[str]) -> Iterator[SeenEvent]:
    """Yield an event that doesn't repeat as it is, of a series the occurrences that matter.

    Those are the next one, the last one, and those whose UIDs are `wanted`. An event of ours stays
    the one that it is, also where somebody made it repeat.
    """
    if event.series is None or is_ours(event.uid):
        yield event
        return
    last = event_key(now.date() + _AHEAD)
    times = list(islice(takewhile(lambda key: key < last, _times(event.series)), _MOST))
    length = _length(event)
    moved: Mapping[str, str] = event.series["moved"]
    out = set(event.series["out"])
    whens = {key: moved.get(key, key) for key in times if key not in out}
    whens = {key: on for key, on in whens.items() if on}
    kept = {uid.removeprefix(f"{event.uid}/") for uid in wanted if uid.startswith(f"{event.uid}/")}
    today = event_key(now if len(event.on) > 10 else now.date())
    ahead = [key for key, on in whens.items() if on > today]
    behind = [key for key, on in whens.items() if on <= today]
    chosen = kept & whens.keys()
    chosen |= set(sorted(ahead, key=whens.__getitem__)[:1])
    chosen |= set(sorted(behind, key=whens.__getitem__)[-1:])
    for key in sorted(chosen):
        on = whens[key]
        end = event_key(event_when(on) + length)
        yield replace(event, uid=f"{event.uid}/{key}", on=on, end=end, repeats=False, series=None)


def _length(event: SeenEvent) -> timedelta:
    start, end = event_when(event.on), event_when(event.end or event.on)
    return end - start if type(end) is type(start) else timedelta()


def _times(series: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys of all times by the rule, on the clock of its zone, in their order."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    is_day = len(series["start"]) == 10
    try:
        zone = ZoneInfo(series["zone"]) if series["zone"] else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    try:
        for at in _rule(series, zone):
            yield event_key(at.date() if is_day else at.replace(tzinfo=zone))
    except (ValueError, OverflowError, TypeError):
        return


def _rule(series: Mapping[str, Any], zone: ZoneInfo | None) -> Iterable[datetime]:
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    start = datetime.fromisoformat(series["start"])
    rule = series["rule"]
    until = re.search(r"UNTIL=(\d{8}T\d{6})Z", rule)
    if until:  # in universal time: on the clock of the start
        moment = datetime.strptime(f"{until[1]}+0000", "%Y%m%dT%H%M%S%z").astimezone(zone)
        rule = rule.replace(until[0], f"UNTIL={moment:%Y%m%dT%H%M%S}")
    times: Iterable[datetime] = rrulestr(rule, dtstart=start)
    return times
