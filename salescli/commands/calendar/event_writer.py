"""The events of a look at the calendar's folder, written and deleted there one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from salescli.commands.calendar.folder_look import FolderLook, made_with
from salescli.commands.support.reading.organizer import known_organizer
from salescli.commands.support.session import Session
from salescli.commands.support.subject import subject_of
from salescli.domain.deal import Person
from salescli.exchange.calendar.event_file import event_text, property_digests
from salescli.exchange.calendar.folder import (
    delete_event,
    new_name,
    read_event_file,
    write_event,
)
from salescli.exchange.calendar.icalendar_file import Event
from salescli.exchange.calendar.planned_events import own_event
from salescli.exchange.calendar.written_events import WrittenEvent
from salescli.store.deal_loader import read_page

_STAMPS = (b"DTSTAMP", b"LAST-MODIFIED")


def write_all(session: Session, found: FolderLook, written: dict[str, WrittenEvent]) -> None:
    """Write, delete and forget what a look asks for, and note it in `written` as far as it came.

    Raises OSError and WriteError.
    """
    review = found.review
    planned = {event.uid: (deal, event) for deal in found.deals.values() for event in deal.events}
    for uid in review.delete:
        delete_event(found.folder, found.files[uid].name)
    for uid in (*review.forget, *review.delete):
        last = written.pop(uid, None)
        if last is not None and uid in planned:  # undo may bring it back: its number goes on
            written[uid] = WrittenEvent(last.deal, "", number=last.number)
    for uid in review.found:
        deal, wanted = planned[uid]
        written[uid] = WrittenEvent(deal.handle, wanted.on)
    organizer = known_organizer(session) if review.write else None
    for uid in review.write:
        deal, wanted = planned[uid]
        event = _event(session, uid, deal.handle, organizer)
        if event is None:  # it was changed meanwhile, and whoever did so writes it
            continue
        written[uid] = WrittenEvent(
            deal.handle,
            wanted.on,
            wanted.digest,
            _write(found, event, written.get(uid), session.now),
            made_with(session),
            property_digests(event),
        )


def _event(session: Session, uid: str, handle: str, organizer: Person | None) -> Event | None:
    page = read_page(session.book, session.shelf, handle)
    if page.deal is None:
        return None
    about = subject_of(page, page.deal)
    return own_event(
        uid,
        about.deal,
        about.process,
        about.standing,
        organizer=organizer,
        alarm=session.book.settings.alarm,
    )


def _write(found: FolderLook, event: Event, last: WrittenEvent | None, now: datetime) -> int:
    """Write one event, where it says anything new; return its number.

    Raises OSError and WriteError.
    """
    file = found.files.get(event.uid)
    name = file.name if file else new_name(event.uid)
    before = read_event_file(found.folder, name) if file else b""
    if last is not None and not file:
        event = replace(event, sequence=max(event.sequence, last.number + 1))
    if last is not None or file:  # what was there before is stamped with when it is changed
        event = replace(event, changed=max(event.changed, now))
    parts = last.parts if last is not None and last.on else None
    data = event_text(event, before, parts)
    if _unstamped(data) != _unstamped(before):
        write_event(found.folder, name, data)
    return max(event.sequence, file.event.number + 1 if file else 0)


def _unstamped(data: bytes) -> list[bytes]:
    """Return the lines of a file, less those that say when it was written."""
    return [line for line in data.splitlines() if not line.startswith(_STAMPS)]
