"""What is typed for a next step: a step or words, a day, or both: 'call Enzo fri 10'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.day_in_words import lone_day, two_steps, words_and_day
from salescli.commands.support.typed.move_text import read_move
from salescli.commands.support.typed.people_in_words import people_in_words
from salescli.commands.support.typed.with_people import WithPeople, with_people
from salescli.domain.deal import NextStep
from salescli.domain.people.known_person import call_name
from salescli.domain.time.moment import When
from salescli.errors import SalescliError, UsageError
from salescli.text.change_words import is_change_talk
from salescli.text.contact_words import contact_step, is_contact
from salescli.text.ending_talk import implies_lost, named_ending
from salescli.text.lazy_re import lazy_re
from salescli.text.length_words import parted_length
from salescli.text.matching import folded, meant
from salescli.text.no_step_words import ENDED, is_evasion
from salescli.text.step_likeness import step_like
from salescli.text.talk_words import without_talk

_QUOTED = lazy_re(r'([^"“”]*)["“](.*[^"“”\s].*)["”]([^"“”]*)')
_HOW_BEHIND = lazy_re(
    r"(?: (?:the|with|to|for|about|in|on|by|and|mit|der|die|das|den))+$", re.IGNORECASE
)
_JOINTS = " ,;:-\u2013\u2014"


@dataclass(frozen=True, slots=True)
class NextStepText:
    """A step of the process, words of its own, a day: what was typed of them.

    `is_unsure`: words that may have been meant otherwise; `near` is a step that they may mean.
    `people` are those whom it is with, None where it says nothing of them, nobody for `stranger`,
    whom the deal doesn't know. `kept` is what is moved, of which all else stays. `guess` is a step
    that the words are like, to be asked back.
    """

    step: str = ""
    what: str = ""
    on: When | None = None
    is_unsure: bool = False
    near: str = ""
    people: tuple[str, ...] | None = None
    stranger: str = ""
    kept: NextStep | None = None
    guess: str = ""

    @property
    def flag_people(self) -> tuple[str, ...]:
        """Whom it is with, as flags name them; who isn't known is refused there."""
        return (*(self.people or ()), *filter(None, (self.stranger,)))

    def written(self) -> str:
        """Return it as it can be typed again on any day, and means the same."""
        if self.kept is not None and self.on is not None:
            named = f" with {' and '.join(self.people)}" if self.people else ""
            return f"move {self.kept.what or self.kept.step} to {arguments.written(self.on)}{named}"
        what = self.what if self.is_unsure or self.guess or not self.what else f'"{self.what}"'
        day = "" if self.on is None else arguments.written(self.on)
        is_beside = self.people and not self.is_unsure
        named = f"with {' and '.join(self.people or ())}" if is_beside else ""
        return " ".join(filter(None, (self.step, what, named, day)))


def read_next_step(text: str, subject: Subject, session: Session) -> NextStepText:
    """Return what a text says of a next step. Raises SalescliError for what says nothing."""
    said = _people_said(text, subject)
    roles = {role.id: role.title for role in subject.process.roles}
    if said is None or (said.stranger and not said.people and meant(said.stranger, roles)):
        typed = _read_bare(text, subject, session)
        return replace(typed, people=_named_in(typed, subject) or None)
    typed = _without_people(said, subject, session) or _read_bare(text, subject, session)
    people = said.beside(typed.kept.people) if typed.kept else said.people
    named = dict.fromkeys((*_named_in(typed, subject), *people))
    return replace(typed, people=tuple(named), stranger=said.stranger)


def _named_in(typed: NextStepText, subject: Subject) -> tuple[str, ...]:
    """Return those whom the words of a next step name; what is moved stays with whom it is."""
    return () if typed.kept else people_in_words(typed.what, subject.deal.people)


