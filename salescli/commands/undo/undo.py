"""`undo` and `redo`: the own last command taken back, whole, and brought back, as new commits."""

from __future__ import annotations

from itertools import chain

from salescli.commands.history import file_meant
from salescli.commands.support.reading.file_history import changes_in_words
from salescli.commands.support.session import Session, in_terminal, open_to_write
from salescli.commands.support.writing.report_commit import report_commit
from salescli.commands.undo.undo_plan import RestoredFile, UndoPlan, UndoTarget, content, plan_undo
from salescli.errors import NotFoundError, SalescliError, UsageError
from salescli.flags.keeping.redo import RedoFlags
from salescli.flags.keeping.undo import UndoFlags
from salescli.prompts import Asker
from salescli.store.command_record import named_commit
from salescli.store.git.history import History, open_history
from salescli.store.transaction import transaction
from salescli.text.lazy_re import lazy_re
from salescli.text.shell_quoting import command
from salescli.text.wording import when_text
from salescli.views.lists.history import HistoryCommit, commit_lines
from salescli.views.render.document import Gap, Span, TextLine
from salescli.views.render.output import emit, emit_blocks, notice

_UNDO, _REDO = "undo: ", "redo: "
_COMMIT = lazy_re(r"[0-9a-f]{4,64}")


def undo(flags: UndoFlags) -> None:
    """Take back the own last command of the book, that on a deal, or a commit that is named.

    Raises SalescliError.
    """
    _take_back(flags, redo=False)


def redo(flags: RedoFlags) -> None:
    """Bring back what was taken back last, in the book or on a deal. Raises SalescliError."""
    _take_back(flags, redo=True)


def _take_back(flags: UndoFlags | RedoFlags, *, redo: bool) -> None:
    session, name = open_to_write(flags.book, together=False), flags.deal
    if not session.book.settings.commit:
        raise UsageError(
            "the book keeps no history: its settings say commit = false",
            fix="take it back by hand: salescli edit DEAL",
        )
    remembered = open_history(session.book.root)
    wanted = _wanted(session, remembered, name, redo=redo)
    plan = plan_undo(session, remembered, wanted)
    _announce(session, plan)
    if not flags.yes and not _agreed(plan, name or "", redo=redo):
        notice("nothing was changed")
        return
    with transaction(session.book, together=False) as writes:
        # What was owed may be a commit by now, so only what it comes to is compared.
        again = plan_undo(session, remembered, wanted)
        if (again.files, again.redo) != (plan.files, plan.redo):
            raise SalescliError(
                "the book was changed in the meantime; nothing was taken back",
                fix=f"look again: {command(_name(redo=redo), name or '')}",
            )
        for one in plan.files:
            path = session.book.root / one.file
            if one.text is None:
                writes.remove(path)
            else:
                writes.put(path, one.text)
        message = _message(plan)
        commit = writes.finish(message, again.trailers)
    emit((Gap(), TextLine((message,), hang=2), _hint(plan, name or "")))
    report_commit(commit)


def _name(*, redo: bool) -> str:
    return "redo" if redo else "undo"


def _wanted(session: Session, remembered: History, name: str | None, *, redo: bool) -> UndoTarget:
    """Return what a name means: a deal, else a commit. Raises SalescliError."""
    if name is None:
        return UndoTarget(redo=redo)
    try:
        return UndoTarget(file=file_meant(session, remembered, name), redo=redo)
    except NotFoundError:
        commit = named_commit(remembered, name) if _COMMIT.fullmatch(name) and not redo else None
        if commit is None:
            raise
        return UndoTarget(commit=commit)


def _hint(plan: UndoPlan, name: str) -> TextLine:
    deal = "" if plan.moment.commit.startswith(name) else name
    if plan.redo:
        says = (Span(command("undo", deal), "command"), "   takes it back again")
    else:
        says = (Span(command("redo", deal), "command"), "   brings it back")
    return TextLine(says, indent=2)


def _agreed(plan: UndoPlan, name: str, *, redo: bool) -> bool:
    if not in_terminal():
        done = "brought" if plan.redo else "taken"
        raise UsageError(
            f"nothing was {done} back: {_name(redo=redo)} asks first, and there is no terminal to "
            "ask in",
            fix=command(_name(redo=redo), name, flags="--yes"),
        )
    question = "Bring it back?" if plan.redo else "Take it back?"
    return Asker({}, lambda _: None).confirm("undo", question, default=True)


def _announce(session: Session, plan: UndoPlan) -> None:
    moment = plan.moment
    head = (Span(f"{when_text(moment.at)}, {moment.by}: ", "faint"), moment.subject)
    told = (_retold(session, one) for one in plan.files)
    means = "Bringing it back means:" if plan.redo else "Taking it back means:"
    passed = (
        f"'{name}' stays: it changed no deal, process or setting" for name in plan.passed_over
    )
    stays = tuple(TextLine((text,), hang=2) for text in passed)
    intro = (*stays, TextLine(head, hang=2), TextLine((means,)))
    emit_blocks(chain(intro, commit_lines(told, named=True)))


def _retold(session: Session, restored: RestoredFile) -> HistoryCommit:
    try:
        now = content(session, restored.file)
    except OSError:  # somebody took it away: before anything is written, it is looked at again
        now = None
    return changes_in_words(restored.file, [now], restored.then, session.today)


def _message(plan: UndoPlan) -> str:
    """Return what the commit is called."""
    subject = plan.moment.subject.removeprefix(_REDO)
    if plan.redo:
        return _REDO + subject.removeprefix(_UNDO)
    return _UNDO + subject
