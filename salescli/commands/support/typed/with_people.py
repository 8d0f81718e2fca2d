"""'With declan only', 'w/ Tom and Katrin', 'mit Frau Grün': who is there, said with a next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salescli.domain.deal import Person
from salescli.domain.people.person_text import UnclearPersonError, known_person
from salescli.errors import UsageError
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

_WITH = frozenset({"with", "w/", "mit"})
_WITH_KNOWN = _WITH | {"w", "met", "avec", "w."}
_JOINED = lazy_re(r"(?<!\S)w/(?=\w\w)")
_ONLY = frozenset({"only", "just", "nur", "alone", "allein", "alleine", "lediglich"})
_AND = lazy_re(r"\s*(?:[,;&+]|(?<!\S)(?:and|und|u\.?|en|et|n)(?!\S))\s*")
_LONGEST = 10  # words about people


@dataclass(frozen=True, slots=True)
class WithPeople:
    """A text without what says who is there, and who that is.

    `stranger` is whom it names where nobody of the deal is called so. `is_short`: its 'with' is no
    word to be kept.
    """

    rest: str
    people: tuple[str, ...] = ()
    stranger: str = ""
    is_short: bool = False


def with_people(text: str, people: Mapping[str, Person]) -> WithPeople | None:
    """Return a text parted from the people that it is with; None where it says nothing of them.

    Raises UsageError for a name that several have.
    """
    words = _JOINED.sub("w/ ", text).split()
    for at in range(len(words) - 1, 0, -1):
        if (joint := words[at].lower()) not in _WITH_KNOWN:
            continue
        behind = words[at + 1 :]
        for length in range(min(len(behind), _LONGEST), 0, -1):
            rest = " ".join((*words[:at], *behind[length:]))
            if named := _named(behind[:length], people):
                return WithPeople(rest.strip(" ,"), named, is_short=joint not in _WITH)
        if joint in _WITH and (stranger := _stranger(behind)):
            rest = " ".join((*words[:at], *behind[len(stranger.split()) :]))
            return WithPeople(rest.strip(" ,"), stranger=_bare(stranger.split()))
    return None


def _named(words: list[str], people: Mapping[str, Person]) -> tuple[str, ...]:
    """Return the people of the deal whom words are, all of them; else nobody."""
    handles: dict[str, None] = {}
    for part in _AND.split(_bare(words)):
        try:
            who = known_person(part, people) if part else None
        except UnclearPersonError as error:
            raise UsageError(str(error), fix="write one of the handles") from None
        if who is None:
            return ()
        handles[who.handle] = None
    return tuple(handles)


def _bare(words: list[str]) -> str:
    return " ".join(word for word in words if folded(word) not in _ONLY).strip(" ,;")


def _stranger(words: list[str]) -> str:
    """Return the words up to an 'only', where they end with it: nobody of the deal is called so."""
    only = next((n for n, word in enumerate(words) if n and folded(word) in _ONLY), 0)
    return " ".join(words[: only + 1]) if only else ""
