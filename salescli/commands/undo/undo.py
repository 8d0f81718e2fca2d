"""`undo`: the last command taken back, whole, as a new commit that can itself be taken back."""

from __future__ import annotations

from itertools import chain

from salescli.commands.history import file_meant
from salescli.commands.support.file_history import changes_in_words
from salescli.commands.support.report_commit import report_commit
from salescli.commands.support.session import Session, in_terminal, open_session
from salescli.commands.undo.undo_plan import RestoredFile, UndoPlan, content, plan_undo
from salescli.errors import SalescliError, UsageError
from salescli.flags.keeping.undo import UndoFlags
from salescli.prompts import Asker
from salescli.store.git.history import open_history
from salescli.store.transaction import transaction
from salescli.text.shell_quoting import command
from salescli.text.wording import when_text
from salescli.views.history import HistoryCommit, commit_lines
from salescli.views.render.document import Gap, Span, TextLine
from salescli.views.render.output import emit, emit_blocks, notice

_UNDO, _REDO = "undo: ", "redo: "


def undo(flags: UndoFlags) -> None:
    """Take back the last command of the book, or the last one on a deal. Raises SalescliError."""
    session, name = open_session(flags.book), flags.deal
    if not session.book.settings.commit:
        raise UsageError(
            "the book keeps no history: its settings say commit = false",
            fix="take it back by hand: salescli edit DEAL",
        )
    remembered = open_history(session.book.root)
    again = command("undo", name or "")
    file = file_meant(session, remembered, name) if name else None
    plan = plan_undo(session, remembered, file)
    _announce(session, plan)
    if not flags.yes and not _agreed(name or ""):
        notice("nothing was changed")
        return
    with transaction(session.book) as door:
        if plan_undo(session, remembered, file) != plan:
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
    emit(
        (
            Gap(),
            TextLine((message,), hang=2),
            TextLine((hint, "   takes that back in turn"), indent=2),
        )
    )
    report_commit(commit)


def _agreed(name: str) -> bool:
    if not in_terminal():
        raise UsageError(
            "nothing was taken back: undo asks first, and there is no terminal to ask in",
            fix=command("undo", name, flags="--yes"),
        )
    return Asker({}, lambda _: None).confirm("undo", "Take it back?", default=True)


def _announce(session: Session, plan: UndoPlan) -> None:
    moment = plan.moment
    head = (Span(f"{when_text(moment.at)}, {moment.by}: ", "faint"), moment.subject)
    told = (_retold(session, one) for one in plan.files)
    intro = (TextLine(head, hang=2), TextLine(("Taking it back means:",)))
    emit_blocks(chain(intro, commit_lines(told, named=True)))


def _retold(session: Session, one: RestoredFile) -> HistoryCommit:
    try:
        now = content(session, one.file)
    except OSError:  # somebody took it away: before anything is written, it is looked at again
        now = None
    return changes_in_words(one.file, [now], one.then, session.today)


def _message(subject: str) -> str:
    """What the commit is called: taking back an undo is a redo."""
    if subject.startswith(_UNDO):
        return _REDO + subject.removeprefix(_UNDO)
    return _UNDO + subject.removeprefix(_REDO)
