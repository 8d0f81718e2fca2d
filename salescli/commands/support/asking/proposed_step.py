"""What is proposed as the next step, and the days that were named for it."""

from __future__ import annotations

from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.day_echo import here
from salescli.commands.support.typed.next_step_flags import best_day, expected
from salescli.domain.advice import suggest
from salescli.domain.deal import NextStep
from salescli.text.wording import echo


def propose_step(subject: Subject, session: Session, name: str = "") -> NextStep | None:
    """Return what the process proposes (or the named step), when and with whom; not confirmed."""
    process = subject.process
    step = process.step(name) if name else suggest(subject.standing, process)
    if step is None:
        return None
    on = best_day(step, session)
    present = expected(subject, step)
    return NextStep(on=on, step=step.id, what=step.title, people=present)


def say_named_days(talk: Conversation) -> None:
    """Say which days were named for what comes next, where any were."""
    if talk.days:
        days = (echo(here(day), talk.session.today) for day in talk.days)
        talk.asker.say(f"  named in it: {'; '.join(days)}")