def _people_said(text: str, subject: Subject) -> WithPeople | None:
    """Return what a text says of people, outside of what is quoted; None where it says nothing."""
    if (quoted := _QUOTED.fullmatch(text.strip())) is None:
        return with_people(text, subject.deal.people)
    said = with_people(f'{quoted[1]} "" {quoted[3]}', subject.deal.people)
    return said and replace(said, rest=said.rest.replace('""', f'"{quoted[2]}"', 1))


def _without_people(answer: WithPeople, subject: Subject, session: Session) -> NextStepText | None:
    """Return what a text says beside its people; None where they belong to its words."""
    agenda = [item.next for item in subject.standing.agenda]
    if is_change_talk(answer.rest):
        if len(agenda) != 1 or not answer.rest:
            return NextStepText()
        item = agenda[0]
        return NextStepText(item.step, "" if item.step else item.what, item.on, kept=item)
    with suppress(SalescliError):
        bare = _read_bare(answer.rest, subject, session)
        is_written = (answer.people or answer.stranger) and _QUOTED.fullmatch(answer.rest)
        is_whole = bare.guess or bare.kept or is_written or not bare.what
        if is_whole or (bare.on is not None and answer.is_short):
            return bare
    return None


def _read_bare(text: str, subject: Subject, session: Session) -> NextStepText:
    if quoted := _QUOTED.fullmatch(text.strip()):
        return _quoted(quoted, subject, session)
    names = _names(subject)
    if (moved := read_move(text, names, subject, session)) is not None:
        item, on = moved
        return NextStepText(item.step, "" if item.step else item.what, on, kept=item)
    if not meant(text, names):
        _check_says(text, text, subject)
    try:
        day = lone_day(text, session)
    except UsageError as error:
        error.fix = f"or name a step: {', '.join(names)}" if names else error.fix
        raise
    if day is None and (bare := without_talk(text)) not in ("", text):
        with suppress(UsageError):
            day = lone_day(bare, session)
    if day is not None:
        return NextStepText(on=day)
    return _step_among_talk(text, names, subject, session) or _in_words(
        text, names, subject, session
    )


def example(subject: Subject) -> str:
    """Return a next step in words as an example, with a person of the deal."""
    person = next(iter(subject.deal.people.values()), None)
    return f"call {call_name(person) if person else 'Bob'} fri 10"


def _names(subject: Subject) -> dict[str, str]:
    """Return what can be named: the steps by id, and what is on the agenda in words."""
    items = (item.next for item in subject.standing.agenda if not item.next.step)
    return {
        **{item.what: item.what for item in items},
        **_titles(subject),
    }


def _quoted(quoted: re.Match[str], subject: Subject, session: Session) -> NextStepText:
    step, what, day = (part.strip(_JOINTS) for part in quoted.groups())
    return NextStepText(
        arguments.steps([step], subject)[0] if step else "",
        arguments.clean(what),
        arguments.when_ahead(day, session) if day else None,
    )


def _step_among_talk(
    text: str, names: Mapping[str, str], subject: Subject, session: Session
) -> NextStepText | None:
    """Return the step that a text names, whatever is said around it; None for other words."""
    bare = without_talk(text)
    if bare and bare != text and not meant(text, names):
        typed = _with_step(bare, names, subject, session)
        if typed is not None:
            return typed
        if _begins_step(bare, subject):
            return _in_words(bare, names, subject, session)
    return _with_step(text, names, subject, session)


def _with_step(
    text: str, names: Mapping[str, str], subject: Subject, session: Session
) -> NextStepText | None:
    """Return the step that a text begins with, and its day; None where it is followed by words."""
    split = text.split()
    heads = range(len(split), 0, -1)
    end = next((end for end in heads if meant(" ".join(split[:end]), names)), None)
    if end is None:
        return None
    head, rest = " ".join(split[:end]), " ".join(split[end:]).strip(_JOINTS)
    how = _HOW_BEHIND.sub("", head)
    if is_contact(how) and (how != head or contact_step(head, names)):
        return None
    on = _day_behind(rest, session) if rest else None
    if rest and on is None:
        return None
    ids = meant(head, names)
    if len(ids) == 1 and subject.process.step(ids[0]) is None:
        return NextStepText(what=ids[0], on=on)
    return NextStepText(arguments.steps([head], subject)[0], on=on)


