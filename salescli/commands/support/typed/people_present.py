"""Who was there, as a text says it: those of the deal, new ones, and who wasn't."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress

from salescli.domain.deal import Person
from salescli.domain.people.attendance import Attendance, attendance
from salescli.domain.people.known_person import known_person
from salescli.domain.people.person_echo import person_echo
from salescli.domain.people.person_text import read_people
from salescli.domain.people.person_words import by_pronoun
from salescli.text.answer_words import is_none
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

_PARTS = lazy_re(r"\s*(?:[,;&]|\band\b|\bund\b)\s*")
_NO_IDEA = lazy_re(r"^[^,;]{4,40}[,;]\s*(?=\S)", re.MULTILINE)
_ME = {"me", "myself", "i", "ich", "mich", "mir"}


def read_present(
    text: str,
    people: Mapping[str, Person],
    roles: Mapping[str, str],
    expected: Collection[str] = (),
) -> tuple[Person, ...]:
    """Return the people whom a text names as being there, beside its writer.

    `expected` are those who are there where it says only who isn't.
    Raises UnclearPersonError, or ValueError with a sentence.
    """
    named = _read_present(text, people, roles, expected)
    new = [who for who in named if who.handle not in people]
    if new and not _is_same(named, people, roles):
        raise ValueError(f"'{new[-1].name}' is not clear as a name")
    return named


def _is_same(
    named: Collection[Person], people: Mapping[str, Person], roles: Mapping[str, str]
) -> bool:
    """Return whether people are read the same from how they are shown."""
    shown = (w.handle if w.handle in people else person_echo(w, roles) for w in named)
    try:
        return _read_present("; ".join(shown), people, roles) == tuple(named)
    except ValueError:
        return False


def _read_present(
    text: str,
    people: Mapping[str, Person],
    roles: Mapping[str, str],
    expected: Collection[str] = (),
) -> tuple[Person, ...]:
    known = _NO_IDEA.sub(lambda lead: "" if is_none(lead[0].rstrip(", ;")) else lead[0], text)
    names_somebody = known != text and any(word[0].isupper() for word in known.split())
    if is_none(text) and not names_somebody and text.strip() not in people:
        return ()
    text = known
    lines = [attendance(line) for line in text.splitlines()]
    there = "\n".join(filter(None, (_others(line.there, people) for line in lines)))
    absent = _known(", ".join(who for line in lines for who in line.absent), people)
    if any(line.absent for line in lines) and not there:
        there = ", ".join(handle for handle in expected if handle not in absent)
        if not there:
            raise ValueError(f"'{text.strip()}' says who isn't there: say who is")
    for who in (read := read_people(there, people, roles)):
        if who.handle not in people and (is_none(who.name) or not _is_name(who.name, people)):
            raise ValueError(f"'{who.name}' is nobody's name")
    named = tuple(who for who in read if who.handle not in absent)
    if absent and not named:
        raise ValueError(f"'{text.strip()}' leaves nobody: say who is there")
    return named


def _is_name(name: str, people: Mapping[str, Person]) -> bool:
    """Return whether a name is one, and neither somebody who is known nor who isn't there."""
    try:
        return attendance(name) == Attendance(name) and not by_pronoun(name, people)
    except ValueError:
        return False


def _known(text: str, people: Mapping[str, Person]) -> frozenset[str]:
    """Return the handles of those whom a text names, as far as they are known."""
    handles: set[str] = set()
    for part in filter(None, map(str.strip, _PARTS.split(text))):
        with suppress(ValueError):
            who = known_person(part, people)
            handles |= {who.handle} if who else {one.handle for one in by_pronoun(part, people)}
    return frozenset(handles)


def _others(text: str, people: Collection[str]) -> str:
    """Return whom a text names beside its writer: `Marta and me`."""
    parts = _PARTS.split(text)
    if _ME.isdisjoint(map(folded, parts)) or any(part in people for part in _ME):
        return text
    return ", ".join(part for part in parts if folded(part) not in _ME)
