"""The events of a look at the calendar's folder, written and deleted there one by one."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

from salescli.commands.calendar.folder_look import FolderLook, made_with
from salescli.commands.support.reading.organizer import known_organizer
from salescli.commands.support.session import Session
from salescli.commands.support.subject import subject_of
from salescli.domain.calendar.events import DealEvents, PlannedEvent
from salescli.domain.deal import Person
from salescli.exchange.calendar.event_file import event_text, property_digests
from salescli.exchange.calendar.folder import read_event_file
from salescli.exchange.calendar.folder_writer import (
    EventWriter,
    delete_event,
    flush_events,
    new_name,
)
from salescli.exchange.calendar.icalendar_file import Event, component
from salescli.exchange.calendar.planned_events import event_ahead, own_event
from salescli.exchange.calendar.written_events import WrittenEvent
from salescli.store.deal_loader import read_page
from salescli.store.files.atomic import WriteError
from salescli.text.wording import count
from salescli.views.render.output import progress

_MANY = 250  # events between two words about how far it has come
_FAILED = 5  # files that can't be written: where more can't, none will
_STAMPS = (b"DTSTAMP", b"LAST-MODIFIED")


def write_all(session: Session, look: FolderLook, written: dict[str, WrittenEvent]) -> None:
    """Write, delete and forget what a look asks for, and note it in `written` as far as it came.

    Raises OSError and WriteError; a few files that can't be written keep none of the others back.
    """
    planned = {event.uid: (deal, event) for deal in look.deals.values() for event in deal.events}
    _delete(look, written, planned)
    for uid in look.review.found:
        deal, wanted = planned[uid]
        written[uid] = WrittenEvent(deal.handle, wanted.on)
    number = len(look.review.write)
    if number:
        with EventWriter(look.folder, number) as writer:
            task = _Task(session, look, written, writer, known_organizer(session))
            failed = list[OSError | WriteError]()
            for done, uid in enumerate(look.review.write):
                if number > _MANY and not done % _MANY:
                    progress(f"{done:,} of {count(number, 'event')} written to the calendar")
                try:
                    _write(task, uid, *planned[uid])
                except (OSError, WriteError) as error:  # a file of its own may be write-protected
                    failed.append(error)
                    if len(failed) > _FAILED:
                        raise
        flush_events(look.folder)
        if failed:
            raise failed[0]
    if number > _MANY:
        progress("")


@dataclass(frozen=True, slots=True)
class _Task:
    """What the events of one look are written with."""

    session: Session
    found: FolderLook
    written: dict[str, WrittenEvent]
    writer: EventWriter
    organizer: Person | None


def _delete(look: FolderLook, written: dict[str, WrittenEvent], planned: Container[str]) -> None:
    """Delete what fell away. Of what `undo` may bring back the number is kept. Raises OSError."""
    review = look.review
    for uid in review.delete:
        delete_event(look.folder, look.files[uid].name)
    for uid in (*review.forget, *review.delete):
        last = written.pop(uid, None)
        if last is not None and uid in planned:
            written[uid] = WrittenEvent(last.deal, "", number=last.number)


def _write(task: _Task, uid: str, deal: DealEvents, wanted: PlannedEvent) -> None:
    """Write one event, where it says anything new, and note it once it is in place.

    Raises OSError and WriteError.
    """
    event = _event(task, uid, deal.handle)
    if event is None:  # it was changed meanwhile, and whoever did so writes it
        return
    found, written, last = task.found, task.written, task.written.get(uid)
    file = found.files.get(uid)
    name = file.name if file else new_name(uid)
    before = read_event_file(found.folder, name) if file else b""
    if last is not None and not file:
        event = replace(event, sequence=max(event.sequence, last.number + 1))
    if last is not None or file:  # what was there before is stamped with when it is changed
        event = replace(event, changed=max(event.changed, task.session.now))
    made = component(event)
    data = event_text(event, made, before, last.parts if last is not None and last.on else None)
    number = max(event.sequence, file.event.number + 1 if file else 0)
    settings, parts = made_with(task.session), property_digests(made)
    noted = WrittenEvent(deal.handle, wanted.on, wanted.digest, number, settings, parts)
    if _unstamped(data) != _unstamped(before):
        task.writer.write(name, data, lambda: written.update({uid: noted}))
    else:
        written[uid] = noted


def _event(task: _Task, uid: str, handle: str) -> Event | None:
    alarm, session = task.session.book.settings.alarm, task.session
    event = task.found.made.get(uid) or _read_anew(session, uid, handle)
    return event and own_event(event, organizer=task.organizer, alarm=alarm)


def _read_anew(session: Session, uid: str, handle: str) -> Event | None:
    page = read_page(session.book, session.loader, handle)
    if page.deal is None:
        return None
    about = subject_of(page, page.deal)
    return event_ahead(uid, about.deal, about.process, about.standing)


def _unstamped(data: bytes) -> list[bytes]:
    """Return the lines of a file, less those that say when it was written."""
    return [line for line in data.splitlines() if not line.startswith(_STAMPS)]
