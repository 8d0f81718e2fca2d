"""`undo`: the last command taken back, whole, as a new commit that can itself be taken back."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from salescli.commands.history import file_meant
from salescli.commands.record import tell
from salescli.commands.retelling import retold
from salescli.commands.session import Session, in_terminal, open_session
from salescli.commands.undoing import Restoring, Undoing, content, undoing
from salescli.errors import SalescliError, UsageError
from salescli.model.shell import command
from salescli.model.spoken import when_text
from salescli.prompts import Asker
from salescli.store.door import writing
from salescli.store.memory import memory
from salescli.views.document import Gap, Line, Span
from salescli.views.history import Told, told_lines
from salescli.views.out import emit, emit_blocks, notice

_UNDO, _REDO = "undo: ", "redo: "


def undo(book: Path | None, name: str | None, *, yes: bool) -> None:
    """Take back the last command of the book, or the last one on a deal. Raises SalescliError."""
    session = open_session(book)
    if not session.book.settings.commit:
        raise UsageError(
            "the book keeps no history: its settings say commit = false",
            fix="take it back by hand: salescli edit DEAL",
        )
    remembered = memory(session.book.root)
    again = command("undo", name or "")
    file = file_meant(session, remembered, name) if name else None
    plan = undoing(session, remembered, file)
    _announce(session, plan)
    if not yes and not _agreed(name or ""):
        notice("nothing was changed")
        return
    with writing(session.book) as door:
        if undoing(session, remembered, file) != plan:
            raise SalescliError(
                "the book was changed in the meantime; nothing was taken back",
                fix=f"look again: {again}",
            )
        for one in plan.files:
            path = session.book.root / one.file
            if one.text is None:
                door.remove(path)
            else:
                door.put(path, one.text)
        message = _message(plan.moment.subject)
        commit = door.finish(message)
    hint = Span(again, "command")
    emit((Gap(), Line((message,), hang=2), Line((hint, "   takes that back in turn"), indent=2)))
    tell(commit)


def _agreed(name: str) -> bool:
    if not in_terminal():
        raise UsageError(
            "nothing was taken back: undo asks first, and there is no terminal to ask in",
            fix=command("undo", name, flags="--yes"),
        )
    return Asker({}, lambda _: None).confirm("undo", "Take it back?", default=True)


def _announce(session: Session, plan: Undoing) -> None:
    moment = plan.moment
    head = (Span(f"{when_text(moment.at)}, {moment.by}: ", "faint"), moment.subject)
    told = (_retold(session, one) for one in plan.files)
    intro = (Line(head, hang=2), Line(("Taking it back means:",)))
    emit_blocks(chain(intro, told_lines(told, named=True)))


def _retold(session: Session, one: Restoring) -> Told:
    try:
        now = content(session, one.file)
    except OSError:  # somebody took it away: before anything is written, it is looked at again
        now = None
    return retold(one.file, [now], one.then, session.today)


def _message(subject: str) -> str:
    """What the commit is called: taking back an undo is a redo."""
    if subject.startswith(_UNDO):
        return _REDO + subject.removeprefix(_UNDO)
    return _UNDO + subject.removeprefix(_REDO)
