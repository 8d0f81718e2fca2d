"""The question what an encounter was: steps, next steps in words, or none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from salescli.commands.support import arguments
from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.asking.encounter_questions import whole_ids
from salescli.commands.support.asking.next_question import NextAnswer
from salescli.commands.support.asking.steps_answered import (
    step_titles,
    steps_answered,
    steps_named,
)
from salescli.commands.support.asking.typed_ending import ending_said
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.remarks import parted_remark, says_only
from salescli.domain.encounter_kinds import kind_of_words, kinds_meant
from salescli.domain.standing import AgendaItem
from salescli.errors import NotFoundError, SalescliError
from salescli.prompts import Choice, Hint
from salescli.text.handles import slug
from salescli.text.matching import folded, meant
from salescli.text.not_reached_words import says_not_reached
from salescli.text.postponed_words import parted_postponed
from salescli.text.step_likeness import is_form, steps_in
from salescli.text.suggestions import put_right
from salescli.text.talk_words import without_talk
from salescli.text.yes_words import has_no

_SENTENCE = 3  # words


@dataclass(frozen=True, slots=True)
class StepsAnswer:
    """What an encounter was: steps, and names of `items` in words; nobody may have been `reached`.

    `remark` is what was said beside it, `kind` the kind of encounter that was named, `end` the
    ending of the deal. `is_unsure`: a sentence that names steps, or none, and is asked back.
    `postponed` is what says that what was due is on another day, whichever.
    """

    steps: tuple[str, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    reached: bool = True
    remark: str = ""
    kind: str = ""
    end: NextAnswer | None = None
    is_unsure: bool = False
    postponed: str = ""


def ask_done(
    talk: Conversation,
    default: Sequence[str],
    kind: str,
    *,
    in_log: bool = False,
    may_be_tried: bool = False,
) -> StepsAnswer:
    """Return what an encounter was; Enter is the default.

    `kind` is the kind of encounter that it is, where nothing else is said. While it is logged
    (`in_log`) it may have ended the deal, and where it `may_be_tried` nobody may have been reached.
    """
    about, in_words = talk.subject, _in_words(talk.subject)
    names = {item.next.what: name for name, item in in_words.items()}
    shown = [names.get(one, one) for one in default]

    def read(text: str) -> StepsAnswer:
        """Return what an answer says of the steps."""
        if may_be_tried and says_not_reached(text):
            return StepsAnswer(reached=False)
        if in_log and (end := ending_said(text)):
            return StepsAnswer(end=end, kind=kind_of_words(text))
        if in_log and (moved := _postponed(text, about)):
            return moved
        return answer_with_remark(text, shown, in_words, about)

    answer = _ask_names(talk, shown, in_words, read)
    while answer.is_unsure and not _is_meant(talk, answer, in_words):
        talk.asker.retract("steps")
        answer = _ask_names(talk, shown, in_words, read)
    if answer.remark:
        talk.asker.say(f"  kept for the note: {answer.remark}")
    if answer.kind and answer.kind != kind:
        talk.asker.say(f"  kept as the kind: {answer.kind}")
    items = tuple(in_words[name] for name in answer.steps if name in in_words)
    steps = tuple(name for name in answer.steps if name not in in_words)
    return replace(answer, steps=steps, items=items)


def _is_meant(talk: Conversation, answer: StepsAnswer, in_words: Mapping[str, AgendaItem]) -> bool:
    """Ask back whether a sentence means the steps that it names, or that there were none."""
    titles = step_titles(in_words, talk.subject)
    named = ", ".join(titles[name] for name in answer.steps)
    question = f"{named or 'No step'} done, and your words for the note?"
    return talk.asker.confirm("steps-meant", question, default=True)


def ask_steps(talk: Conversation, default: Sequence[str]) -> tuple[str, ...]:
    """Return the steps that an entry names; Enter is the default."""

    def read(text: str) -> StepsAnswer:
        return StepsAnswer(steps_answered(text, default, {}, talk.subject))

    return _ask_names(talk, default, {}, read).steps


def _ask_names(
    talk: Conversation,
    default: Sequence[str],
    in_words: Mapping[str, AgendaItem],
    read: Callable[[str], StepsAnswer],
) -> StepsAnswer:
    text, titles = ", ".join(default), step_titles(in_words, talk.subject)
    choices = tuple(Choice(*step) for step in titles.items())
    told = f"Steps: {', '.join(titles)}; or - for none"
    return talk.asker.ask(
        "steps",
        "Steps done",
        read,
        default=text,
        shown=text or "none",
        hint=Hint(
            choices,
            intro=(told,) if choices else (),
            parse_selection=lambda text: whole_ids(arguments.names(text), titles),
            preview=lambda text: _beside(read(text)),
            also="- for none" if text else "",
        ),
        optional=True,
    )


def _beside(answer: StepsAnswer) -> str:
    """Return what an answer says beside steps, for its writer to check."""
    if answer.end:
        return f"the deal ends: {answer.end.ending}"
    said = (
        ("not done", answer.postponed and "it is on another day"),
        ("for the note", answer.remark),
        ("kind", answer.kind),
    )
    return "; ".join(f"{what}: {text}" for what, text in said if text)


def answer_with_remark(
    text: str, default: Sequence[str], in_words: Mapping[str, AgendaItem], about: Subject
) -> StepsAnswer:
    """Return the steps that an answer names, and what it says beside them. Raises SalescliError."""
    titles = step_titles(in_words, about)
    names = {word for title in titles.items() for name in title for word in folded(name).split()}
    people = about.deal.people.values()
    names |= {word for who in people for word in folded(f"{who.name} {who.handle}").split()}

    def is_answer(word: str) -> bool:
        return any(is_form(word, name) for name in names)

    bare, remark = parted_remark(text, is_answer)
    try:
        steps = steps_answered(bare or text, default, in_words, about)
    except SalescliError as error:
        only, remark = parted_remark(text, is_answer, only_answers=True)
        bare = text.removesuffix(remark)
        if _says_how(text, is_answer):
            steps, remark, bare = (), "", text
        elif _names_any(only, is_answer) and only != text and _is_read(only, in_words, about):
            steps = steps_answered(only, default, in_words, about)
        elif isinstance(error, NotFoundError) and _is_sentence(text, error, titles):
            kind = kind_of_words(text)
            return StepsAnswer(steps_in(text, titles), remark=text, kind=kind, is_unsure=True)
        else:
            raise
    also = [name for name in steps_in(bare, titles) if name not in steps]
    if also and bare and not has_no(text):
        return StepsAnswer((*steps, *also), remark=text, is_unsure=True)
    said = " ".join(word for word in folded(bare).split() if word not in names)
    kinds = kinds_meant(said) if said else ()
    kind = kind_of_words(text) or (kinds[0] if len(kinds) == 1 else "")
    return StepsAnswer(steps, remark=remark, kind=kind)


def _postponed(text: str, about: Subject) -> StepsAnswer | None:
    """Return what an answer says where what was due took not place; None for any other.

    A step that it names too is asked back.
    """
    postponed, rest = parted_postponed(text)
    if not postponed:
        return None
    steps = steps_in(rest, step_titles({}, about)) if rest else ()
    kind = kind_of_words(text)
    return StepsAnswer(steps, remark=text, kind=kind, is_unsure=bool(steps), postponed=postponed)


def _is_sentence(text: str, error: SalescliError, titles: Mapping[str, str]) -> bool:
    """Return whether a refused answer is a sentence, and no name with a slip in it."""
    likely = put_right(text, error.message)
    is_slip = likely != text and len(meant(without_talk(likely), titles)) == 1
    words = [word for word in folded(text).split() if not word.isdecimal()]
    return len(words) >= _SENTENCE and not is_slip


def _is_read(text: str, in_words: Mapping[str, AgendaItem], about: Subject) -> bool:
    with suppress(SalescliError):
        return bool(steps_named([text], in_words, about))
    return False


def _names_any(text: str, is_answer: Callable[[str], bool]) -> bool:
    return any(map(is_answer, folded(text).split()))


def _says_how(text: str, is_answer: Callable[[str], bool]) -> bool:
    """Return whether a text says how they were in contact, and no more: 'just an email'."""
    is_kind = len(kinds_meant(without_talk(text))) == 1
    return is_kind and says_only(text, is_answer) and not _names_any(text, is_answer)


def _in_words(about: Subject) -> dict[str, AgendaItem]:
    """Return the items of the agenda without a step, each by the name that is typed for it."""
    taken = {step.id for step in about.process.steps}
    named: dict[str, AgendaItem] = {}
    for item in about.standing.agenda:
        if not item.next.step:
            name = slug(item.next.what) or "item"
            free = (f"{name}-{number}" for number in range(2, len(named) + 3))
            unused = name not in taken and name not in named
            named[name if unused else next(n for n in free if n not in named)] = item
    return named
