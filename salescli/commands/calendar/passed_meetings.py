"""Meetings of the calendar that have passed: captured, to be logged as any other encounter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from salescli.commands.support.reading.captured_waiting import take_in
from salescli.commands.support.reading.organizer import organizer
from salescli.commands.support.session import Session
from salescli.domain.calendar.changes import CalendarChange
from salescli.domain.calendar.events import SeenEvent
from salescli.domain.incoming.addresses import Ours, ours
from salescli.domain.incoming.captured import Captured
from salescli.exchange.calendar.captured_events import captured_meeting
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
        us = ours((organizer(session).email, *session.book.settings.addresses))
        take_in(session, [_captured(change, files[change.uid].event, us) for change in fresh])


def _captured(change: CalendarChange, event: SeenEvent, us: Ours) -> Captured:
    captured = captured_meeting(event, us)
    if change.others:
        return replace(captured, candidates=(change.deal, *change.others))
    return replace(captured, deal=change.deal)
