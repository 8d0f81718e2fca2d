"""The file of one event of ours in a folder that others write to as well.

What was changed there and not here stays: each property is taken from the book only where it
differs from what was last written. The number of an event never falls, and rises where its time or
its status changes (RFC 5545, 3.8.7.4); its stamp never goes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from typing import Any

from salescli.exchange.calendar.icalendar_file import WRITTEN, Event, component, component_lines
from salescli.exchange.calendar.read_events import BROKEN, first
from salescli.exchange.calendar.safe_zones import parsed_calendar

_TIME = ("DTSTART", "DTEND", "DURATION")
_OWN = (*_TIME, "STATUS", "TRANSP", "SUMMARY", "DESCRIPTION", "ORGANIZER", "ATTENDEE")
_ALARM = "VALARM"


def property_digests(made: Any) -> dict[str, str]:
    """Return what the properties of an event's component are, each as a short digest."""
    return {name: _digest(made, name) for name in (*_OWN, _ALARM)}


def _digest(made: Any, name: str) -> str:
    if name == _ALARM:
        text = b"".join(part.to_ical() for part in made.subcomponents)
    else:
        values = made.get(name, [])
        shown = values if isinstance(values, list) else [values]
        text = b"\n".join(value.params.to_ical() + b":" + value.to_ical() for value in shown)
    return blake2b(text, digest_size=5).hexdigest()


def event_text(
    event: Event, made: Any, data: bytes = b"", before: Mapping[str, str] | None = None
) -> bytes:
    """Return the text of an event's file; `data` is the file as it is, where there is one.

    `made` is the event's component, `before` are the digests of what was written last; None takes
    everything from the book.
    """
    if data:
        try:
            return _merged(event, data, before)
        except BROKEN:
            pass  # then it is written anew
    return "".join(component_lines([made])).encode()


def _merged(event: Event, data: bytes, before: Mapping[str, str] | None) -> bytes:
    calendar = parsed_calendar(data)
    (there, *_) = (
        part
        for part in calendar.subcomponents
        if part.name == "VEVENT" and str(first(part.get("UID"))) == event.uid
    )
    made = component(_numbered(event, there))
    after = property_digests(made)
    changed = {
        name for name, digest in after.items() if before is None or before.get(name) != digest
    }
    if not changed.isdisjoint(_TIME) or made[WRITTEN].to_ical() != there["DTSTART"].to_ical():
        changed |= {*_TIME, "TRANSP", "ATTENDEE"}  # who said yes did so to the other time
    for name in (*changed.intersection(_OWN), "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", WRITTEN):
        there.pop(name, None)
        if name in made:
            there[name] = made[name]
    if _ALARM in changed:
        others = [part for part in there.subcomponents if part.name != _ALARM]
        there.subcomponents[:] = [*others, *made.subcomponents]
    return bytes(calendar.to_ical())


def _numbered(event: Event, there: Any) -> Event:
    """Return an event with a number and a stamp that follow those that stand in the calendar."""
    number = int(first(there.get("SEQUENCE", 0)))
    is_other = _moment(there, "DTSTART") != _moment(component(event), "DTSTART") or str(
        first(there.get("STATUS", ""))
    ) != (event.status)
    stamp = getattr(first(there.get("DTSTAMP")), "dt", None)
    changed = max(event.changed, stamp) if isinstance(stamp, datetime) else event.changed
    return replace(event, sequence=max(event.sequence, number + is_other), changed=changed)


def _moment(part: Any, name: str) -> Any:
    return first(part.get(name)).dt
