"""`amend`: correct what the last encounter says, or the entry that is named by its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from salescli.commands.amend.amend_flags import (
    check_amended,
    entry_by_flags,
    entry_meant,
    leaves_nothing,
    replaced,
    still_there,
)
from salescli.commands.amend.questions import ask_entry
from salescli.commands.support import arguments
from salescli.commands.support.asking.ask_next_step import ask_next
from salescli.commands.support.asking.conversation import converse, recalled, talk_about
from salescli.commands.support.session import Session, in_terminal, open_session, open_to_write
from salescli.commands.support.subject import Subject
from salescli.commands.support.which_deal.deal_words import subject_and_words
from salescli.commands.support.writing.agenda_items import show_agenda
from salescli.commands.support.writing.event_names import with_event_names
from salescli.commands.support.writing.opening import moved_opening, opening_text
from salescli.commands.support.writing.phrases import commit_message
from salescli.commands.support.writing.report_commit import report_commit, show_written
from salescli.commands.support.writing.under_lock import reread
from salescli.domain.deal import Entry, Person
from salescli.domain.diff.deal_diff import entry_changes
from salescli.domain.diff.entry_phrases import entry_name
from salescli.errors import SalescliError, UsageError
from salescli.flags.deals.amend import AmendFlags, AmendRequest
from salescli.flags.support.next_step import NextFlags
from salescli.prompts import Asker
from salescli.store.transaction import transaction
from salescli.text.answer_words import is_none
from salescli.text.shell_quoting import command
from salescli.views.deal.entries import entries_screen, entry_facts
from salescli.views.facts import envelope
from salescli.views.render.output import emit, emit_json

Decide = Callable[[Subject], tuple[Entry, Entry, Sequence[Person]]]


def amend(request: AmendRequest) -> None:
    """Correct an entry of a deal, or list them with their numbers. Raises SalescliError."""
    only_shows = request.show or request.as_json
    session = (open_session if only_shows else open_to_write)(request.book)
    about, steps = subject_and_words(session, request.deal, request.flags.steps, _is_understood)
    if only_shows:
        _show_entries(session, about, as_json=request.as_json)
    else:
        _correct(session, about, replace(request.flags, steps=steps))


def _is_understood(words: Sequence[str], about: Subject, _: Session) -> bool:
    """Return whether words are steps of the deal, or say that there was none."""
    try:
        return is_none(" ".join(words)) or bool(arguments.steps(words, about))
    except SalescliError:
        return False


def _show_entries(session: Session, about: Subject, *, as_json: bool) -> None:
    if as_json:
        emit_json(envelope(session.today, "entries", entry_facts(about.standing.log)))
    else:
        emit(entries_screen(about.standing.log))


def _correct(session: Session, about: Subject, flags: AmendFlags) -> None:
    """Correct an entry of a deal by the flags; without any, by asking. Raises SalescliError."""
    handle = about.deal.handle
    entry = entry_meant(flags.entry, about)
    if not flags.is_empty:
        _amend(session, handle, _by_flags(flags, entry, session))
        return
    if not in_terminal():
        raise UsageError(
            f"what is to change in the {entry_name(entry, session.today)}?",
            fix='add --at, --met, --with, -m "…", --on, …: salescli amend --help',
        )
    converse("amend", handle, session, partial(_ask, session, about, flags))


def _ask(session: Session, about: Subject, flags: AmendFlags, asker: Asker) -> None:
    """Ask for an entry as it is corrected, and write it. Raises SalescliError."""
    entry = entry_meant(recalled(asker, flags).entry, about)
    asker.say(f"Correcting the {entry_name(entry, session.today)}; Enter leaves a thing as it is.")
    talk = talk_about(about, session, asker)
    after = ask_entry(talk, entry)
    then = replaced(about, entry, after, talk.newcomers)
    if leaves_nothing(about, then):
        following = ask_next(replace(talk, subject=then), NextFlags())
        after = replace(after, nexts=(*after.nexts, following))
    _amend(session, about.deal.handle, _as_asked(entry, after, talk.newcomers))


def _by_flags(flags: AmendFlags, seen: Entry, session: Session) -> Decide:
    def decide(about: Subject) -> tuple[Entry, Entry, Sequence[Person]]:
        entry = still_there(seen, about)
        after, newcomers = entry_by_flags(flags, entry, about, session)
        return entry, after, newcomers

    return decide


def _as_asked(seen: Entry, after: Entry, newcomers: Sequence[Person]) -> Decide:
    def decide(about: Subject) -> tuple[Entry, Entry, Sequence[Person]]:
        entry = still_there(seen, about)
        return entry, replace(after, index=entry.index), newcomers

    return decide


def _names(entry: Entry) -> list[tuple[str, str]]:
    return [(following.step, following.what) for following in entry.nexts]


def _amend(session: Session, handle: str, decide: Decide) -> None:
    with transaction(session.book) as writes:
        about = reread(session, handle)
        old, new, newcomers = decide(about)
        texts = list(entry_changes(old, new, session.today))
        if not texts:
            show_written(handle, "nothing to change: that is what it says")
            return
        opening = moved_opening(about, new.at) if old.kind != "open" else None
        after = replaced(about, old, new, newcomers)
        check_amended(new, about, after, session)
        if opening is not None:
            moved = with_event_names(about, opening, replace(opening, at=new.at))
            writes.amend(handle, opening, moved)
        writes.log(handle, [], newcomers)
        named = (old.at, _names(old)) == (new.at, _names(new))
        writes.amend(handle, old, new if named else with_event_names(about, old, new))
        line = f"{entry_name(old, session.today)} corrected: {'; '.join(texts)}"
        commit = writes.finish(commit_message(handle, line))
    facts = opening_text(opening, new.at, session)
    facts = f"{facts[:1].upper()}{facts[1:]}"
    show_agenda(line, after, session, f"{command('undo')}   takes it back", facts=facts)
    report_commit(commit)
