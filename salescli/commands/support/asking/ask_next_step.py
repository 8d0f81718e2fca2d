"""The next step, asked for. There is no way past it but ending the deal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from salescli.commands.support import arguments
from salescli.commands.support.asking.ask_people import ask_people
from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.asking.next_question import NextAnswer, NextQuestion
from salescli.commands.support.asking.proposed_step import explain_step, propose_step
from salescli.commands.support.asking.typed_ending import (
    ENDINGS,
    end_flags,
    ending_typed,
    is_meant,
)
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.day_echo import here, when_echo
from salescli.commands.support.typed.move_text import read_moved_day
from salescli.commands.support.typed.moved_answer import hour_alone, moved_day
from salescli.commands.support.typed.next_step_flags import (
    best_day,
    expected,
    step_flag,
    taken_apart,
)
from salescli.commands.support.typed.next_step_meaning import next_step_meaning
from salescli.commands.support.typed.next_step_text import (
    NextStepText,
    as_guessed,
    example,
    read_next_step,
)
from salescli.domain.deal import NextStep
from salescli.errors import SalescliError, UsageError
from salescli.flags.support.ending import EndFlags
from salescli.flags.support.next_step import NextFlags
from salescli.prompts import Choice, Hint, name_choices
from salescli.text.no_step_words import is_evasion
from salescli.text.place_words import ALSO, INSTEAD, place_meant
from salescli.text.safe_text import shorten
from salescli.text.wording import when_text

_NEW = "say what happens next, as a step or in words"


def ask_next(
    talk: Conversation,
    flags: NextFlags,
    before: NextStep | None = None,
    *,
    with_whom: bool = True,
) -> NextStep:
    """Return the next step, asked for, where the deal can't be ended in its place.

    `before` is the one that may be moved. What the flags say is not asked for; nor, without
    `with_whom`, who will be there.
    """
    return ask_next_and_where(talk, flags, before, with_whom=with_whom)[0]


def ask_next_and_where(
    talk: Conversation,
    flags: NextFlags,
    before: NextStep | None = None,
    *,
    with_whom: bool = True,
) -> tuple[NextStep, str]:
    """Return the next step as `ask_next` does, and whether it goes beside or INSTEAD of others."""
    asked = NextQuestion(talk, _accepted(talk, flags), before, with_whom=with_whom)
    answer = _ask(asked)
    return _complete(asked, answer), answer.where


def ask_next_or_ending(talk: Conversation, flags: NextFlags) -> tuple[NextStep | EndFlags, str]:
    """Return the next step and where it goes; or the ending, which leads out of the deal."""
    asked = NextQuestion(talk, _accepted(talk, flags), endings=tuple(ENDINGS))
    answer = _ask(asked)
    if answer.ending:
        return end_flags(answer), answer.where
    return _complete(asked, answer), answer.where


def resolve_dates(flags: NextFlags, subject: Subject, session: Session) -> NextFlags:
    """Return the flags with their day as a date, which means the same on any day.

    Raises SalescliError where the step or the day is wrong: before anything is asked.
    """
    flags = taken_apart(flags, subject, session)
    given = _given(flags, subject, session)
    return replace(flags, on=arguments.written(given.on)) if given.on else flags


def _given(flags: NextFlags, subject: Subject, session: Session) -> NextStepText:
    step = step_flag(flags.step, subject) if flags.step else ""
    return NextStepText(step, on=read_moved_day(flags.on, None, session) if flags.on else None)


def _accepted(talk: Conversation, flags: NextFlags) -> NextFlags:
    """Return the flags without the step or the day that is refused: it is asked for once more."""
    for tried in (flags, replace(flags, step=None), replace(flags, on=None)):
        try:
            parted = taken_apart(tried, talk.subject, talk.session)
            _given(parted, talk.subject, talk.session)
        except SalescliError as error:
            if tried is flags:
                talk.asker.refuse(error)
        else:
            return parted
    return replace(flags, step=None, on=None)


def _ask(question: NextQuestion) -> NextAnswer:
    subject, session = question.talk.subject, question.talk.session
    given = _given(question.flags, subject, session)
    if given != NextStepText() or question.flags.in_words:
        return NextAnswer(typed=given)
    proposal = _propose(question, "")
    explain_step(question, proposal)
    answer = _ask_text(question, proposal)
    while not is_meant(question.talk, answer):
        question.talk.asker.retract("next")
        answer = _ask_text(question, proposal)
    guess = subject.process.step(answer.typed.guess)
    if guess and question.talk.asker.confirm("guess", f"The step {guess.title}?", default=True):
        return replace(answer, typed=as_guessed(answer.typed, subject))
    return answer


def _ask_text(question: NextQuestion, proposal: NextStep | None) -> NextAnswer:
    subject, session = question.talk.subject, question.talk.session
    steps = subject.process.steps
    names = [step.id for step in steps]

    def read(text: str) -> NextAnswer:
        """Return the next step, or the end of the deal, that is typed."""
        if question.endings and (end := ending_typed(text, subject)):
            return end
        if question.endings and text and is_evasion(text):
            way_out = f"or end the deal: {', '.join(question.endings)}"
            raise UsageError(f"'{text}' doesn't say what happens next", fix=f"{_NEW}; {way_out}")
        where, typed = _where_and_what(question, text, proposal)
        if proposal is None and not (typed.step or typed.what):
            raise UsageError(_NEW, fix=f"steps: {', '.join(names)}" if names else "")
        return NextAnswer(typed=typed, where=where)

    shown = proposal.step or proposal.what if proposal else ""
    hint = Hint(
        (*(Choice(step.id, step.title) for step in steps), *name_choices(question.endings)),
        preview=lambda text: _meaning(read(text), subject, session),
        begin=proposal.step if proposal else "",
        takes=lambda text: _chosen(read, text, names),
        also=f"or in words, with a day: {example(subject)}",
    )
    return question.talk.asker.ask(
        "next", "Next step", read, shown=shown, hint=hint, kept=NextAnswer.written
    )


def _typed(question: NextQuestion, text: str, proposal: NextStep | None) -> NextStepText:
    """Return what was typed; an hour alone is one of the day that is shown."""
    subject, session = question.talk.subject, question.talk.session
    stands = [item.next for item in subject.standing.agenda]
    due = stands[0] if len(stands) == 1 and stands[0].day >= session.today else None
    is_due = due is not None and (proposal is None or proposal.step == due.step)
    shown = question.before or (due if is_due else proposal)
    if shown is not None and (on := hour_alone(text, shown, session)) is not None:
        return NextStepText(on=on, kept=due if shown is due else None)
    before = question.before
    if before is not None and (on := moved_day(text, before, session)) is not None:
        return NextStepText(before.step, "" if before.step else before.what, on, kept=before)
    return read_next_step(text, subject, session)


def _where_and_what(
    question: NextQuestion, text: str, proposal: NextStep | None
) -> tuple[str, NextStepText]:
    """Return where a text says that it goes, beside or INSTEAD of what is due, and what it is."""
    where, bare = place_meant(text) if question.talk.subject.standing.agenda else ("", text)
    if where and (typed := _typed(question, text, proposal)).kept is not None:
        return "", typed
    return where, _typed(question, bare, proposal) if text else NextStepText()


def _chosen(read: Callable[[str], NextAnswer], text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the step or the ending that Enter takes for a text; all where it would be refused."""
    try:
        answer = read(text)
    except SalescliError:
        return (*names, *ENDINGS)
    return tuple(filter(None, (answer.ending, answer.typed.step)))


