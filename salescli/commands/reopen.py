"""`reopen`: a closed deal is taken up again, with its next step."""

from __future__ import annotations

from salescli.commands.support import arguments
from salescli.commands.support.asking.ask_next_step import ask_next, resolve_dates
from salescli.commands.support.asking.conversation import converse, recalled, talk_about
from salescli.commands.support.session import Session, in_terminal, me, open_to_write
from salescli.commands.support.subject import Subject, must_be_closed
from salescli.commands.support.typed.next_step_flags import from_flags
from salescli.commands.support.typed.typed_note import typed_note
from salescli.commands.support.which_deal.find_deal import subject
from salescli.commands.support.writing.phrases import following_text
from salescli.commands.support.writing.report_commit import record, show_written
from salescli.commands.support.writing.under_lock import Addition, Decide, as_typed
from salescli.domain.deal import Entry, NextStep
from salescli.flags.deals.reopen import ReopenFlags
from salescli.prompts import Asker


def reopen(flags: ReopenFlags) -> None:
    """Take a closed deal up again, with its next step. Raises SalescliError."""
    session = open_to_write(flags.book)
    about = subject(session, flags.deal)
    handle, then = about.deal.handle, flags.then
    must_be_closed(about)
    note = typed_note(flags.note, session.book.root, ("reopen", handle), edit=flags.edit)
    if in_terminal() and not then.is_whole:
        then = resolve_dates(then, about, session)

        def run(asker: Asker) -> None:
            """Ask for the next step, and write the entry."""
            text = asker.recall("--note", note)
            talk = talk_about(about, session, asker)
            following = ask_next(talk, recalled(asker, then))
            entry = _reopening(session, text, following)
            _reopen(session, handle, as_typed(about, [entry], talk.newcomers))

        converse("reopen", handle, session, run)
    else:

        def decide(about: Subject) -> Addition:
            must_be_closed(about)
            following = from_flags(then, about, session, about.deal.people)
            return Addition([_reopening(session, note, following)])

        _reopen(session, handle, decide)


def _reopening(session: Session, note: str, following: NextStep) -> Entry:
    return Entry(
        session.now, "reopen", by=me(session), note=arguments.clean(note), nexts=(following,)
    )


def _reopen(session: Session, handle: str, decide: Decide) -> None:
    done = record(session, handle, decide)
    following = next(iter(done.entries[-1].nexts), None)
    due = following_text(following, session, done.subject.process) if following else ""
    show_written(handle, "reopened", due=due)
