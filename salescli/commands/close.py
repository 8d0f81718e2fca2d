"""Endings with facts: won, lost, walked away from; and reopening."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from salescli.commands.support.asking.ask_next_step import ask_next, resolve_dates
from salescli.commands.support.asking.conversation import (
    Conversation,
    converse,
    recalled,
    talk_about,
)
from salescli.commands.support.asking.endings import ask_ending, check_ending, ending, revisit_echo
from salescli.commands.support.session import Session, in_terminal, open_to_write
from salescli.commands.support.subject import Subject, must_be_open
from salescli.commands.support.typed.next_step_flags import from_flags
from salescli.commands.support.which_deal.deal_words import subject_and_text
from salescli.commands.support.which_deal.find_deal import open_subject
from salescli.commands.support.writing.open_deal import follow_on, free_handle, opened, put_process
from salescli.commands.support.writing.phrases import commit_message, entry_line, following_text
from salescli.commands.support.writing.report_commit import record, report_commit, show_written
from salescli.commands.support.writing.under_lock import Addition, Decide, as_typed, reread, stamped
from salescli.domain.deal import Deal
from salescli.domain.process import Process
from salescli.errors import NotFoundError, UsageError
from salescli.flags.deals.lose import LoseFlags
from salescli.flags.deals.walk import WalkFlags
from salescli.flags.deals.win import WinFlags
from salescli.flags.support.ending import EndFlags
from salescli.flags.support.next_step import NextFlags
from salescli.prompts import Asker
from salescli.store.transaction import transaction
from salescli.text.matching import folded
from salescli.text.shell_quoting import command, word

New = tuple[Deal, Process]

COMMANDS = {"won": "win", "lost": "lose", "disqualified": "walk"}


def lose(flags: LoseFlags) -> None:
    """Close a deal that was lost. Raises SalescliError."""
    _end_deal(flags.book, flags.deal, replace(flags.why, result="lost", note=flags.note))


def walk_away(flags: WalkFlags) -> None:
    """Close a deal that we walk away from. Raises SalescliError."""
    _end_deal(flags.book, flags.deal, replace(flags.why, result="disqualified", note=flags.note))


def _end_deal(book: Path | None, name: str, flags: EndFlags) -> None:
    session = open_to_write(book)
    about, flags = _meant(session, name, flags)
    handle = about.deal.handle
    if in_terminal() and not (flags.reason and flags.evidence):
        flags = check_ending(flags, about, session)

        def run(asker: Asker) -> None:
            talk = talk_about(about, session, asker)
            entry = ask_ending(talk, recalled(asker, flags))
            _end(session, handle, as_typed(about, [entry], talk.newcomers))

        converse(COMMANDS[flags.result], handle, session, run)
    else:
        _end(session, handle, partial(_decided, flags, session))


def _meant(session: Session, name: str, flags: EndFlags) -> tuple[Subject, EndFlags]:
    """Return the deal, and the flags with what is typed behind its name: the evidence.

    Then whole words name the deal: of a slip half would else be a name, and the rest a reason to
    close it. Raises SalescliError.
    """
    try:
        return open_subject(session, name), flags
    except NotFoundError:
        first, *words = name.split() or [""]
        if not words or flags.evidence:
            raise
        with suppress(NotFoundError):
            about, rest = subject_and_text(session, first, words)
            if folded(first) in _words_of(about.deal):
                must_be_open(about)
                return about, replace(flags, evidence=" ".join(rest))
        raise


def _words_of(deal: Deal) -> set[str]:
    """Return the words that name a deal, without capitals and accents."""
    names = (deal.handle.replace("-", " "), deal.company, deal.title)
    return {part for name in names for part in folded(name).split()}


def _decided(flags: EndFlags, session: Session, about: Subject) -> Addition:
    """Return the ending that the flags make. Raises SalescliError."""
    must_be_open(about)
    return Addition([ending(flags, about, session)])


def _end(session: Session, handle: str, decide: Decide) -> None:
    done = record(session, handle, decide)
    show_written(handle, entry_line(done.entries), facts=revisit_echo(done.entries[-1], session))


def win(flags: WinFlags) -> None:
    """`win`: close a deal that was won, and open the one that follows where that is wanted.

    `follow` None asks in a terminal, and leaves it elsewhere. Raises SalescliError.
    """
    session = open_to_write(flags.book)
    about = open_subject(session, flags.deal)
    follow, then = flags.follow, flags.then
    end = EndFlags("", flags.why.evidence, flags.why.said_by, result="won")
    if not then.is_empty:
        if follow is False:
            raise UsageError(
                "without the deal that follows there is no next step to set",
                fix="leave out --no-follow-on, or --next and --on",
            )
        follow = True
    if in_terminal() and not (end.evidence and (follow is False or then.is_whole)):
        end = check_ending(end, about, session)
        if follow:
            then = resolve_dates(then, follow_on(session, about), session)

        def run(asker: Asker) -> None:
            talk = talk_about(about, session, asker)
            entry = ask_ending(talk, recalled(asker, end))
            new = _ask_follow_on(talk, follow, recalled(asker, then))
            decide = as_typed(about, [entry], talk.newcomers)
            _write_win(session, about.deal.handle, decide, lambda _: new)

        converse("win", about.deal.handle, session, run)
    else:
        decide = partial(_decided, end, session)
        opens = partial(_follow_on, session, then) if follow else lambda _: None
        _write_win(session, about.deal.handle, decide, opens)


def _follow_on(session: Session, then: NextFlags, about: Subject) -> New:
    new = follow_on(session, about)
    following = from_flags(then, new, session, new.deal.people)
    return opened(new, session, following), new.process


def _ask_follow_on(talk: Conversation, follow: bool | None, then: NextFlags) -> New | None:
    name = talk.subject.process.then
    if follow is None:
        title = follow_on(talk.session, talk.subject).process.title if name else ""
        question = f"Open the next deal with them ({title or name})?"
        follow = bool(name) and talk.asker.confirm("follow", question, default=True)
    if not follow:
        return None
    new = follow_on(talk.session, talk.subject)
    inner = talk_about(new, talk.session, talk.asker)
    following = ask_next(inner, then)
    deal = opened(new, talk.session, following)
    return replace(deal, people=inner.people), new.process


def _write_win(
    session: Session, handle: str, decide: Decide, opens: Callable[[Subject], New | None]
) -> None:
    """Write a win and the deal that it opens, in one commit; say what comes next."""
    with transaction(session.book) as writes:
        about = reread(session, handle)
        addition = decide(about)
        entries = stamped(addition.entries, about, session)
        line, then = entry_line(entries), about.process.then
        flags = f"--process {word(then)} --follows {word(handle)}"
        hint, due = command("add", "COMPANY", flags=flags) if then else "", ""
        writes.log(handle, entries, addition.people)
        if new := opens(about):
            deal, process = new
            deal = replace(deal, handle=free_handle(session, handle, process))
            put_process(session, writes, process)
            writes.create(deal)
            line += f"; followed by {deal.handle}"
            hint = command("show", deal.handle)
            due = "".join(following_text(one, session, process) for one in deal.log[0].nexts[:1])
        commit = writes.finish(commit_message(handle, line))
    show_written(handle, line, hint, due=due)
    report_commit(commit)
