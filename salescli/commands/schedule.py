"""`schedule`: set the next step, or move it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from salescli.commands.support.ask_next_step import ask_next, resolve_dates
from salescli.commands.support.conversation import asking, recalled, talk_about
from salescli.commands.support.next_step_flags import NextFlags, from_flags
from salescli.commands.support.phrases import following_text
from salescli.commands.support.report_commit import record, show_written
from salescli.commands.support.session import (
    Session,
    Subject,
    in_terminal,
    me,
    must_be_open,
    open_session,
    open_subject,
)
from salescli.commands.support.under_lock import Addition, Decide, as_typed, check_next
from salescli.domain.deal import Entry, NextStep, Person


def schedule(book: Path | None, name: str, flags: NextFlags) -> None:
    """Log what comes next in a deal; what isn't said stays as it was. Raises SalescliError."""
    session = open_session(book)
    about = open_subject(session, name)
    handle, before = about.deal.handle, about.standing.next
    if flags.on is None and in_terminal():
        flags = resolve_dates(flags, about, session)
        with asking("schedule", handle, session) as asker:
            talk = talk_about(about, session, asker)
            following = ask_next(talk, recalled(asker, flags), before)
            _schedule(session, handle, _asked(about, session, following, talk.newcomers))
    else:
        _schedule(session, handle, partial(_decided, flags, session))


def move(book: Path | None, name: str) -> None:
    """Move the next step in force: it stays the step; its day and its people are asked for.

    Raises SalescliError.
    """
    session = open_session(book)
    about = open_subject(session, name)
    handle, before = about.deal.handle, about.standing.next
    declared = about.process.step(before.step) if before else None
    with asking("schedule", handle, session) as asker:
        talk = talk_about(about, session, asker)
        flags = recalled(asker, NextFlags())
        flags = replace(flags, step=flags.step or (declared.id if declared else None))
        following = ask_next(talk, flags, before)
        _schedule(session, handle, _asked(about, session, following, talk.newcomers))


def _asked(
    seen: Subject, session: Session, following: NextStep, newcomers: tuple[Person, ...]
) -> Decide:
    """Return what decides on a next step that was asked for, in place of the one that was seen."""
    typed = as_typed(seen, [_entry(following, session)], newcomers)

    def decide(about: Subject) -> Addition:
        must_be_open(about)
        check_next(seen, about)
        return typed(about)

    return decide


def _decided(flags: NextFlags, session: Session, about: Subject) -> Addition:
    """Return the next step that the flags make of the one that is in force."""
    must_be_open(about)
    flags = _kept(flags, about.standing.next)
    return Addition([_entry(from_flags(flags, about, session, about.deal.people), session)])


def _entry(following: NextStep, session: Session) -> Entry:
    return Entry(session.now, "schedule", by=me(session), nexts=(following,))


def _schedule(session: Session, handle: str, decide: Decide) -> None:
    done = record(session, handle, decide)
    following = next(iter(done.entries[-1].nexts), None)
    due = following_text(following, session, done.subject.process) if following else ""
    show_written(handle, "scheduled", due=due)


def _kept(flags: NextFlags, before: NextStep | None) -> NextFlags:
    """The flags, with what the next step in force says where they say nothing."""
    if before is None or flags.step not in (None, before.step):
        return flags
    return replace(
        flags,
        step=before.step,
        what=flags.what or before.what,
        people=flags.people or before.people,
        goal=flags.goal or before.goal,
    )