def _meaning(answer: NextAnswer, subject: Subject, session: Session) -> str:
    """Return an answer as it was understood, for its writer to check."""
    if answer.ending:
        said = f': "{shorten(answer.evidence, 40)}"' if answer.evidence else ""
        return f"the deal ends: {answer.ending}{said}"
    day = _echo_of(answer.typed, session)
    where = {ALSO: "beside the others", INSTEAD: "instead of what is due"}.get(answer.where, "")
    meaning = next_step_meaning(answer.typed, subject, day)
    return "; ".join(filter(None, (meaning, where)))


def _complete(question: NextQuestion, answer: NextAnswer) -> NextStep:
    """Enter takes all of the proposal, unconfirmed. Anything else leads through the details."""
    flags, session, typed = question.flags, question.talk.session, answer.typed
    if typed.kept is not None:
        return _details(question, _with_typed(typed.kept, typed), typed)
    words = arguments.clean(flags.what) or typed.what
    if words and not typed.step and (question.before is None or question.before.what != words):
        return _details(question, _with_typed(_worded(question, words), typed), typed)
    proposal = _propose(question, typed.step) or NextStep(on=session.today, step=typed.step)
    following = replace(
        _with_typed(proposal, typed),
        what=words or proposal.what,
        goal=arguments.clean(flags.goal) or proposal.goal,
    )
    if replace(answer, where="") == NextAnswer() and question.before is None:
        if flags.people:
            following = replace(following, people=_present(question, following))
        return replace(following, agreed=flags.agreed)
    return _details(question, following, typed)


