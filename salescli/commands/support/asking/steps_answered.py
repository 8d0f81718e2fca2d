"""Which steps an answer says were done: by name, by number, as shown, or behind a yes or a no."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress

from salescli.commands.support import arguments
from salescli.commands.support.asking.encounter_questions import united, without_denied
from salescli.commands.support.subject import Subject
from salescli.domain.standing import AgendaItem
from salescli.errors import SalescliError
from salescli.text.added_words import added
from salescli.text.answer_words import begins_with_no, is_as_shown, is_none
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded, meant
from salescli.text.outcome_answers import numbered_answer
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


def steps_answered(
    text: str, default: Sequence[str], in_words: Mapping[str, AgendaItem], about: Subject
) -> tuple[str, ...]:
    """Return what an answer says was done: steps and items in words. Raises SalescliError."""
    titles = step_titles(in_words, about)
    if default and (more := added(text)) and not meant(text, titles):
        return united(default, steps_named([without_talk(more)], in_words, about))
    text = ", ".join(_numbered(text, titles)) or text
    first, text = text.split(",", maxsplit=1)[0], without_denied(text, titles)
    try:
        return steps_named(_answered(text, default), in_words, about)
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
        return steps_named([without_talk(text)], in_words, about)
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
    named = steps_named([rest], in_words, about)
    return united(default, named) if _TOO.search(text) else named


def _answered(text: str, default: Sequence[str]) -> Sequence[str]:
    """Return the names that an answer gives; yes, or done, is the default."""
    if is_as_shown(text):
        return default
    return [] if is_none(text) else [text]


def steps_named(
    names: Sequence[str], in_words: Mapping[str, AgendaItem], about: Subject
) -> tuple[str, ...]:
    """Return the steps and the names of items in words that are meant. Raises SalescliError."""
    if not about.judged:
        return arguments.steps(names, about)
    titles = step_titles(in_words, about)
    return arguments.named_steps(names, titles, f"use one of: {', '.join(titles)}")


def step_titles(in_words: Mapping[str, AgendaItem], about: Subject) -> dict[str, str]:
    """Return the titles of what may have been done: steps by id, and items in words by name."""
    titles = {step.id: step.title for step in about.process.steps}
    return titles | {name: item.next.what for name, item in in_words.items()}
