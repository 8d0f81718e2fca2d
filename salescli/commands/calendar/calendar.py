"""`calendar`: what came back from the calendar's folder, and the answers to it."""

from __future__ import annotations

from collections.abc import Sequence

from salescli.commands.calendar.answer import leave, take
from salescli.commands.calendar.ask_changes import ask_changes
from salescli.commands.calendar.folder_state import FolderState
from salescli.commands.calendar.folder_update import update_folder
from salescli.commands.calendar.has_folder import has_folder
from salescli.commands.calendar.mailed_replies import with_replies
from salescli.commands.support.session import Session, in_terminal, open_session, open_to_write
from salescli.commands.support.which_deal.find_deal import open_subject
from salescli.domain.calendar.changes import CalendarChange
from salescli.errors import COULD_NOT_RUN, DONE, NotFoundError, UsageError
from salescli.flags.day.calendar import CalendarFlags
from salescli.store.locate_book import SETTINGS
from salescli.views.facts import envelope
from salescli.views.incoming.calendar import calendar_screen, change_facts
from salescli.views.render.output import emit, emit_json


def calendar(flags: CalendarFlags) -> int:
    """Show what came back from the calendar, or answer it; the exit code. Raises SalescliError."""
    flags.check()
    session = (open_to_write if flags.take or flags.ours else open_session)(flags.book)
    handle = open_subject(session, flags.deal).deal.handle if flags.deal else ""
    state = update_folder(session) if has_folder(session) else FolderState()
    every = with_replies(session, state.changes)
    if not every:
        _check_folder(session)
    changes = [one for one in every if handle in ("", one.deal, *one.others)]
    if flags.event:
        changes = _of_id(flags.event, changes)
    if flags.take or flags.ours:
        _answer(session, flags, changes, handle)
    elif flags.as_json:
        facts = [change_facts(one, changes) for one in changes]
        emit_json(envelope(session.today, "changes", facts))
    else:
        _show(session, changes, state)
    return COULD_NOT_RUN if state.trouble else DONE


def _check_folder(session: Session) -> None:
    """Raise UsageError where nothing can come back, since there is no folder."""
    if not has_folder(session):
        raise UsageError(
            f"{SETTINGS} names no calendar folder",
            fix='[calendar] folder = "~/.calendars/sales"   salescli help calendar shows all of it',
        )


def _of_id(name: str, changes: Sequence[CalendarChange]) -> list[CalendarChange]:
    named = [one for one in changes if one.id == name]
    if not named:
        raise NotFoundError(
            f"nothing in your calendar is called '{name}' now",
            fix="salescli calendar   shows what there is",
        )
    return named


def _answer(
    session: Session, flags: CalendarFlags, changes: Sequence[CalendarChange], handle: str
) -> None:
    if not changes:
        of = f" of {handle}" if handle else ""
        raise NotFoundError(
            f"nothing{of} was changed in your calendar",
            fix="salescli calendar   shows what was",
        )
    if len(changes) > 1:
        raise UsageError(
            f"{len(changes)} things were changed in your calendar: which one?",
            fix=" or ".join(f"--event {one.id}" for one in changes),
        )
    (change,) = changes
    if flags.take:
        take(session, change, handle)
    else:
        leave(session, change)


def _show(session: Session, changes: Sequence[CalendarChange], state: FolderState) -> None:
    if state.trouble:
        return
    if changes and in_terminal():
        ask_changes(session.book.root, changes)
    else:
        emit(calendar_screen(changes, session.today))
