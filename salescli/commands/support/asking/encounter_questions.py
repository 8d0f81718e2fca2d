"""The questions about an encounter itself: which steps, which outcomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial

from salescli.commands.support import arguments
from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.subject import Subject
from salescli.domain.process import Outcome
from salescli.domain.standing import AgendaItem
from salescli.errors import SalescliError, UsageError
from salescli.prompts import Choice, Hint
from salescli.text.added_words import added, taken_away
from salescli.text.answer_words import begins_with_no, is_as_shown, is_none
from salescli.text.handles import slug
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded, meant
from salescli.text.not_reached_words import says_not_reached
from salescli.text.outcome_answers import numbered_answer
from salescli.text.talk_words import without_talk
from salescli.text.yes_words import begins_with_yes, has_no, says_yes

_PLACES = {"first": "1", "second": "2", "third": "3", "erste": "1", "zweite": "2", "dritte": "3"}
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
_CLAUSE = lazy_re(r"[,;]|\b(?:but|aber|sondern)\b", re.IGNORECASE)
_BY_PLACE = lazy_re(rf"\b(?:the )?(?:{'|'.join(_PLACES)})(?: one)?\b", re.IGNORECASE)


# In place of steps: nobody was reached.
TRIED = ("tried, and not reached",)


def ask_done(
    talk: Conversation, default: Sequence[str], *, may_be_tried: bool = False
) -> tuple[tuple[str, ...], list[AgendaItem]]:
    """Return what an encounter was, steps and next steps in words; Enter is the default.

    Where it `may_be_tried`, TRIED stands for that nobody was reached.
    """
    in_words = _in_words(talk.subject)
    names = {item.next.what: name for name, item in in_words.items()}
    shown = [names.get(one, one) for one in default]
    done = _ask_names(talk, shown, in_words, may_be_tried=may_be_tried)
    if done == TRIED:
        return TRIED, []
    items = [in_words[name] for name in done if name in in_words]
    return tuple(name for name in done if name not in in_words), items


def ask_steps(talk: Conversation, default: Sequence[str]) -> tuple[str, ...]:
    """Return the steps that an entry names; Enter is the default."""
    return _ask_names(talk, default, {})


def _ask_names(
    talk: Conversation,
    default: Sequence[str],
    in_words: Mapping[str, AgendaItem],
    *,
    may_be_tried: bool = False,
) -> tuple[str, ...]:
    about, text = talk.subject, ", ".join(default)
    titles = {step.id: step.title for step in about.process.steps}
    titles |= {name: item.next.what for name, item in in_words.items()}
    choices = tuple(Choice(*step) for step in titles.items())
    told = f"Steps: {', '.join(titles)}; or - for none"

    def read(text: str) -> tuple[str, ...]:
        if may_be_tried and says_not_reached(text):
            return TRIED
        return steps_answered(text, default, in_words, about)

    return talk.asker.ask(
        "steps",
        "Steps done",
        read,
        default=text,
        shown=text or "none",
        hint=Hint(
            choices,
            intro=(told,) if choices else (),
            parse_selection=lambda text: _ids(arguments.names(text), titles),
            also="- for none" if text else "",
        ),
        optional=True,
    )


def steps_answered(
    text: str, default: Sequence[str], in_words: Mapping[str, AgendaItem], about: Subject
) -> tuple[str, ...]:
    """Return what an answer says was done: steps and items in words. Raises SalescliError."""
    titles = {step.id: step.title for step in about.process.steps}
    titles |= {name: item.next.what for name, item in in_words.items()}
    if default and (more := added(text)) and not meant(text, titles):
        return _united(default, _done([without_talk(more)], in_words, about))
    text = ", ".join(_numbered(text, titles)) or text
    first, text = text.split(",", maxsplit=1)[0], _without_denied(text, titles)
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
    return _united(default, named) if _TOO.search(text) else named


def _united(before: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *more)))


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
    titles = {step.id: step.title for step in about.process.steps}
    titles |= {name: item.next.what for name, item in in_words.items()}
    return arguments.named_steps(names, titles, f"use one of: {', '.join(titles)}")


def ask_met(
    talk: Conversation, steps: tuple[str, ...], default: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return outcomes by number or by name; those of the held steps that are still to be met."""
    about, text = talk.subject, ", ".join(default)
    open_ones = _still_open(about, steps)
    if not open_ones and not default:
        return ()
    titles = {outcome.id: outcome.text for outcome in open_ones}
    names = partial(outcomes_named, titles=titles)

    def read(answer: str) -> tuple[str, ...]:
        if default and (less := taken_away(answer)):
            gone = arguments.outcomes(names(less), about, steps)
            return tuple(name for name in default if name not in gone)
        return arguments.outcomes(_met(answer, default, titles), about, steps)

    hint = Hint(
        tuple(Choice(one.id, f"{n} {one.text}") for n, one in enumerate(open_ones, 1)),
        intro=(
            *(f"  {n} {one.id}: {one.text}" for n, one in enumerate(open_ones, 1)),
            *(["  - for none"] if text else []),
        ),
        parse_selection=lambda text: _ids(names(text), titles),
        also="- for none; also 2: beside these" if text else "",
    )
    return talk.asker.ask(
        "met",
        "Outcomes met (numbers, names or all)",
        read,
        default=text,
        shown=text or "none",
        hint=hint,
        kept=", ".join,
        optional=True,
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
        return _united(default, outcomes_named(more, titles))
    return outcomes_named(text, titles)


def outcomes_named(text: str, titles: Mapping[str, str]) -> list[str]:
    """Return what an answer names, by number, place or name, less what it says no to."""
    every, names = list(titles), arguments.names(text)
    if names and titles.keys() >= set(names):
        return names
    if (places := numbered_answer(text, every)) is not None:
        return places
    words = arguments.names(without_talk(_BY_PLACE.sub(" ", _without_denied(text, titles))))
    words = words or [_PLACES[word] for word in text.casefold().split() if word in _PLACES]
    numbered = {str(number): name for number, name in enumerate(every, 1)}
    return [numbered.get(word, word) for word in words]


def _without_denied(text: str, titles: Mapping[str, str]) -> str:
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


def _ids(names: Sequence[str], titles: Mapping[str, str]) -> list[str]:
    """Return the names, each that means one thing by its id; the last one may still be typed."""
    ids = [meant(name, titles) for name in names[:-1]]
    whole = [one[0] if len(one) == 1 else name for one, name in zip(ids, names, strict=False)]
    return [*whole, *names[-1:]]
