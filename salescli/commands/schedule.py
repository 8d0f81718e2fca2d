"""`schedule`: set the next step, or move it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from salescli.commands.conversation import asking, recalled, talk_about
from salescli.commands.following import ask_next, settled
from salescli.commands.next_flags import NextFlags, from_flags
from salescli.commands.record import record, show_written
from salescli.commands.session import (
    Session,
    Subject,
    in_terminal,
    me,
    open_session,
    open_subject,
)
from salescli.commands.wording import following_text
from salescli.model.deal import Entry, NextStep, Person


def schedule(book: Path | None, name: str, flags: NextFlags) -> None:
    """Log what comes next in a deal; what isn't said stays as it was. Raises SalescliError."""
    session = open_session(book)
    about = open_subject(session, name)
    handle, before = about.deal.handle, about.standing.next
    if flags.on is None and in_terminal():
        flags = settled(flags, about, session)
        with asking("schedule", handle, session) as asker:
            talk = talk_about(about, session, asker)
            following = ask_next(talk, recalled(asker, flags), before)
            _schedule(session, about, following, talk.newcomers)
    else:
        flags = _kept(flags, before)
        following = from_flags(flags, about, session, about.deal.people)
        _schedule(session, about, following, ())


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
        _schedule(session, about, ask_next(talk, flags, before), talk.newcomers)


def _schedule(
    session: Session, about: Subject, following: NextStep, newcomers: tuple[Person, ...]
) -> None:
    entry = Entry(session.now, "schedule", by=me(session), nexts=(following,))
    handle = about.deal.handle
    record(session, handle, [entry], newcomers)
    due = following_text(following, session, about.process)
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
