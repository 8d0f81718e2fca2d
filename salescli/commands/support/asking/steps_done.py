"""The question what an encounter was: steps, next steps in words, or none of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from salescli.commands.support import arguments
from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.asking.encounter_questions import united, whole_ids, without_denied
from salescli.commands.support.asking.next_question import NextAnswer
from salescli.commands.support.asking.typed_ending import ending_said
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.remarks import parted_remark, says_only
from salescli.domain.encounter_kinds import kind_of_words, kinds_meant
from salescli.domain.standing import AgendaItem
from salescli.errors import NotFoundError, SalescliError
from salescli.prompts import Choice, Hint
from salescli.text.added_words import added
from salescli.text.answer_words import begins_with_no, is_as_shown, is_none
from salescli.text.handles import slug
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded, meant
from salescli.text.not_reached_words import says_not_reached
from salescli.text.outcome_answers import numbered_answer
from salescli.text.put_off_words import parted_put_off
from salescli.text.step_likeness import is_form, steps_in
from salescli.text.suggestions import put_right
from salescli.text.talk_words import without_talk
from salescli.text.yes_words import begins_with_yes, has_no

_CHAT = lazy_re(
    r"^(?:(?:yes|yeah|ja|we|i|only|just|nur|bloß|kurz|briefly|wir|ich|haben|hab|quick|a|mal|eben)\s+)*"
    r"(?:geplaudert|gequatscht|geredet|chatted|talked|telefoniert|chat"
    r"|small ?talk|(?:said )?hello|hi|hallo(?: gesagt)?|caught up)\b"
    r"|^(?:leider\s+)?(?:keiner|niemand|keinen|no ?(?:body|one)|none|no answer|not reached|nicht"
    r" erreicht|didn'?t (?:answer|pick up)|voicemail|mailbox|ab\b"
    r"|anrufbeantworter|left a voicemail)"
    r"(?:\s+(?:rangegangen|ans telefon gegangen|abgenommen|erreicht|da|answered|picked up|there"
    r"|gegangen|dran|gesprochen|drangegangen))*$",
    re.IGNORECASE,
)
_TOO = lazy_re(r"\s+(?:too|also|auch|as well)\b.*$", re.IGNORECASE)
_SENTENCE = 3  # words


@dataclass(frozen=True, slots=True)
class StepsAnswer:
    """What an encounter was: steps, and names of `items` in words; nobody may have been `reached`.

    `remark` is what was said beside it, `kind` the kind of encounter that was named, `end` the
    ending of the deal. `is_unsure`: a sentence that names steps, or none, and is asked back.
    `put_off` is what says that what was due is on another day, whichever.
    """

    steps: tuple[str, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    reached: bool = True
    remark: str = ""
    kind: str = ""
    end: NextAnswer | None = None
    is_unsure: bool = False
    put_off: str = ""


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
        if may_be_tried and says_not_reached(text):
            return StepsAnswer(reached=False)
        if in_log and (end := ending_said(text)):
            return StepsAnswer(end=end, kind=kind_of_words(text))
        if in_log and (moved := _put_off(text, about)):
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
    titles = _titles(in_words, talk.subject)
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
    text, titles = ", ".join(default), _titles(in_words, talk.subject)
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
        ("not done", answer.put_off and "it is on another day"),
        ("for the note", answer.remark),
        ("kind", answer.kind),
    )
    return "; ".join(f"{what}: {text}" for what, text in said if text)


def answer_with_remark(
    text: str, default: Sequence[str], in_words: Mapping[str, AgendaItem], about: Subject
) -> StepsAnswer:
    """Return the steps that an answer names, and what it says beside them. Raises SalescliError."""
    titles = _titles(in_words, about)
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


def _put_off(text: str, about: Subject) -> StepsAnswer | None:
    """Return what an answer says where what was due took not place; None for any other.

    A step that it names too is asked back.
    """
    put_off, rest = parted_put_off(text)
    if not put_off:
        return None
    steps = steps_in(rest, _titles({}, about)) if rest else ()
    kind = kind_of_words(text)
    return StepsAnswer(steps, remark=text, kind=kind, is_unsure=bool(steps), put_off=put_off)


def _is_sentence(text: str, error: SalescliError, titles: Mapping[str, str]) -> bool:
    """Return whether a refused answer is a sentence, and no name with a slip in it."""
    likely = put_right(text, error.message)
    is_slip = likely != text and len(meant(without_talk(likely), titles)) == 1
    words = [word for word in folded(text).split() if not word.isdecimal()]
    return len(words) >= _SENTENCE and not is_slip


def _is_read(text: str, in_words: Mapping[str, AgendaItem], about: Subject) -> bool:
    with suppress(SalescliError):
        return bool(_done([text], in_words, about))
    return False


def _names_any(text: str, is_answer: Callable[[str], bool]) -> bool:
    return any(map(is_answer, folded(text).split()))


def _says_how(text: str, is_answer: Callable[[str], bool]) -> bool:
    """Return whether a text says how they were in contact, and no more: 'just an email'."""
    is_kind = len(kinds_meant(without_talk(text))) == 1
    return is_kind and says_only(text, is_answer) and not _names_any(text, is_answer)


def _titles(in_words: Mapping[str, AgendaItem], about: Subject) -> dict[str, str]:
    titles = {step.id: step.title for step in about.process.steps}
    return titles | {name: item.next.what for name, item in in_words.items()}


def steps_answered(
    text: str, default: Sequence[str], in_words: Mapping[str, AgendaItem], about: Subject
) -> tuple[str, ...]:
    """Return what an answer says was done: steps and items in words. Raises SalescliError."""
    titles = _titles(in_words, about)
    if default and (more := added(text)) and not meant(text, titles):
        return united(default, _done([without_talk(more)], in_words, about))
    text = ", ".join(_numbered(text, titles)) or text
    first, text = text.split(",", maxsplit=1)[0], without_denied(text, titles)
    try:
        return _done(_answered(text, default), in_words, about)
    except SalescliError:
        if default and begins_with_yes(text) and not has_no(text):
            return _yes_and(text, default, in_words, about)
        if (" " in first and is_none(first)) or _CHAT.search(text):
            return ()
        if not begins_with_no(text):
            raise
    return _behind_a_no(text, in_words, about)


def _behind_a_no(text: str, in_words: Mapping[str, AgendaItem], about: Subject) -> tuple[str, ...]:
    with suppress(SalescliError):
        return _done([without_talk(text)], in_words, about)
    return ()


def _numbered(text: str, titles: Mapping[str, str]) -> list[str]:
    """Return the steps at the places of the list that an answer of numbers alone says."""
    words = folded(text).split()
    if not all(word.isdecimal() and 0 < int(word) <= len(titles) for word in words):
        return []
    return numbered_answer(text, list(titles)) or []


def _yes_and(
    text: str, default: Sequence[str], in_words: Mapping[str, AgendaItem], about: Subject
) -> tuple[str, ...]:
    """Return what a yes with more behind it says: 'ja, aber nur am Telefon', 'yes, the demo too'.

    Raises SalescliError for a name that is unclear.
    """
    rest = _TOO.sub("", without_talk(text))
    titles = [name for step in about.process.steps for name in (step.id, step.title)]
    words = {word for name in (*titles, *in_words) for word in folded(name).split()}
    if words.isdisjoint(folded(rest).split()):
        return tuple(default)
    named = _done([rest], in_words, about)
    return united(default, named) if _TOO.search(text) else named


def _answered(text: str, default: Sequence[str]) -> Sequence[str]:
    """Return the names that an answer gives; yes, or done, is the default."""
    if is_as_shown(text):
        return default
    return [] if is_none(text) else [text]


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


def _done(
    names: Sequence[str], in_words: Mapping[str, AgendaItem], about: Subject
) -> tuple[str, ...]:
    """Return the steps and the names of items in words that are meant. Raises SalescliError."""
    if not about.judged:
        return arguments.steps(names, about)
    titles = _titles(in_words, about)
    return arguments.named_steps(names, titles, f"use one of: {', '.join(titles)}")
