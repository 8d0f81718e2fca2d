"""Whom the words of a next step name: 'ring Klaus re the machine' is with Klaus alone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from salescli.domain.deal import Person
from salescli.domain.people.known_person import UnclearPersonError, known_person
from salescli.text.contact_words import is_contact
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

_EDGE = ",;:.!?()\"'\u201c\u201d"
_JOINED = lazy_re(r"[\s&+/]+")
_LONGEST_NAME = 3  # words
# What follows is spoken of, or isn't there.
_ABOUT = frozenset(
    {
        *("about", "re", "regarding", "concerning", "wegen", "uber", "betreffs", "because"),
        *("instead", "statt", "anstatt", "rather", "not", "without", "ohne", "nicht"),
    }
)
# What begins a clause: who is in it is meant where nobody is named before.
_CLAUSE = frozenset(
    {
        *("whether", "if", "that", "when", "once", "after", "before", "until", "who", "which"),
        *("ob", "wenn", "sobald", "dass", "bevor", "nachdem", "bis", "as"),
    }
)
_EITHER = frozenset({"or", "oder"})
# Names that are words too: in small letters only behind a word for a contact.
_WORDS = frozenset(
    {
        *("will", "may", "bill", "mark", "art", "rich", "grant", "sue", "rose", "hope", "chase"),
        *("drew", "frank", "pat", "ray", "max", "so", "do", "an", "in", "may", "june", "april"),
        *("herr", "frau", "mr", "mrs", "ms", "miss", "dr", "the", "a", "to", "it", "and", "und"),
    }
)


def people_in_words(text: str, people: Mapping[str, Person]) -> tuple[str, ...]:
    """Return the handles of those of the deal whom words name, in their order.

    Nobody where one of two is meant, and who is only spoken of isn't with it.
    """
    words = list(takewhile(lambda word: folded(word) not in _ABOUT, _JOINED.split(text)))
    before = list(takewhile(lambda word: folded(word) not in _CLAUSE, words))
    named = _named(before, people) or _named(words, people)
    is_either = len(named) > 1 and not _EITHER.isdisjoint(map(folded, words))
    return () if is_either else named


def _named(words: list[str], people: Mapping[str, Person]) -> tuple[str, ...]:
    handles: dict[str, None] = {}
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            if (handle := _one(words[at : at + length], words[:at], people)) is not None:
                handles[handle] = None
                at += length - 1
                break
        at += 1
    return tuple(handles)


def _one(words: list[str], before: list[str], people: Mapping[str, Person]) -> str | None:
    """Return the handle of the one whom words are; None for others, and for a name of several."""
    bare = [word.strip(_EDGE) for word in words]
    if not all(bare) or any(mark in word for word in bare for mark in "'\u2019"):
        return None
    is_word = bare[0] in _WORDS and len(bare) == 1
    if is_word and not (before and is_contact(before[-1])):
        return None
    if any(end in word for word in words[:-1] for end in ",;:"):
        return None
    try:
        who = known_person(" ".join(bare), people)
    except UnclearPersonError:
        return None
    return who.handle if who is not None and folded(bare[0]) else None
