"""`note` and `skip`: what was learnt between encounters, and a step set aside on the record."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from salescli.commands.support import arguments
from salescli.commands.support.conversation import asking
from salescli.commands.support.editor import editor_file, run_editor, saved_text
from salescli.commands.support.phrases import entry_line
from salescli.commands.support.report_commit import record, show_written
from salescli.commands.support.session import (
    Session,
    Subject,
    in_terminal,
    me,
    must_be_open,
    open_session,
    open_subject,
    subject,
)
from salescli.commands.support.under_lock import Addition, check_unskipped
from salescli.domain.advice import suggest
from salescli.domain.deal import Entry
from salescli.domain.diff.entry_phrases import quoted
from salescli.errors import SalescliError, UsageError
from salescli.prompts import Asker, Choice, Hint
from salescli.store.editor_files import left_file, opened
from salescli.text.shell_quoting import command


def note(book: Path | None, name: str, text: str, facts: tuple[str, ...] = ()) -> None:
    """Log a note on a deal, open or closed. Raises SalescliError."""
    session = open_session(book)
    about = subject(session, name)
    handle = about.deal.handle
    if text.strip() or _declared(facts, about):
        _keep(session, handle, text, facts)
    elif in_terminal():
        with asking("note", handle, session) as asker:
            text = ask_note(asker, session, ("note", handle), needed=True)
            _keep(session, handle, text, ())
    else:
        raise UsageError("a note needs its text", fix='add -m "…"')


def _declared(facts: tuple[str, ...], about: Subject) -> tuple[str, ...]:
    declared = {reason.id: reason.text for reason in about.process.disqualify}
    return arguments.chosen("disqualifier", facts, declared, f"declared: {', '.join(declared)}")


def _keep(session: Session, handle: str, text: str, facts: tuple[str, ...]) -> None:
    def decide(about: Subject) -> Addition:
        flags = _declared(facts, about)
        entry = Entry(session.now, "note", by=me(session), flags=flags, note=arguments.clean(text))
        return Addition([entry])

    record(session, handle, decide)
    show_written(handle, "note kept", command("show", handle))


def ask_note(
    asker: Asker,
    session: Session,
    about: tuple[str, str],
    *,
    needed: bool = False,
    before: str = "",
) -> str:
    """A note of one line, or as long as the editor makes it; `about` a command's deal.

    Enter leaves the note as it was `before`; `-` takes that one out.
    """

    def read(text: str) -> str:
        if before and text in ("", "-"):
            return "" if text else before
        edited = text == "e"
        text = _in_editor(asker, session, about, before) if edited else arguments.clean(text)
        if needed and not text:
            raise UsageError("a note needs its text")
        return text

    shown = quoted(before) if before else "" if needed else "none"
    hint = Hint(lines=True)
    return asker.ask("note", "Note (e opens your editor)", read, shown=shown, hint=hint, kept=str)


def _in_editor(asker: Asker, session: Session, about: tuple[str, str], before: str) -> str:
    """What was saved in the editor, even if that failed after it. Raises SalescliError."""
    root = session.book.root
    file = left_file(root, *about) or editor_file(
        root, about, "note.md", before.encode(), session.now
    )
    with opened(file):
        try:
            run_editor(file.path)
            return saved_text(file).strip()
        except SalescliError as error:
            left = file.saved
            if left is None:
                raise
            asker.say(f"  {error.message}; what was written in it is kept as the note")
            return left.decode(errors="replace").strip()


def skip(book: Path | None, name: str, steps: tuple[str, ...], reason: str) -> None:
    """Set steps aside on the record, with the reason. Raises SalescliError."""
    session = open_session(book)
    about = open_subject(session, name)
    handle = about.deal.handle
    _skippable(steps, about)
    if in_terminal() and not (steps and reason.strip()):
        with asking("skip", handle, session) as asker:
            names = _skippable(arguments.words(asker.recall("steps", " ".join(steps))), about)
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
        _skip(session, handle, steps, reason)


def _skippable(steps: Iterable[str], about: Subject) -> tuple[str, ...]:
    names = arguments.steps(steps, about)
    check_unskipped(names, about)
    return names


def _ask_steps(asker: Asker, about: Subject) -> tuple[str, ...]:
    choices = tuple(
        Choice(step.id, step.title)
        for step in about.process.steps
        if step.id not in about.standing.trace.skipped
    )
    told = f"Steps: {', '.join(step.name for step in choices)}"

    def read(text: str) -> tuple[str, ...]:
        names = _skippable(arguments.names(text), about)
        if not names:
            raise UsageError("name the step to skip")
        return names

    hint = Hint(choices, told=(told,), ticks=arguments.names)
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
    def decide(about: Subject) -> Addition:
        must_be_open(about)
        steps = _skippable(names, about)
        entry = Entry(
            session.now, "skip", by=me(session), steps=steps, reason=arguments.clean(reason)
        )
        return Addition([entry])

    done = record(session, handle, decide)
    show_written(handle, entry_line(done.entries), command("show", handle))
