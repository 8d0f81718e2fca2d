"""What is proposed as the next step, and the days that were named for it."""

from __future__ import annotations

from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.asking.next_question import NextQuestion
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.day_echo import here
from salescli.commands.support.typed.next_step_flags import best_day, expected
from salescli.domain.advice import roles_without_person, suggest
from salescli.domain.deal import NextStep
from salescli.text.wording import echo, listed


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


def explain_step(question: NextQuestion, proposal: NextStep | None) -> None:
    """Say what is scheduled or proposed, and what else may be typed."""
    asker, subject, session = question.talk.asker, question.talk.subject, question.talk.session
    way_out = f", or end the deal: {', '.join(question.endings)}" if question.endings else ""
    if proposal is None:
        asker.say(f"Nothing is left to do in the process. Type a step and a day{way_out}.")
        if question.before is None:
            say_named_days(question.talk)
        return
    shown = question.before or proposal
    present = f", with {', '.join(shown.people)}" if shown.people else ""
    begin = "Suggested" if question.before is None else "Scheduled"
    asker.say(f"{begin}: {shown.what or shown.step}{present}")
    asker.say(f"  on {echo(here(shown.on), session.today)}")
    if question.before is None:
        say_named_days(question.talk)
    absent = roles_without_person(subject.deal, subject.process.step(proposal.step))
    if absent:
        roles = listed([*map(subject.process.role_name, absent)], "or")
        asker.say(f"  nobody here is {roles} yet: find out who is")
    if question.before is None:
        asker.say(f"Enter takes it (not confirmed); or type a step, a day ('tue 10:00'){way_out}.")
    else:
        asker.say("Enter keeps the step; or type the day to move it to, or another step.")