def _with_typed(following: NextStep, typed: NextStepText) -> NextStep:
    """Return a next step with the people that were typed with it, where any were."""
    return following if typed.people is None else replace(following, people=typed.people)


def _worded(question: NextQuestion, words: str) -> NextStep:
    """Return a next step in words, with what is usual for the rest."""
    return NextStep(
        on=best_day(None, question.talk.session),
        what=words,
        people=expected(question.talk.subject, None),
        goal=arguments.clean(question.flags.goal),
    )


def _propose(question: NextQuestion, name: str) -> NextStep | None:
    """Return what is proposed: the step in force, to be moved; else what the process has next."""
    subject, session, before = question.talk.subject, question.talk.session, question.before
    if before is None or name not in ("", before.step):
        proposal = propose_step(subject, session, name)
        named = question.talk.days
        return replace(proposal, on=named[0]) if proposal and named else proposal
    ahead = before.day >= session.today
    step = subject.process.step(before.step)
    on = before.on if ahead else best_day(step, session)
    return replace(before, on=on, agreed=before.agreed and ahead)


def _echo_of(typed: NextStepText, session: Session) -> str:
    return "" if typed.on is None else when_echo(typed.on, session)


def _present(question: NextQuestion, following: NextStep, stranger: str = "") -> tuple[str, ...]:
    """Return who will be there, asked for; somebody new who was named is the answer of Enter."""
    talk, given = question.talk, question.flags.people
    if not (given or question.with_whom):
        return following.people
    named = (*following.people, *filter(None, (stranger,)))
    return ask_people(talk, "next-with", "With whom", named, given)


def _details(question: NextQuestion, following: NextStep, typed: NextStepText) -> NextStep:
    talk, flags, session = question.talk, question.flags, question.talk.session
    if typed.on is None:

        def read(text: str) -> NextStepText:
            return replace(typed, on=read_moved_day(text, following, session))

        typed = talk.asker.ask(
            "on",
            "When",
            read,
            default=when_text(here(following.on)),
            hint=Hint(preview=lambda text: _echo_of(read(text), session)),
            kept=lambda typed: arguments.written(typed.on or following.on),
        )
    on = typed.on or following.on
    is_shown = typed.people and not question.with_whom
    present = f"; with {', '.join(following.people)}" if is_shown else ""
    talk.asker.say(f"  {when_echo(on, session)}{present}")
    people = _present(question, following, typed.stranger)
    agreed = flags.agreed or talk.asker.confirm(
        "agreed", "Have they confirmed it?", default=following.agreed
    )
    return replace(following, on=on, people=people, agreed=agreed)
