"""`note` and `skip`: what was learnt between encounters, and a step set aside on the record."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from salescli.advice import suggest
from salescli.commands import typed
from salescli.commands.conversation import asking
from salescli.commands.editor import edit_raw
from salescli.commands.record import record, show_written
from salescli.commands.session import (
    Session,
    Subject,
    in_terminal,
    me,
    open_session,
    open_subject,
    subject,
)
from salescli.commands.wording import entry_line
from salescli.errors import SalescliError, UsageError
from salescli.model.deal import Entry
from salescli.model.shell import command
from salescli.prompts import Asker, Choice, Hint


def note(book: Path | None, name: str, text: str, facts: tuple[str, ...] = ()) -> None:
    """Log a note on a deal, open or closed. Raises SalescliError."""
    session = open_session(book)
    about = subject(session, name)
    handle = about.deal.handle
    declared = {reason.id: reason.text for reason in about.process.disqualify}
    flags = typed.chosen("disqualifier", facts, declared, f"declared: {', '.join(declared)}")
    if text.strip() or flags:
        _keep(session, handle, text, flags)
    elif in_terminal():
        with asking("note", handle, session) as asker:
            _keep(session, handle, ask_note(asker, session.book.root, needed=True), ())
    else:
        raise UsageError("a note needs its text", fix='add -m "…"')


def _keep(session: Session, handle: str, text: str, flags: tuple[str, ...]) -> None:
    entry = Entry(session.now, "note", by=me(session), flags=flags, note=typed.clean(text))
    record(session, handle, [entry])
    show_written(handle, "note kept", command("show", handle))


def ask_note(asker: Asker, root: Path, *, needed: bool = False) -> str:
    """A note of one line, or as long as the editor makes it."""

    def read(text: str) -> str:
        text = _in_editor(asker, root) if text == "e" else typed.clean(text)
        if needed and not text:
            raise UsageError("a note needs its text")
        return text

    shown = "" if needed else "none"
    hint = Hint(lines=True)
    return asker.ask("note", "Note (e opens your editor)", read, shown=shown, hint=hint, kept=str)


def _in_editor(asker: Asker, root: Path) -> str:
    """What was written in the editor, even if that failed after it. Raises SalescliError."""
    left: list[str] = []

    def rescue(data: bytes) -> str:
        left.append(data.decode(errors="replace"))
        return ""

    try:
        return edit_raw(root, "", "note.md", rescue).strip()
    except SalescliError as error:
        if not left:
            raise
        asker.say(f"  {error.message}; what was written in it is kept as the note")
        return left[0].strip()


def skip(book: Path | None, name: str, steps: tuple[str, ...], reason: str) -> None:
    """Set steps aside on the record, with the reason. Raises SalescliError."""
    session = open_session(book)
    about = open_subject(session, name)
    handle = about.deal.handle
    _skippable(steps, about)
    if in_terminal() and not (steps and reason.strip()):
        with asking("skip", handle, session) as asker:
            names = _skippable(typed.words(asker.recall("steps", " ".join(steps))), about)
            names = names or _ask_steps(asker, about)
            reason = asker.recall("reason", reason)
            reason = reason or asker.ask("reason", f"Why skip {', '.join(names)}", _reason)
            _skip(session, handle, names, reason)
    elif not steps:
        raise UsageError(
            "name the step to skip", fix=command("skip", handle, "STEP", flags="-m REASON")
        )
    elif not reason.strip():
        raise UsageError("a step is skipped with its reason, or not at all", fix='add -m "…"')
    else:
        _skip(session, handle, typed.steps(steps, about), reason)


def _skippable(steps: Iterable[str], about: Subject) -> tuple[str, ...]:
    names = typed.steps(steps, about)
    for step in names:
        if step in about.standing.trace.skipped:
            handle = about.deal.handle
            raise UsageError(f"'{step}' is skipped already", fix=command("show", handle))
    return names


def _ask_steps(asker: Asker, about: Subject) -> tuple[str, ...]:
    choices = tuple(
        Choice(step.id, step.title)
        for step in about.process.steps
        if step.id not in about.standing.trace.skipped
    )
    told = f"Steps: {', '.join(step.name for step in choices)}"

    def read(text: str) -> tuple[str, ...]:
        names = _skippable(typed.names(text), about)
        if not names:
            raise UsageError("name the step to skip")
        return names

    hint = Hint(choices, told=(told,), ticks=typed.names)
    return asker.ask("steps", "Step to skip", read, default=_due(about), hint=hint)


def _due(about: Subject) -> str:
    """The step that is due: whoever skips one mostly means that one."""
    following, standing = about.standing.next, about.standing
    step = about.process.step(following.step) if following else suggest(standing, about.process)
    return step.id if step and step.id not in standing.trace.skipped else ""


def _reason(text: str) -> str:
    if not text:
        raise UsageError("a step is skipped with its reason, or not at all")
    return text


def _skip(session: Session, handle: str, names: tuple[str, ...], reason: str) -> None:
    entry = Entry(session.now, "skip", by=me(session), steps=names, reason=typed.clean(reason))
    record(session, handle, [entry])
    show_written(handle, entry_line([entry]), command("show", handle))
