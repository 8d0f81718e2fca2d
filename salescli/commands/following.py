"""The next step: from flags, or asked for. There is no way past it but ending the deal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from salescli.advice import due_day, people_for, roles_without_person, suggest
from salescli.commands import typed
from salescli.commands.conversation import Conversation
from salescli.commands.persons import ask_people
from salescli.commands.session import Session, Subject
from salescli.errors import SalescliError, UsageError
from salescli.model.deal import NextStep, Person
from salescli.model.moment import When
from salescli.model.spoken import echo, when_text

ENDINGS = {"won": "won", "lost": "lost", "walk": "disqualified"}


@dataclass(frozen=True, slots=True)
class NextFlags:
    """The flags about the next step, as they were typed."""

    step: str | None = None
    what: str = ""
    on: str | None = None
    people: tuple[str, ...] = ()
    goal: str = ""
    agreed: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether they say what comes next and when."""
        return self.step is not None and self.on is not None

    @property
    def is_empty(self) -> bool:
        """Whether none of them was given."""
        return self == NextFlags()


def from_flags(
    flags: NextFlags, subject: Subject, session: Session, people: Mapping[str, Person]
) -> NextStep:
    """The next step that the flags name. Raises UsageError that says exactly what to add."""
    if flags.step is None or flags.on is None:
        raise missing(flags, subject, session)
    step = subject.process.step(flags.step)
    present = typed.people(flags.people, people)
    return NextStep(
        on=typed.when_ahead(flags.on, session),
        step=typed.steps([flags.step], subject)[0],
        what=typed.clean(flags.what) or (step.title if step else ""),
        people=present or (people_for(subject.deal, step, subject.standing)),
        goal=typed.clean(flags.goal),
        agreed=flags.agreed,
    )


def missing(flags: NextFlags, subject: Subject, session: Session) -> UsageError:
    """What to add where flags don't say what comes next."""
    named = subject.process.step(flags.step) if flags.step else None
    step = named or suggest(subject.standing, subject.process)
    day = due_day(step, session.today, session.book.settings.calendar)
    wanted = []
    if flags.step is None:
        wanted.append(f"--next {step.id if step else 'STEP'}")
    if flags.on is None:
        wanted.append(f"--on {day.isoformat()}")
    return UsageError(
        "no encounter ends without a next step: say what happens next, and when",
        fix=f"add {' '.join(wanted)}{_way_out(subject)}",
    )


def _way_out(subject: Subject) -> str:
    """How to end the deal in place of a next step; a deal that isn't opened yet has no ending."""
    return "   or end the deal: --won, --lost REASON, --walk REASON" if subject.deal.log else ""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was answered to 'Next step': an ending, or a step, a day or both; nothing is Enter."""

    ending: str = ""
    step: str = ""
    on: When | None = None


def ask_next(talk: Conversation) -> NextStep:
    """The next step, asked for, where the deal can't be ended in its place."""
    return _complete(talk, _ask(talk, ()))


def ask_next_or_ending(talk: Conversation) -> NextStep | str:
    """The next step, asked for; or one of the ENDINGS, which lead out of the deal."""
    answer = _ask(talk, tuple(ENDINGS))
    return answer.ending or _complete(talk, answer)


def _ask(talk: Conversation, endings: tuple[str, ...]) -> _Answer:
    subject, session = talk.subject, talk.session
    proposal = propose(subject, session)
    _explain(talk, proposal, endings)
    names = [step.id for step in subject.process.steps]

    def read(text: str) -> _Answer:
        if text in endings:
            return _Answer(ending=text)
        if text:
            return _step_and_day(text, subject, session)
        if proposal is None:
            raise UsageError("say what happens next", fix=f"steps: {', '.join(names)}")
        return _Answer()

    shown = proposal.step if proposal else ""
    return talk.asker.ask("next", "Next step", read, shown=shown, offers=(*names, *endings))


def _complete(talk: Conversation, answer: _Answer) -> NextStep:
    """Enter takes the whole proposal, as our wish. Anything else leads through the details."""
    proposal = propose(talk.subject, talk.session, answer.step)
    if answer == _Answer() and proposal is not None:
        return proposal
    following = proposal or NextStep(on=talk.session.today, step=answer.step)
    return _details(talk, following, answer.on)


def propose(subject: Subject, session: Session, name: str = "") -> NextStep | None:
    """What the process proposes (or the named step), by when and with whom, as our wish."""
    process = subject.process
    step = process.step(name) if name else suggest(subject.standing, process)
    if step is None:
        return None
    on = due_day(step, session.today, session.book.settings.calendar)
    present = people_for(subject.deal, step, subject.standing)
    return NextStep(on=on, step=step.id, what=step.title, people=present)


def _explain(talk: Conversation, proposal: NextStep | None, endings: tuple[str, ...]) -> None:
    asker, subject, session = talk.asker, talk.subject, talk.session
    if proposal is None:
        way_out = f"{', '.join(endings)}, or a" if endings else "A"
        asker.say(f"Nothing is left to do in the process. Type {way_out} step and a day.")
        return
    present = f", with {', '.join(proposal.people)}" if proposal.people else ""
    asker.say(f"The process has next: {proposal.what or proposal.step}{present}")
    asker.say(f"  on {echo(proposal.on, session.today)}")
    absent = roles_without_person(subject.deal, subject.process.step(proposal.step))
    if absent:
        asker.say(f"  nobody here is {' or '.join(absent)} yet: find out who is")
    way_out = f"; or end the deal: {', '.join(endings)}" if endings else ""
    asker.say(f"Enter takes it as our wish; or type a step, or a day ('tue 10:00'){way_out}.")


def _step_and_day(text: str, subject: Subject, session: Session) -> _Answer:
    """A step, a day, or a step and its day. Raises SalescliError."""
    first, _, rest = text.partition(" ")
    if not subject.judged or subject.process.step(first):
        return _Answer(step=first, on=typed.when_ahead(rest, session) if rest else None)
    try:
        return _Answer(on=typed.when_ahead(text, session))
    except SalescliError:
        if not first[:1].isdigit() and " " not in text:
            typed.steps([first], subject)
        raise


def _details(talk: Conversation, following: NextStep, on: When | None) -> NextStep:
    session = talk.session
    if on is None:
        default = when_text(following.on)
        on = talk.asker.ask("on", "When", lambda t: typed.when_ahead(t, session), default=default)
    talk.asker.say(f"  {echo(on, session.today)}")
    present = ask_people(talk, "next-with", "With whom", following.people)
    agreed = talk.asker.confirm("agreed", "Have they agreed to it?", default=False)
    return replace(following, on=on, people=present, agreed=agreed)
