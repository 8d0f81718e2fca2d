"""'Move to monday', 'push a week', 'push the demo to fri': a next step there is, on another day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.moved_answer import (
    Read,
    hour_alone,
    moved_day,
    span_after,
    without_whose,
)
from salescli.domain.deal import NextStep
from salescli.domain.time.moment import When
from salescli.errors import UsageError
from salescli.text.change_words import begins_with_move
from salescli.text.matching import folded
from salescli.text.talk_words import without_talk


def read_move(
    text: str, names: Mapping[str, str], subject: Subject, session: Session
) -> tuple[NextStep, When] | None:
    """Return the next step that is to be moved, and to when; None where no move is typed.

    `names` are what can be named, with titles: where one begins with the verb, it is meant.
    Raises UsageError where it isn't clear which one is to be moved.
    """
    if _begins_name(text, names):
        return None
    agenda = [item.next for item in subject.standing.agenda]
    if len(agenda) == 1 and (on := span_after(text, agenda[0], session)) is not None:
        return agenda[0], on
    moved: list[tuple[NextStep, When]] = []
    for item in agenda:
        step = subject.process.step(item.step)
        own = (step.title,) if step else ()
        on = moved_day(text, item, session, own=own, by_name=True)
        moved += [] if on is None else [(item, on)]
    if len(moved) == 1:
        return moved[0]
    if moved or _moves_another(text, names, session):
        raise _unclear(text, names, subject)
    return None


def _begins_name(text: str, names: Mapping[str, str]) -> bool:
    verb = folded(text).split()[:1]
    return any(folded(name).split()[:1] == verb for one in names.items() for name in one)


def _moves_another(text: str, names: Mapping[str, str], session: Session) -> bool:
    """Return whether a text moves what isn't on the agenda: a step, or who knows what."""
    if not begins_with_move(text):
        return False
    own = [word for one in names.items() for word in one]
    other = NextStep(session.today)
    with suppress(UsageError):
        return moved_day(without_whose(text), other, session, own=own, by_name=True) is not None
    return False


def read_moved_day(
    text: str,
    before: NextStep | None,
    session: Session,
    read: Read = arguments.when_ahead,
    *,
    own: Collection[str] = (),
) -> When:
    """Return a day, or the one to which a next step is moved: 'push to friday', 'a week later'.

    `before` is that next step, from whose day a span is counted, and on whose day an hour alone
    is; `own` are names of it beside its words. Raises UsageError.
    """
    if before is None:
        return moved_day(text, NextStep(session.today), session, by_name=True, read=read) or read(
            text, session
        )
    for change in (span_after, hour_alone):
        if (at := change(text, before, session)) is not None:
            return at
    if (at := moved_day(text, before, session, own=own, read=read)) is not None:
        return at
    try:
        return read(text, session)
    except arguments.NoDateError:
        bare = without_talk(text)
        if bare not in ("", text.strip()):
            with suppress(arguments.NoDateError):
                return read_moved_day(bare, before, session, read, own=own)
        raise


def _unclear(text: str, names: Mapping[str, str], subject: Subject) -> UsageError:
    agenda = [item.next.step or item.next.what for item in subject.standing.agenda]
    if not agenda:
        fix = f"type what comes next and its day: {', '.join(names)}"
        return UsageError(f"'{text}': nothing is scheduled that could be moved", fix=fix)
    return UsageError(
        f"'{text}' doesn't say which next step", fix=f"type one and its day: {', '.join(agenda)}"
    )
