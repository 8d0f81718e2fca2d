"""What came back from the calendar, asked one by one: a key takes it, another leaves the deal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from salescli.commands.calendar.after_writes import after_writes
from salescli.commands.calendar.answer import leave, take
from salescli.commands.support.error_text import error_text
from salescli.commands.support.session import open_session
from salescli.domain.calendar.changes import CalendarChange
from salescli.errors import InterruptedByUserError, SalescliError, UnshownError
from salescli.prompts import Asker
from salescli.views.incoming.calendar import ANSWERS, change_lines
from salescli.views.render.document import Gap
from salescli.views.render.output import emit, fail, notice

_TAKE, _OURS, _LATER, _QUIT = "t", "o", "n", "q"


def ask_changes(root: Path, changes: Iterable[CalendarChange]) -> bool:
    """Ask about each change; False where that was quit before the end.

    Raises InterruptedByUserError.
    """
    for change in changes:
        emit((Gap(), *change_lines(change, open_session(root).today)))
        key = Asker({}, lambda _: None).key("calendar", "What now?", _keys(change), default=_TAKE)
        if key == _QUIT:
            return False
        if key != _LATER:
            _answer(root, change, key)
    return True


def _keys(change: CalendarChange) -> dict[str, str]:
    takes, ours = ANSWERS[change.kind]
    keys = {_TAKE: takes}
    if change.may_be_left:
        keys[_OURS] = ours
    return {**keys, _LATER: "later", _QUIT: "quit"}


def _answer(root: Path, change: CalendarChange, key: str) -> None:
    """Do what a key stands for; what goes wrong is said, and nothing is lost by it."""
    session = open_session(root)
    try:
        (take if key == _TAKE else leave)(session, change)
        after_writes()
    except UnshownError:
        raise
    except InterruptedByUserError as error:
        notice(error_text(error))
        if error.over:
            raise
    except (SalescliError, OSError) as error:
        fail(error_text(error))
