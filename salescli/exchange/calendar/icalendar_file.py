"""iCalendar files (RFC 5545), for calendars of others to read.

Times are written in UTC: each event is one moment, which every calendar shows on the clock of its
reader, and no definition of a time zone is needed that could be wrong. Folding and escaping are
the icalendar library's; what a control character would do is undone before, and an address that
could be more than one is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from salescli.domain.deal import Person
from salescli.domain.time.moment import When
from salescli.store.formats.settings import EMAIL
from salescli.text.safe_text import harmless, harmless_lines

if TYPE_CHECKING:
    from icalendar import Alarm
    from icalendar import Event as Component

Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
Method = Literal["", "REQUEST", "CANCEL"]
WRITTEN = "X-SALESCLI-START"  # the start as salescli wrote it, in a folder that others write to

# A parameter has no escapes of its own that every reader knows.
_NAMED = str.maketrans({'"': "'", "\\": "/", "^": "'"})


@dataclass(frozen=True, slots=True)
class Event:
    """One event. A date alone lasts that whole day; `length` is that of a time.

    `changed` is when it was last touched, `made` when it was first named: no clock is asked, so
    that the same book gives the same file. `invited` are people with an address. `alarm` is how
    long before it a calendar rings; `is_marked`: it says when it is as it was written, so that
    what others make of it can be told.
    """

    uid: str
    sequence: int
    made: datetime
    changed: datetime
    status: Status
    on: When
    length: timedelta
    summary: str
    description: str = ""
    invited: tuple[Person, ...] = ()
    organizer: Person | None = None
    alarm: timedelta | None = None
    is_marked: bool = False


def uid(*parts: object) -> str:
    """Return a name for an event that is the same whenever it is made of the same parts."""
    from uuid import NAMESPACE_URL, uuid5

    return str(uuid5(NAMESPACE_URL, harmless(f"salescli:{'/'.join(map(str, parts))}")))


def is_address(text: str) -> bool:
    """Return whether a text can stand as an address in a link, and nothing but it."""
    return re.fullmatch(EMAIL, text) is not None


def calendar_lines(
    events: Iterable[Event], *, name: str = "", method: Method = ""
) -> Iterator[str]:
    """Yield the file of some events, in parts of whole lines, which CRLF ends; no event is held.

    With a method it is a message to others (RFC 5546): one event, whose guests are asked to
    answer. Without one it is for one's own calendar, and its guests are not to be written to.
    """
    parts = (component(event, to_others=bool(method)) for event in events)
    yield from component_lines(parts, name=name, method=method)


def component_lines(
    parts: Iterable[Component], *, name: str = "", method: Method = ""
) -> Iterator[str]:
    """Yield the file of some events as the library has them."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//salescli//salescli//EN")
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", harmless(name))
    head, end, rest = calendar.to_ical().decode("utf-8").partition("END:VCALENDAR")
    yield head
    for part in parts:
        yield part.to_ical().decode("utf-8")
    yield end + rest


def component(event: Event, *, to_others: bool = False) -> Component:
    """Return an event as the library has it, for one's own calendar or as a message to others."""
    from icalendar import Event as Component

    made = Component()
    made.add("uid", event.uid)
    made.add("sequence", event.sequence)
    for name, moment in (
        ("dtstamp", event.changed),
        ("last-modified", event.changed),
        ("created", event.made),
    ):
        made.add(name, _utc(moment))
    made.add("status", event.status)
    _add_time(made, event)
    made.add("summary", harmless(event.summary))
    if event.description:
        made.add("description", "\n".join(harmless_lines(event.description)))
    if event.organizer is not None and event.invited:
        made.add("organizer", _address(event.organizer))
    for person in event.invited:
        made.add("attendee", _guest(person, to_others=to_others))
    if event.is_marked:
        made.add(WRITTEN, written_start(made))
    if event.alarm is not None:
        made.add_component(_alarm(event.alarm, harmless(event.summary)))
    return made


def written_start(made: Any) -> str:
    """Return the start of an event as its file has it, without its zone."""
    return str(made["DTSTART"].to_ical().decode())


def _alarm(before: timedelta, summary: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -before)
    return alarm


def _add_time(made: Component, event: Event) -> None:
    if isinstance(event.on, datetime):
        start: When = _utc(event.on)
        length = event.length
    else:
        start, length = event.on, timedelta(days=1)
        made.add("transp", "TRANSPARENT")  # somewhen on that day: the day is not taken
    made.add("dtstart", start)
    try:
        made.add("dtend", start + length)
    except OverflowError:
        return  # the last day of the calendar: a start alone is a whole event


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        return moment.replace(tzinfo=UTC, microsecond=0)


def _guest(person: Person, *, to_others: bool) -> Any:
    guest = _address(person)
    guest.params["ROLE"] = "REQ-PARTICIPANT"
    guest.params["PARTSTAT"] = "NEEDS-ACTION"
    if to_others:
        guest.params["RSVP"] = "TRUE"
    else:
        # A server that this is put on would otherwise write to the guests itself (RFC 6638).
        guest.params["SCHEDULE-AGENT"] = "CLIENT"
    return guest


def _address(person: Person) -> Any:
    from icalendar import vCalAddress

    address = vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = harmless(person.name or person.handle).translate(_NAMED)
    return address
