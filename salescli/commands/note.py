"""`note` and `skip`: what was learnt between encounters, and a step set aside on the record."""

from __future__ import annotations

from pathlib import Path

from salescli.commands import typed
from salescli.commands.conversation import asking
from salescli.commands.editor import edit_text
from salescli.commands.record import record, show_written
from salescli.commands.session import in_terminal, me, open_session, open_subject, subject
from salescli.commands.wording import entry_line
from salescli.errors import UsageError
from salescli.model.deal import Entry
from salescli.prompts import Asker


def note(book: Path | None, name: str, text: str, facts: tuple[str, ...] = ()) -> None:
    """Log a note on a deal, open or closed. Raises SalescliError."""
    session = open_session(book)
    about = subject(session, name)
    handle = about.deal.handle
    declared = [reason.id for reason in about.process.disqualify]
    flags = typed.known("disqualifier", facts, declared, f"declared: {', '.join(declared)}")
    if not text.strip() and not flags and in_terminal():
        with asking("note", handle, session, f"salescli note {handle}") as asker:
            text = ask_note(asker)
    if not text.strip() and not flags:
        raise UsageError("a note needs its text", fix='add -m "…"')
    entry = Entry(session.now, "note", by=me(session), flags=flags, note=typed.clean(text))
    record(session, handle, [entry])
    show_written(handle, "note kept", f"salescli show {handle}")


def ask_note(asker: Asker) -> str:
    """A note of one line, or as long as the editor makes it."""

    def read(text: str) -> str:
        return edit_text("", "note.md") if text == "e" else typed.clean(text)

    return asker.ask("note", "Note (one line; e opens your editor)", read, shown="none")


def skip(book: Path | None, name: str, steps: tuple[str, ...], reason: str) -> None:
    """Set steps aside on the record, with the reason. Raises SalescliError."""
    session = open_session(book)
    about = open_subject(session, name)
    handle = about.deal.handle
    names = typed.steps(steps, about)
    if not names:
        raise UsageError("name the step to skip", fix=f"salescli skip {handle} STEP -m REASON")
    for step in names:
        if step in about.standing.trace.skipped:
            raise UsageError(f"'{step}' is skipped already", fix=f"salescli show {handle}")
    if not reason.strip() and in_terminal():
        with asking("skip", handle, session, f"salescli skip {handle}") as asker:
            reason = asker.ask("reason", f"Why skip {', '.join(names)}", typed.clean)
    if not reason.strip():
        raise UsageError("a step is skipped with its reason, or not at all", fix='add -m "…"')
    entry = Entry(session.now, "skip", by=me(session), steps=names, reason=typed.clean(reason))
    record(session, handle, [entry])
    show_written(handle, entry_line([entry]), f"salescli show {handle}")
