"""The flags about the next step: what they say, and what they leave out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed import people_arguments
from salescli.domain.advice import due_day, people_for, suggest
from salescli.domain.deal import NextStep, Person
from salescli.domain.process import BUYER, Step
from salescli.domain.time.exact_when import exact_when
from salescli.errors import NotFoundError, UsageError
from salescli.text.matching import meant
from salescli.text.shell_quoting import word

if TYPE_CHECKING:
    from salescli.domain.time.moment import When
    from salescli.flags.support.next_step import NextFlags


def taken_apart(flags: NextFlags, subject: Subject, session: Session) -> NextFlags:
    """Return the flags, a `--next` that has words or a day in it as at the prompt: 'demo fri 10'.

    Raises SalescliError, which names the flags, for what can't be known.
    """
    text = arguments.clean(flags.step or "")
    if not text or " " not in text or not subject.judged or _is_step(text, subject):
        return flags
    from salescli.commands.support.typed.next_step_text import read_next_step

    typed = read_next_step(text, subject, session)
    if typed.on is not None and flags.on is not None:
        raise UsageError(f"'{text}' has a day, and --on is another", fix="leave out one of them")
    if typed.what and flags.what:
        raise UsageError(f"'{text}' has words, and so has --what", fix="leave out one of them")
    if typed.is_unsure or typed.guess:
        day = flags.on or best_day(None, session).isoformat()
        meant = f": did you mean '{typed.guess}'?" if typed.guess else ""
        raise UsageError(
            f"'{text}' is no step{meant}", fix=f"in words: --what {word(text)} --on {word(day)}"
        )
    on = arguments.written(typed.on) if typed.on is not None else flags.on
    return replace(
        flags,
        step=typed.step or None,
        what=flags.what or typed.what,
        on=on,
        people=flags.people or typed.flag_people,
    )


def _is_step(text: str, subject: Subject) -> bool:
    return len(meant(text, {step.id: step.title for step in subject.process.steps})) == 1


def from_flags(
    flags: NextFlags,
    subject: Subject,
    session: Session,
    people: Mapping[str, Person],
    *,
    way_out: str = "",
    flag: str = "--next",
) -> NextStep:
    """Return the next step that the flags name. Raises UsageError that says exactly what to add.

    `way_out` says which flags end the deal in place of it, where the command has any; `flag` is
    the one that names the step.
    """
    flags = taken_apart(flags, subject, session)
    if flags.on is None or not flags.is_whole:
        raise _missing(flags, subject, session, way_out, flag)
    name = flags.step or ""
    step = subject.process.step(name)
    present = people_arguments.typed_people(flags.people, people)
    return NextStep(
        on=_day(flags.on, session),
        step=step_flag(name, subject) if name else "",
        what=arguments.clean(flags.what) or (step.title if step else ""),
        people=present or _in_words(flags.what or "", people) or expected(subject, step),
        goal=arguments.clean(flags.goal),
        agreed=flags.agreed,
    )


def _day(text: str, session: Session) -> When:
    """Return the day that `--on` says. Raises UsageError."""
    if exact_when(text) is not None:
        return arguments.when_ahead(text, session)
    from salescli.commands.support.typed.move_text import read_moved_day

    return read_moved_day(text, None, session)


def _in_words(text: str, people: Mapping[str, Person]) -> tuple[str, ...]:
    if not text:
        return ()
    from salescli.commands.support.typed.people_in_words import people_in_words

    return people_in_words(text, people)


def step_flag(name: str, subject: Subject) -> str:
    """Return the step that a flag names. Raises SalescliError, which says where words go."""
    try:
        return arguments.steps([name], subject)[0]
    except NotFoundError as error:
        error.fix += f"\n  something else, in words: --what {word(name)}"
        raise


def with_introduced(
    flags: NextFlags, subject: Subject
) -> tuple[NextFlags, Subject, tuple[Person, ...]]:
    """Return the flags with the handles of their people, the deal with all of them, the new ones.

    A new one has more than a name: a title, say. Raises SalescliError.
    """
    if not flags.people:
        return flags, subject, ()
    people = subject.deal.people
    present, new = people_arguments.people_introduced(flags.people, people, subject)
    known = {**people, **{person.handle: person for person in new}}
    subject = replace(subject, deal=replace(subject.deal, people=known))
    return replace(flags, people=present), subject, new


def expected(subject: Subject, step: Step | None) -> tuple[str, ...]:
    """Who should be there; before the first encounter everybody at the buyer whom we know."""
    present = people_for(subject.deal, step, subject.standing)
    if present or subject.standing.last_encounter:
        return present
    roles = {role.id for role in subject.process.roles if role.side != BUYER}
    return tuple(who.handle for who in subject.deal.people.values() if who.role not in roles)


def _missing(
    flags: NextFlags, subject: Subject, session: Session, way_out: str, flag: str
) -> UsageError:
    """Return what to add where flags don't say what comes next."""
    named = subject.process.step(flags.step) if flags.step else None
    step = named or (None if flags.in_words else suggest(subject.standing, subject.process))
    day = best_day(step, session)
    wanted, or_in_words = [], ""
    if not flags.step and not flags.in_words:
        wanted.append(f"{flag} {word(step.id) if step else 'STEP'}")
        or_in_words = "\n  or, where it is no step: --what TEXT --on DATE"
    if flags.on is None:
        wanted.append(f"--on {day.isoformat()}")
    return UsageError(
        "no conversation ends without a next step: say what happens next, and when",
        fix=f"add {' '.join(wanted)}{or_in_words}{way_out}",
    )


def best_day(step: Step | None, session: Session) -> date:
    """Return the day by which a step is best held, in the book's calendar."""
    within = step.within if step is not None else None
    return due_day(within, session.today, session.book.settings.calendar)
