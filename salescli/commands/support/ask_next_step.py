"""The next step, asked for. There is no way past it but ending the deal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from salescli.commands.support import arguments
from salescli.commands.support.ask_people import ask_people
from salescli.commands.support.conversation import Conversation
from salescli.commands.support.next_step_flags import best_day, expected
from salescli.commands.support.session import Session, Subject
from salescli.domain.advice import roles_without_person, suggest
from salescli.domain.deal import NextStep
from salescli.domain.time.moment import When, local
from salescli.errors import SalescliError, UsageError
from salescli.flags.support.next_step import NextFlags
from salescli.prompts import Choice, Hint, named
from salescli.text.matching import meant
from salescli.text.wording import echo, when_text

ENDINGS = {"won": "won", "lost": "lost", "walk": "disqualified"}
_NEW = "say what happens next, as a step"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was answered to 'Next step': an ending, or a step, a day or both; nothing is Enter."""

    ending: str = ""
    step: str = ""
    on: When | None = None

    def written(self) -> str:
        """The answer as it means the same on any day."""
        day = "" if self.on is None else arguments.written(self.on)
        return f"{self.ending or self.step} {day}".strip()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for: a next step in place of `before`, less what the flags have said."""

    talk: Conversation
    flags: NextFlags
    before: NextStep | None = None
    endings: tuple[str, ...] = ()


def ask_next(talk: Conversation, flags: NextFlags, before: NextStep | None = None) -> NextStep:
    """The next step, asked for, where the deal can't be ended in its place.

    `before` is the one that may be moved. What the flags say is not asked for.
    """
    asked = _Asked(talk, flags, before)
    return _complete(asked, _ask(asked))


def ask_next_or_ending(talk: Conversation, flags: NextFlags) -> NextStep | str:
    """The next step, asked for; or one of the ENDINGS, which lead out of the deal."""
    asked = _Asked(talk, flags, endings=tuple(ENDINGS))
    answer = _ask(asked)
    return answer.ending or _complete(asked, answer)


def resolve_dates(flags: NextFlags, subject: Subject, session: Session) -> NextFlags:
    """The flags with their day as a date, which means the same on any day.

    Raises SalescliError where the step or the day is wrong: before anything is asked.
    """
    given = _given(flags, subject, session)
    return replace(flags, on=arguments.written(given.on)) if given.on else flags


def _given(flags: NextFlags, subject: Subject, session: Session) -> _Answer:
    step = arguments.steps([flags.step], subject)[0] if flags.step else ""
    return _Answer(step=step, on=arguments.when_ahead(flags.on, session) if flags.on else None)


def _ask(asked: _Asked) -> _Answer:
    subject, session = asked.talk.subject, asked.talk.session
    given = _given(asked.flags, subject, session)
    if given != _Answer() or _in_words(asked):
        return given
    proposal = _propose(asked, "")
    _explain(asked, proposal)
    names = [step.id for step in subject.process.steps]

    def read(text: str) -> _Answer:
        if text.lower() in asked.endings:
            return _Answer(ending=text.lower())
        answer = _step_and_day(text, subject, session) if text else _Answer()
        if proposal is None and not answer.step:
            raise UsageError(_NEW, fix=f"steps: {', '.join(names)}" if names else "")
        return answer

    shown = proposal.step or proposal.what if proposal else ""
    steps = tuple(Choice(step.id, step.title) for step in subject.process.steps)
    hint = Hint(
        (*steps, *named(asked.endings)),
        preview=lambda text: _meaning(read(text), subject, session),
        begin=proposal.step if proposal else "",
    )
    return asked.talk.asker.ask(
        "next", "Next step", read, shown=shown, hint=hint, kept=_Answer.written
    )


def _meaning(answer: _Answer, subject: Subject, session: Session) -> str:
    """An answer as it was understood, for its writer to check."""
    if answer.ending:
        return f"the deal ends: {answer.ending}"
    step = subject.process.step(answer.step)
    day = "" if answer.on is None else echo(_here(answer.on), session.today)
    return ": ".join(filter(None, (step.title if step else answer.step, day)))


def _complete(asked: _Asked, answer: _Answer) -> NextStep:
    """Enter takes the whole proposal, as our wish. Anything else leads through the details."""
    flags, session = asked.flags, asked.talk.session
    if _in_words(asked):
        return _details(asked, _as_worded(asked), answer.on)
    proposal = _propose(asked, answer.step) or NextStep(on=session.today, step=answer.step)
    following = replace(
        proposal,
        what=arguments.clean(flags.what) or proposal.what,
        goal=arguments.clean(flags.goal) or proposal.goal,
    )
    if answer == _Answer() and asked.before is None:
        if flags.people:
            following = replace(following, people=_present(asked, following))
        return replace(following, agreed=flags.agreed)
    return _details(asked, following, answer.on)


def _in_words(asked: _Asked) -> bool:
    """Whether a new next step was given in words alone."""
    return asked.before is None and asked.flags.in_words


def _as_worded(asked: _Asked) -> NextStep:
    """The next step that the flags name in words, with what is usual for the rest."""
    subject, flags = asked.talk.subject, asked.flags
    return NextStep(
        on=best_day(None, asked.talk.session),
        what=arguments.clean(flags.what),
        people=expected(subject, None),
        goal=arguments.clean(flags.goal),
    )


def _propose(asked: _Asked, name: str) -> NextStep | None:
    """What is proposed: the step in force, to be moved; else what the process has next."""
    subject, session, before = asked.talk.subject, asked.talk.session, asked.before
    if before is None or name not in ("", before.step):
        return propose_step(subject, session, name)
    ahead = before.day >= session.today
    step = subject.process.step(before.step)
    on = before.on if ahead else best_day(step, session)
    return replace(before, on=on, agreed=False)


def propose_step(subject: Subject, session: Session, name: str = "") -> NextStep | None:
    """What the process proposes (or the named step), by when and with whom, as our wish."""
    process = subject.process
    step = process.step(name) if name else suggest(subject.standing, process)
    if step is None:
        return None
    on = best_day(step, session)
    present = expected(subject, step)
    return NextStep(on=on, step=step.id, what=step.title, people=present)


def _explain(asked: _Asked, proposal: NextStep | None) -> None:
    asker, subject, session = asked.talk.asker, asked.talk.subject, asked.talk.session
    way_out = f", or end the deal: {', '.join(asked.endings)}" if asked.endings else ""
    if proposal is None:
        asker.say(f"Nothing is left to do in the process. Type a step and a day{way_out}.")
        return
    shown = asked.before or proposal
    present = f", with {', '.join(shown.people)}" if shown.people else ""
    begin = "Suggested" if asked.before is None else "Scheduled"
    asker.say(f"{begin}: {shown.what or shown.step}{present}")
    asker.say(f"  on {echo(_here(shown.on), session.today)}")
    absent = roles_without_person(subject.deal, subject.process.step(proposal.step))
    if absent:
        asker.say(f"  nobody here is {' or '.join(absent)} yet: find out who is")
    if asked.before is None:
        asker.say(f"Enter takes it (not confirmed); or type a step, a day ('tue 10:00'){way_out}.")
    else:
        asker.say("Enter keeps the step; or type the day to move it to, or another step.")


def _here(when: When) -> When:
    return local(when) if isinstance(when, datetime) else when


def _step_and_day(text: str, subject: Subject, session: Session) -> _Answer:
    """A step, a day, or a step and its day. Raises SalescliError."""
    from difflib import get_close_matches

    first, _, rest = text.partition(" ")
    titles = {step.id: step.title for step in subject.process.steps}
    if first not in titles:
        try:
            return _Answer(on=arguments.when_ahead(text, session))
        except SalescliError as error:
            day_error = error
        split = text.split()
        for end in range(len(split), 0, -1):
            ids = meant(" ".join(split[:end]), titles)
            if ids:
                first, rest = " ".join(split[:end]), " ".join(split[end:])
                break
        else:
            if subject.judged:
                if get_close_matches(first, titles, cutoff=0.7):
                    arguments.steps([first], subject)
                fix = f"or name a step: {', '.join(titles)}"
                raise UsageError(day_error.message, fix=fix) from None
    step = arguments.steps([first], subject)[0]
    return _Answer(step=step, on=arguments.when_ahead(rest, session) if rest else None)


def _present(asked: _Asked, following: NextStep) -> tuple[str, ...]:
    talk, given = asked.talk, asked.flags.people
    return ask_people(talk, "next-with", "With whom", following.people, given)


def _details(asked: _Asked, following: NextStep, on: When | None) -> NextStep:
    talk, flags = asked.talk, asked.flags
    if on is None:
        on = talk.asker.ask(
            "on",
            "When",
            lambda text: arguments.when_ahead(text, talk.session),
            default=when_text(_here(following.on)),
            hint=Hint(
                preview=lambda text: echo(
                    arguments.when_ahead(text, talk.session), talk.session.today
                )
            ),
            kept=arguments.written,
        )
    talk.asker.say(f"  {echo(on, talk.session.today)}")
    present = _present(asked, following)
    agreed = flags.agreed or talk.asker.confirm("agreed", "Have they agreed to it?", default=False)
    return replace(following, on=on, people=present, agreed=agreed)