def _day_behind(rest: str, session: Session) -> When | None:
    """Return the day that stands behind a step; None where words stand there too.

    Raises UsageError for a day that is wrong.
    """
    try:
        return lone_day(rest, session)
    except UsageError as error:
        if "did you mean" in error.message and words_and_day(rest, session)[1] is not None:
            return None
        raise


def _in_words(
    text: str, names: Mapping[str, str], subject: Subject, session: Session
) -> NextStepText:
    from difflib import get_close_matches

    if (both := two_steps(text, session)) is not None:
        raise UsageError(
            f"'{both[0]}' and '{both[1]}' are two next steps",
            fix="type one of them; then the other: salescli schedule DEAL --also",
        )
    what, on = words_and_day(text, session)
    what = arguments.clean(what.strip(_JOINTS))
    _check_says(what if re.search(r"[^\W\d_]", what) else "", text, subject)
    if folded(bare := without_talk(what)) in _exact(subject):
        return NextStepText(arguments.steps([bare], subject)[0], on=on)
    words, contact = what.split(), is_contact(what)
    is_near = len(words) == 1 and get_close_matches(what, names, cutoff=0.7)
    if len(words) == 1 and not contact and (not subject.judged or is_near):
        return NextStepText(arguments.steps([what], subject)[0], on=on)  # refuses what is near
    heads = (" ".join(words[:end]) for end in range(len(words), 0, -1))
    head = next((head for head in heads if folded(head) in _exact(subject)), "")
    step = arguments.steps([head], subject)[0] if head else ""
    part = () if step or contact else meant(what, _titles(subject))
    if len(part) == 1:
        return NextStepText(part[0], on=on)
    like = None if step or contact else step_like(what, _titles(subject), _people_words(subject))
    if like is not None and like.is_whole and not like.slip:
        return NextStepText(like.name, what if like.says_more else "", on)
    is_unsure = not head and (on is None or (len(words) == 1 and not contact))
    near = contact_step(what, _titles(subject)) if contact else ""
    guess = like.name if like else ""
    return NextStepText(step, what, on, is_unsure and not guess, near, guess=guess)


def _people_words(subject: Subject) -> frozenset[str]:
    people = subject.deal.people.values()
    return frozenset(word for who in people for word in folded(f"{who.name} {who.handle}").split())


def as_guessed(typed: NextStepText, subject: Subject) -> NextStepText:
    """Return what was typed as the step that it was taken for; what it says beside it stays."""
    like = step_like(typed.what, _titles(subject), _people_words(subject))
    what = typed.what if like is None or not like.is_whole else ""
    return replace(typed, step=typed.guess, what=what, guess="")


def _begins_step(text: str, subject: Subject) -> bool:
    words = folded(text)
    return any(words.startswith(f"{name} ") for name in _exact(subject))


def _exact(subject: Subject) -> set[str]:
    return {folded(name) for names in _titles(subject).items() for name in names}


def _titles(subject: Subject) -> dict[str, str]:
    return {step.id: step.title for step in subject.process.steps}


def _check_says(what: str, text: str, subject: Subject) -> None:
    """Raise UsageError for words that don't say what happens next."""
    if folded(what) in ENDED or implies_lost(text) or named_ending(text)[0]:
        raise UsageError(
            f"'{text}' ends the deal, and is no next step",
            fix="type won, lost or walk where these are offered; else: salescli lose DEAL",
        )
    if what and not parted_length(what)[0]:
        raise UsageError(
            f"'{what}' is a length, and not what happens next",
            fix=f"name a step, or say it in words with a day: {example(subject)}",
        )
    if is_evasion(what) or not re.search(r"[^\W_]", what):
        raise UsageError(
            f"'{text}' doesn't say what happens next",
            fix=f"name a step, or say it in words with a day: {example(subject)}",
        )
