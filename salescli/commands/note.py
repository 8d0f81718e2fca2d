"""`note`: what was learnt between encounters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salescli.commands.support import arguments
from salescli.commands.support.session import Session, in_terminal, me, open_to_write
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.typed_note import typed_note
from salescli.commands.support.which_deal.deal_words import subject_and_text
from salescli.commands.support.writing.report_commit import record, show_written
from salescli.commands.support.writing.under_lock import Addition
from salescli.domain.deal import Entry
from salescli.errors import UsageError
from salescli.flags.day.note import NoteFlags
from salescli.text.shell_quoting import command

if TYPE_CHECKING:
    from salescli.prompts import Asker


def note(flags: NoteFlags) -> None:
    """Log a note on a deal, open or closed. Raises SalescliError."""
    session = open_to_write(flags.book)
    about, words = subject_and_text(session, flags.deal, flags.words)
    handle = about.deal.handle
    if words and flags.text:
        raise UsageError(
            "the note is given twice", fix="leave out -m, or the words behind the deal"
        )
    given = " ".join(words) or flags.text
    text = typed_note(given, session.book.root, ("note", handle), edit=flags.edit)
    if text.strip() or _declared(flags.facts, about):
        _keep(session, handle, text, flags.facts)
    elif in_terminal():
        from salescli.commands.support.asking.ask_note import ask_note
        from salescli.commands.support.asking.conversation import converse

        def run(asker: Asker) -> None:
            text = ask_note(asker, session, ("note", handle), needed=True)
            _keep(session, handle, text, ())

        converse("note", handle, session, run)
    else:
        raise UsageError("a note needs its text", fix=f'{command("note", handle)} "…"')


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
