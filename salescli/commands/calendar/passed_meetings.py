"""Meetings of the calendar that have passed: captured, to be logged as any other encounter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time

from salescli.commands.support.reading.captured_waiting import take_in
from salescli.commands.support.reading.organizer import organizer
from salescli.commands.support.session import Session
from salescli.domain.calendar_changes import CalendarChange
from salescli.domain.calendar_events import SeenEvent, event_when
from salescli.domain.captured import Captured, Form, Party
from salescli.domain.time.moment import local
from salescli.exchange.calendar.folder import SeenFile
from salescli.store.captured import waiting_captured


def capture_passed(
    session: Session, passed: Iterable[CalendarChange], files: Mapping[str, SeenFile]
) -> None:
    """Let meetings that have passed wait to be logged, each once. Raises SalescliError."""
    passed = list(passed)
    if not passed:
        return
    waiting = {captured.ref for captured in waiting_captured(session.book.root)}
    fresh = [one for one in passed if f"uid:{one.uid}" not in waiting]
    if fresh:
        own = organizer(session).email.lower()
        take_in(session, [_captured(change, files[change.uid].event, own) for change in fresh])


def _captured(change: CalendarChange, event: SeenEvent, own: str) -> Captured:
    on = event_when(change.there)
    certain = not change.others
    return Captured(
        ref=f"uid:{change.uid}",
        at=on if isinstance(on, datetime) else local(datetime.combine(on, time(12))),
        kind="meeting",
        form=Form.EVENT,
        people=tuple(party for party in _parties(event) if party.address != own),
        subject=change.what,
        deal=change.deal if certain else "",
        candidates=() if certain else (change.deal, *change.others),
    )


def _parties(event: SeenEvent) -> Iterator[Party]:
    names = {guest.address: guest.name for guest in event.guests}
    for address in dict.fromkeys((event.organizer, *names)):
        if address:
            yield Party(address, names.get(address, ""))
