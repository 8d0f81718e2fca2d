"""The events of iCalendar files that others wrote, as far as they can be read; nothing is raised.

A quick look at a file says which UIDs and addresses are in it, and whether it concerns us at all;
only then the icalendar library reads it. A start that no calendar shows, a file that is too large,
and what isn't iCalendar are no events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from salescli.domain.calendar.events import Guest, SeenEvent, event_key
from salescli.exchange.calendar.icalendar_file import WRITTEN, is_address
from salescli.exchange.calendar.safe_zones import parsed_calendar
from salescli.exchange.calendar.series import series_facts
from salescli.text.safe_text import harmless
from salescli.text.wording import excerpt

LARGEST = 256 * 1024  # bytes: one event with its pictures is larger, and isn't read
_EVENTS, _GUESTS = 50, 200  # of one file, and of one event
_UNFOLDED = re.compile(rb"\r?\n[ \t]")
_UID = re.compile(rb"^UID[^:\r\n]{0,200}:([^\r\n]{1,300})", re.MULTILINE | re.IGNORECASE)
_ADDRESS = re.compile(rb"mailto:([^\s;,\"]{3,254})", re.IGNORECASE)
# What the library raises for lines that it can't make sense of.
BROKEN = (
    *(ValueError, KeyError, IndexError, TypeError, AttributeError),
    *(OverflowError, RecursionError, NotImplementedError, AssertionError),
)


def glance(data: bytes) -> tuple[list[str], list[str]]:
    """Return the UIDs and the addresses that a file names, addresses in small letters."""
    if len(data) > LARGEST:
        return [], []
    text = _UNFOLDED.sub(b"", data)
    uids = {_decoded(uid) for uid in _UID.findall(text)}
    addresses = {_decoded(address).lower() for address in _ADDRESS.findall(text)}
    return sorted(uids)[:_EVENTS], sorted(addresses)[:_GUESTS]


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "replace").strip()


def read_events(data: bytes) -> list[SeenEvent]:
    """Return the events of a file, a series by its first occurrence."""
    if len(data) > LARGEST:
        return []
    try:
        calendar = parsed_calendar(data)
        method = _text(calendar, "METHOD").upper()
        parts = calendar.subcomponents if isinstance(calendar.subcomponents, list) else []
    except BROKEN:
        return []
    parts = [part for part in parts if part.name == "VEVENT"]
    events = (_event(part, parts) for part in parts)
    return [replace(event, method=method) for event in events if event is not None][:_EVENTS]


def _event(part: Any, parts: list[Any]) -> SeenEvent | None:
    try:
        start = first(part.get("DTSTART")).dt
        if "RECURRENCE-ID" in part or not isinstance(start, date):
            return None
        uid = str(first(part.get("UID", ""))).strip()
        return SeenEvent(
            uid=harmless(uid)[:300],
            on=event_key(start),
            written=_written(part),
            summary=_text(part, "SUMMARY"),
            number=_number(part),
            status=_text(part, "STATUS").upper(),
            stamp=_stamp(part),
            end=_end(part, start),
            organizer=_address(first(part.get("ORGANIZER", ""))),
            guests=tuple(_guests(part)),
            repeats="RRULE" in part or "RDATE" in part,
            series=_series(part, [one for one in parts if _is_of(one, part)]),
        )
    except BROKEN:
        return None


def _is_of(part: Any, series: Any) -> bool:
    """Whether a part says what became of one occurrence of a series."""
    return "RECURRENCE-ID" in part and str(part.get("UID", "")) == str(series.get("UID", ""))


def _series(part: Any, others: list[Any]) -> dict[str, Any] | None:
    if "RRULE" not in part:
        return None
    try:
        return series_facts(part, others)
    except BROKEN:
        return None


def first(value: Any) -> Any:
    """Return a property, or the first of several of one name."""
    return value[0] if isinstance(value, list) else value


def _text(part: Any, name: str) -> str:
    return excerpt(harmless(" ".join(str(first(part.get(name, ""))).split())), 120)


def _written(part: Any) -> str:
    """Return the key of the start that salescli wrote; '' where there is none that we wrote."""
    text = str(first(part.get(WRITTEN, "")))
    try:
        if len(text) == 8:
            return datetime.strptime(text, "%Y%m%d").date().isoformat()
        return event_key(datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC))
    except ValueError:
        return ""


def _number(part: Any) -> int:
    number = int(first(part.get("SEQUENCE", 0)))
    return number if 0 <= number < 2**31 else 0


def _stamp(part: Any) -> str:
    named = first(part.get("LAST-MODIFIED") or part.get("DTSTAMP"))
    moment = getattr(named, "dt", None)
    return event_key(moment) if isinstance(moment, datetime) else ""


def _end(part: Any, start: date) -> str:
    """Return the key of its end; that of its start where it says nothing that makes sense."""
    named, length = part.get("DTEND"), part.get("DURATION")
    end = first(named).dt if named is not None else start
    if named is None and length is not None:
        end = start + first(length).dt
    return max(event_key(start), event_key(end)) if type(end) is type(start) else event_key(start)


def _guests(part: Any) -> Iterator[Guest]:
    named = part.get("ATTENDEE", [])
    for guest in (named if isinstance(named, list) else [named])[:_GUESTS]:
        address, params = _address(guest), getattr(guest, "params", {})
        if address:
            name = excerpt(harmless(str(params.get("CN", ""))), 80)
            yield Guest(address, name, str(params.get("PARTSTAT", "")).upper()[:20])


def _address(value: Any) -> str:
    _, _, address = str(value).strip().rpartition(":")
    return address.lower() if is_address(address) else ""
