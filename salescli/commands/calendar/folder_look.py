"""A look at the calendar's folder: what the book, the folder and the last writing come to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from salescli.commands.calendar.all_events import deal_events_of
from salescli.commands.support.reading.organizer import organizer
from salescli.commands.support.session import Session
from salescli.domain.appointments import State
from salescli.domain.calendar.events import DealEvents, PlannedEvent, SeenEvent, series_uid
from salescli.domain.calendar.review import CalendarReview, review_calendar
from salescli.domain.calendar.sides import CalendarSides
from salescli.exchange.calendar.folder import SeenFile, check_folder, folder_path, scan
from salescli.exchange.calendar.icalendar_file import Event
from salescli.exchange.calendar.series import occurrences
from salescli.exchange.calendar.written_events import WrittenEvent, load_written
from salescli.store.dismissed import dismissed

# Where so many are gone at once and none is left, nobody deleted them: the folder is another one.
_MANY = 3


@dataclass(frozen=True, slots=True)
class FolderLook:
    """What a look found: the deals' events, the folder's files by UID, and what follows.

    `made` are the events ahead of those deals that were read for it.
    """

    folder: Path
    deals: Mapping[str, DealEvents]
    files: Mapping[str, SeenFile]
    written: Mapping[str, WrittenEvent]
    review: CalendarReview
    made: Mapping[str, Event]


def made_with(session: Session) -> str:
    """Return what of the settings goes into each event."""
    settings = session.book.settings
    return f"{settings.alarm or ''} {settings.email}".strip()


def look(session: Session) -> FolderLook:
    """Return what there is to write and to ask. Raises OSError, for a folder that can't be read."""
    root, folder = session.book.root, folder_path(session.book.settings.calendar_folder)
    check_folder(folder)
    made: dict[str, Event] = {}
    deals, unreadable = deal_events_of(session, made)
    written = load_written(root, folder)
    planned = {event.uid: event for deal in deals for event in deal.events}
    own = _own_addresses(session)
    addresses = {email.lower() for deal in deals if deal.is_open for *_, email in deal.people}
    uids = {*planned, *written}
    series = set(map(series_uid, uids))
    seen = scan(root, folder, uids | series, addresses - {"", *own})
    files = _by_uid(_occurrences(seen, session, uids))
    written = _of_this_folder(written, files)
    events = {uid: file.event for uid, file in files.items()}
    sides = CalendarSides(
        deals=deals,
        seen=events,
        written={uid: (last.deal, last.on) for uid, last in written.items()},
        current=_current(planned, written, events, made_with(session)),
        unreadable=unreadable,
        dismissed=dismissed(root),
        own=own,
        now=session.now,
    )
    by_handle = {deal.handle: deal for deal in deals}
    return FolderLook(folder, by_handle, files, written, review_calendar(sides), made)


def _occurrences(
    seen: Iterable[SeenFile], session: Session, uids: Collection[str]
) -> Iterator[SeenFile]:
    """Yield the events of files, of a series those that matter now."""
    for file in seen:
        for event in occurrences(file.event, session.now, uids):
            yield SeenFile(file.name, event)


def _of_this_folder(
    written: dict[str, WrittenEvent], files: Mapping[str, SeenFile]
) -> dict[str, WrittenEvent]:
    """Return what was written; where nothing is left of it, as if it were yet to be written."""
    there = {uid for uid, last in written.items() if last.on}
    if len(there) < _MANY or not there.isdisjoint(files):
        return written
    return {uid: replace(last, on="") for uid, last in written.items()}


def _current(
    planned: Mapping[str, PlannedEvent],
    written: Mapping[str, WrittenEvent],
    events: Mapping[str, SeenEvent],
    with_settings: str,
) -> set[str]:
    """Return the events that stand in the folder as the book has them."""
    current = set()
    for uid, last in written.items():
        event = planned.get(uid)
        if event is not None and event.state == State.AHEAD and _is_marked(events.get(uid)):
            wanted = event.on, event.digest, with_settings
            if wanted == (last.on, last.digest, last.made_with):
                current.add(uid)
    return current


def _is_marked(event: SeenEvent | None) -> bool:
    """Whether an event says of itself that it stands as salescli wrote it."""
    return event is not None and event.written in ("", event.on)


def _by_uid(seen: Iterable[SeenFile]) -> dict[str, SeenFile]:
    """Return files by the UIDs of their events; of two of one UID that which is named after it."""
    files: dict[str, SeenFile] = {}
    for file in seen:
        if file.event.uid not in files or file.name == file.event.uid:
            files[file.event.uid] = file
    return files


def _own_addresses(session: Session) -> set[str]:
    addresses = (organizer(session).email, *session.book.settings.addresses)
    return {address.lower() for address in addresses if address}
