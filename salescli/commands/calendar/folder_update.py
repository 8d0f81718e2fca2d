"""Writing next steps to the calendar's folder; what can't be written is caught up with later."""

from __future__ import annotations

from collections.abc import Callable

from salescli.commands.calendar.event_writer import write_all
from salescli.commands.calendar.folder_look import look
from salescli.commands.calendar.folder_state import FolderState
from salescli.commands.calendar.passed_meetings import capture_passed
from salescli.commands.support.session import Session
from salescli.errors import SalescliError
from salescli.exchange.calendar.written_events import WrittenEvent, save_written
from salescli.store.files.atomic import WriteError, os_error_text
from salescli.store.files.lock import locked
from salescli.text.shell_quoting import word
from salescli.views.render.output import warn

_PATIENCE = 2.0  # seconds that we wait for another command that writes there

Settle = Callable[[dict[str, WrittenEvent]], None]


def update_folder(session: Session, settle: Settle | None = None) -> FolderState:
    """Write to the folder what it lacks, and return what came back; a warning says what failed.

    What `settle` makes of what was written last holds before anything is compared.
    """
    try:
        with locked(session.book.root, _PATIENCE, name="calendar.lock"):
            state = _update(session, settle)
    except SalescliError:  # a book that can't be written to, or a command that is at it
        state = _looked_at(session)
    if state.trouble:
        shown = word(session.book.settings.calendar_folder)
        warn(f"the calendar {shown} lacks changes: {state.trouble}; the next command catches up")
    return state


def _looked_at(session: Session) -> FolderState:
    try:
        return FolderState(tuple(look(session).review.changes))
    except OSError as error:
        return FolderState(trouble=os_error_text(error))
    except SalescliError as error:
        return FolderState(trouble=error.message)


def _update(session: Session, settle: Settle | None) -> FolderState:
    trouble = ""
    try:
        found = look(session)
        if settle is not None:
            written = dict(found.written)
            settle(written)
            save_written(session.book.root, found.folder, written)
            found = look(session)
    except OSError as error:
        return FolderState(trouble=os_error_text(error))
    written = dict(found.written)
    try:
        write_all(session, found, written)
    except WriteError as error:
        trouble = error.message.partition(": ")[2].partition(";")[0] or error.message
    except OSError as error:
        trouble = os_error_text(error)
    capture_passed(session, found.review.passed, found.files)
    if written != found.written:
        save_written(session.book.root, found.folder, written)
    until = min(found.review.turns, default=None)
    return FolderState(tuple(found.review.changes), trouble, until)
