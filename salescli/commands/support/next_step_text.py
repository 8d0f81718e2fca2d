"""What is typed for a next step: a step or words, a day, or both: 'call Enzo fri 10'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.domain.time.date_grammar import date_words
from salescli.domain.time.date_text import LONGEST, canonical, plain
from salescli.domain.time.moment import When
from salescli.errors import SalescliError, UsageError
from salescli.text.matching import folded, meant
from salescli.text.safe_text import shorten

_QUOTED = re.compile(r'([^"“”]*)["“](.*[^"“”\s].*)["”]([^"“”]*)')
_JOINTS = " ,;:-\u2013\u2014"
# What people type to get past the question: none of it says what happens next.
_EVASIONS = {
    *("", "no", "none", "nothing", "skip", "later", "exit", "quit", "cancel", "nobody"),
    *("won", "lost", "walk", "n a", "nope", "not yet", "no idea", "unknown", "tbd", "nil"),
}
_NO_STEP = re.compile(
    r"(?:there is |theres |there s )?(?:no|none|nothing|without(?: a)?)"
    r"(?: (?:next|more|further|other|steps?|left|planned|else|needed|now|yet|to do))*"
)
_LONGEST_DAY = 8  # words
_SHOWN = 32  # cells of words, so that the day behind them is seen too


@dataclass(frozen=True, slots=True)
class NextStepText:
    """A step of the process, words of its own, a day: what was typed of them.

    `is_unsure`: words that may have been meant otherwise.
    """

    step: str = ""
    what: str = ""
    on: When | None = None
    is_unsure: bool = False

    def written(self) -> str:
        """Return it as it can be typed again on any day, and means the same."""
        what = self.what if self.is_unsure or not self.what else f'"{self.what}"'
        day = "" if self.on is None else arguments.written(self.on)
        return " ".join(filter(None, (self.step, what, day)))


def is_evasion(text: str) -> bool:
    """Return whether a text says that nothing happens next."""
    words = folded(text)
    return words in _EVASIONS or _NO_STEP.fullmatch(words) is not None


def read_next_step(text: str, subject: Subject, session: Session) -> NextStepText:
    """Return what a text says of a next step. Raises SalescliError for what says nothing."""
    if quoted := _QUOTED.fullmatch(text.strip()):
        return _quoted(quoted, subject, session)
    names = _names(subject)
    try:
        day = _day(text, session)
    except UsageError as error:
        error.fix = f"or name a step: {', '.join(names)}" if names else error.fix
        raise
    if day is not None:
        return NextStepText(on=day)
    return _with_step(text, names, subject, session) or _in_words(text, names, subject, session)


def _day(text: str, session: Session) -> When | None:
    """Return the day that a text is; None for other words. Raises UsageError for a wrong day."""
    try:
        return arguments.when_ahead(text, session)
    except UsageError as error:
        words, known = canonical(plain(text[:LONGEST])).split(), date_words()
        is_day = all(word in known or word[0].isdigit() or "/" in word for word in words)
        if is_day or "did you mean" in error.message:
            raise
        return None


def example(subject: Subject) -> str:
    """Return a next step in words as an example, with a person of the deal."""
    person = next(iter(subject.deal.people.values()), None)
    name = (person.name or person.handle).split()[0] if person else "Bob"
    return f"call {name} fri 10"


def _names(subject: Subject) -> dict[str, str]:
    """Return what can be named: the steps by id, and what is on the agenda in words."""
    items = (item.next for item in subject.standing.agenda if not item.next.step)
    return {
        **{item.what: item.what for item in items},
        **{step.id: step.title for step in subject.process.steps},
    }


def _quoted(quoted: re.Match[str], subject: Subject, session: Session) -> NextStepText:
    step, what, day = (part.strip(_JOINTS) for part in quoted.groups())
    return NextStepText(
        arguments.steps([step], subject)[0] if step else "",
        arguments.clean(what),
        arguments.when_ahead(day, session) if day else None,
    )


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
    on = _day(rest, session) if rest else None
    if rest and on is None:
        return None
    ids = meant(head, names)
    if len(ids) == 1 and subject.process.step(ids[0]) is None:
        return NextStepText(what=ids[0], on=on)
    return NextStepText(arguments.steps([head], subject)[0], on=on)


def _in_words(
    text: str, names: Mapping[str, str], subject: Subject, session: Session
) -> NextStepText:
    from difflib import get_close_matches

    what, on = _words_and_day(text, session)
    what = arguments.clean(what.strip(_JOINTS))
    if is_evasion(what) or not re.search(r"[^\W\d_]", what):
        raise UsageError(
            f"'{text}' doesn't say what happens next",
            fix=f"name a step, or say it in words with a day: {example(subject)}",
        )
    words = what.split()
    if len(words) == 1 and (not subject.judged or get_close_matches(what, names, cutoff=0.7)):
        return NextStepText(arguments.steps([what], subject)[0], on=on)  # refuses what is near
    exact = {folded(name) for step in subject.process.steps for name in (step.id, step.title)}
    heads = (" ".join(words[:end]) for end in range(len(words), 0, -1))
    head = next((head for head in heads if folded(head) in exact), "")
    step = arguments.steps([head], subject)[0] if head else ""
    return NextStepText(step, what, on, is_unsure=not head and (on is None or len(words) == 1))


def _words_and_day(text: str, session: Session) -> tuple[str, When | None]:
    """Return the words, and the day behind or before them. Raises UsageError for a past one."""
    split = text.split()
    for words, day in _splits(split):
        try:
            on = arguments.when_ahead(" ".join(day), session)
        except SalescliError as error:
            if "is in the past" in error.message and any(map(str.isdigit, "".join(day))):
                raise
            continue
        before = _leading_day(words, day, session)
        return (" ".join(words), on) if before is None else before
    return text, None


def _splits(split: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield words and a day, the longest day first, behind the words before before them."""
    longest = min(len(split) - 1, _LONGEST_DAY)
    for length in range(longest, 0, -1):
        if _may_be_day(split[-length:]):
            yield split[:-length], split[-length:]
    for length in range(longest, 0, -1):
        if _may_be_day(split[:length]):
            yield split[length:], split[:length]


def _leading_day(
    words: list[str], time: list[str], session: Session
) -> tuple[str, When | None] | None:
    """Return the day before the words with its time behind them: 'fri call Enzo at 10'."""
    for length in range(min(len(words) - 1, _LONGEST_DAY), 0, -1):
        if _may_be_day(words[:length]):
            try:
                on = arguments.when_ahead(" ".join((*words[:length], *time)), session)
            except SalescliError:
                continue
            if isinstance(on, datetime):
                return " ".join(words[length:]), on
    return None


def _may_be_day(words: list[str]) -> bool:
    """Whether words can be a day; a number alone is none beside words."""
    return len(" ".join(words)) <= LONGEST and not (len(words) == 1 and words[0].isdigit())


def next_step_meaning(typed: NextStepText, subject: Subject, day: str) -> str:
    """Return a next step as it was understood, for its writer to check; `day` is its day's echo."""
    step = subject.process.step(typed.step)
    what = f'"{shorten(typed.what, _SHOWN)}"' if typed.what else ""
    named = ", ".join(filter(None, (step.title if step else typed.step, what)))
    return ": ".join(filter(None, (named, day)))
