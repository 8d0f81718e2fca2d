"""The question about an encounter which outcomes were met, and how several names are answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from salescli.commands.support import arguments
from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.subject import Subject
from salescli.domain.process import Outcome
from salescli.errors import SalescliError, UsageError
from salescli.prompts import Choice, Hint
from salescli.text.added_words import added, taken_away
from salescli.text.answer_words import is_as_shown
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import meant
from salescli.text.outcome_answers import numbered_answer, place_and_words
from salescli.text.talk_words import without_talk
from salescli.text.yes_words import has_no, says_yes

_PLACES = {"first": "1", "second": "2", "third": "3", "erste": "1", "zweite": "2", "dritte": "3"}
_CLAUSE = lazy_re(r"[,;]|\b(?:but|aber|sondern)\b", re.IGNORECASE)
_BY_PLACE = lazy_re(rf"(?<![\w-])(?:the )?(?:{'|'.join(_PLACES)})(?: one)?(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MetAnswer:
    """The outcomes that were met, and a sentence for the note; `text` is what was typed."""

    names: tuple[str, ...] = ()
    remark: str = ""
    text: str = ""


def ask_met(talk: Conversation, steps: tuple[str, ...], default: Sequence[str] = ()) -> MetAnswer:
    """Return outcomes by number or by name; those of the held steps that are still to be met."""
    open_ones = _still_open(talk.subject, steps)
    if not open_ones and not default:
        return MetAnswer()
    titles = {outcome.id: outcome.text for outcome in open_ones}

    def named(answer: str) -> tuple[str, ...]:
        if default and (less := taken_away(answer)):
            gone = arguments.outcomes(outcomes_named(less, titles), talk.subject, steps)
            return tuple(name for name in default if name not in gone)
        return arguments.outcomes(_met(answer, default, titles), talk.subject, steps)

    text = ", ".join(default)
    met = talk.asker.ask(
        "met",
        "Outcomes met (numbers, names or all)",
        partial(_with_remark, named),
        default=text,
        shown=text or "none",
        hint=_outcomes_hint(titles, is_empty=not text),
        kept=lambda met: met.text or ", ".join(met.names),
        optional=True,
    )
    if met.remark:
        talk.asker.say(f"  {', '.join(met.names)}; kept for the note: {met.remark}")
    return met


def _with_remark(named: Callable[[str], tuple[str, ...]], answer: str) -> MetAnswer:
    """Return the outcomes of an answer; where one is named by its place, the rest is a remark."""
    try:
        return MetAnswer(named(answer))
    except SalescliError:
        place, remark = place_and_words(answer)
        if not place:
            raise
        return MetAnswer(named(place), remark, answer)


def _outcomes_hint(titles: Mapping[str, str], *, is_empty: bool) -> Hint:
    """Return the outcomes with their numbers, and how none is named, unless that is the default."""
    none = () if is_empty else ("  - for none",)
    return Hint(
        tuple(Choice(name, f"{n} {text}") for n, (name, text) in enumerate(titles.items(), 1)),
        intro=(
            *(f"  {n} {name}: {text}" for n, (name, text) in enumerate(titles.items(), 1)),
            *none,
        ),
        parse_selection=lambda text: whole_ids(outcomes_named(text, titles), titles),
        also="" if is_empty else "- for none; also 2: beside these",
    )


def _still_open(about: Subject, steps: Sequence[str]) -> list[Outcome]:
    """Return the outcomes of some steps that are still to be met."""
    return [
        outcome
        for step in about.process.steps
        if step.id in steps
        for outcome in step.outcomes
        if outcome.id not in about.standing.trace.met
    ]


def _met(text: str, default: Sequence[str], titles: Mapping[str, str]) -> Sequence[str]:
    """Return the outcomes that an answer names; those shown too behind an 'also'.

    Raises UsageError where nothing is shown that could be right.
    """
    if is_as_shown(text):
        if not default and text:
            raise UsageError(f"'{text}' could be all of them or none", fix="type all, or -")
        return default
    if default and (more := added(text)):
        return united(default, outcomes_named(more, titles))
    return outcomes_named(text, titles)


def outcomes_named(text: str, titles: Mapping[str, str]) -> list[str]:
    """Return what an answer names, by number, place or name, less what it says no to."""
    every, names = list(titles), arguments.names(text)
    if names and titles.keys() >= set(names):
        return names
    if (places := numbered_answer(text, every)) is not None:
        return places
    words = arguments.names(without_talk(_BY_PLACE.sub(" ", without_denied(text, titles))))
    words = words or [_PLACES[word] for word in text.casefold().split() if word in _PLACES]
    numbered = {str(number): name for number, name in enumerate(every, 1)}
    return [numbered.get(word, word) for word in words]


def without_denied(text: str, titles: Mapping[str, str]) -> str:
    """Return an answer without what it says no to: 'need named, call booked not yet'."""
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    kept = [one for one in clauses if meant(one, titles) or not _is_denied(one)]
    if not kept or len(kept) == len(clauses):
        return text
    return ", ".join(clause if meant(clause, titles) else _without_yes(clause) for clause in kept)


def _is_denied(clause: str) -> bool:
    """Return whether a clause says no to something: a 'nope' alone is of what comes next."""
    return has_no(clause) and len(clause.split()) > 1


def _without_yes(clause: str) -> str:
    words = clause.split()
    while len(words) > 1 and says_yes(words[-1]):
        words.pop()
    return " ".join(words)


def whole_ids(names: Sequence[str], titles: Mapping[str, str]) -> list[str]:
    """Return the names, each that means one thing by its id; the last one may still be typed."""
    ids = [meant(name, titles) for name in names[:-1]]
    whole = [one[0] if len(one) == 1 else name for one, name in zip(ids, names, strict=False)]
    return [*whole, *names[-1:]]


def united(before: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    """Return names and more of them, each once."""
    return tuple(dict.fromkeys((*before, *more)))
