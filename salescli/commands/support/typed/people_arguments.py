"""People as flags name them: those of the deal, and new ones with what they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace

from salescli.commands.support import arguments
from salescli.commands.support.subject import Subject
from salescli.domain.deal import Person
from salescli.domain.people.attendance import Attendance, attendance
from salescli.domain.people.person_echo import person_echo
from salescli.domain.people.person_text import UnclearPersonError, known_person, read_people
from salescli.domain.people.person_titles import is_title
from salescli.domain.people.person_words import by_pronoun
from salescli.errors import NotFoundError, UsageError
from salescli.text.answer_words import is_none
from salescli.text.handles import caseless, is_handle
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded, meant

_PARTS = lazy_re(r"\s*(?:[,;&]|\band\b|\bund\b)\s*")
_NO_IDEA = lazy_re(r"^[^,;]{4,40}[,;]\s*(?=\S)", re.MULTILINE)
_ME = {"me", "myself", "i", "ich", "mich", "mir"}


def typed_people(names: Iterable[str], people: Mapping[str, Person]) -> tuple[str, ...]:
    """People of the deal, by handle, name or address. Raises SalescliError."""
    named = _named(names, people, {})
    for person in named:
        if person.handle not in people:
            arguments.known("person", [person.name], people, _new_person(person.name, people))
    return tuple(person.handle for person in named)


def people_introduced(
    names: Iterable[str], people: Mapping[str, Person], subject: Subject
) -> tuple[tuple[str, ...], tuple[Person, ...]]:
    """People of the deal, and those who are new; a new one has more than a name: a title, say.

    Returns the handles of all and the new ones. Raises SalescliError.
    """
    roles = {role.id: role.title for role in subject.process.roles}
    named = _named(names, people, roles)
    for person in named:
        bare = replace(person, role="", title="", email="", phone="")
        if person.handle not in people and person == bare:
            arguments.known("person", [person.name], people, _new_person(person.name, people))
    new = tuple(person for person in named if person.handle not in people)
    return tuple(person.handle for person in named), new


def _named(
    names: Iterable[str], people: Mapping[str, Person], roles: Mapping[str, str]
) -> tuple[Person, ...]:
    try:
        return read_present("\n".join(map(arguments.clean, names)), people, roles)
    except UnclearPersonError as error:
        raise UsageError(str(error), fix="write one of the handles") from None
    except ValueError as error:
        raise NotFoundError(str(error), fix=_new_person("Dana Reyes", people)) from None


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


def _new_person(name: str, people: Mapping[str, Person]) -> str:
    return f"people: {', '.join(people) or 'none yet'}; a new one: --person '{name}, ROLE'"


def new_person(text: str, subject: Subject) -> Person:
    """Return a new person from `Dana Reyes <dana@acme.example>, it` or `dana: Dana Reyes, it`.

    Raises SalescliError where it isn't of that form.
    """
    first, colon, rest = arguments.clean(text).partition(":")
    handle = caseless(first.strip()) if colon else ""
    roles = {role.id: role.title for role in subject.process.roles}
    try:
        named = read_people(rest if colon else first, {}, roles)
    except ValueError:
        named = ()
    if not named or (colon and not is_handle(handle)):
        raise UsageError(f"--person '{text}' is not of the form 'Name, role, email'", fix=_PERSON)
    if len(named) > 1:
        arguments.role(named[1].name, subject)
        raise UsageError(f"--person '{text}' names two people, or two roles", fix=_PERSON)
    for title in filter(None, named[0].title.split(", ") if colon else ()):
        if meant(title, roles):
            raise UsageError(f"--person '{text}' names two roles", fix=_PERSON)
        if not is_title(title):
            arguments.role(title, subject)
    return replace(named[0], handle=handle or named[0].handle)


_PERSON = "as in --person 'Dana Reyes, it, dana@acme.example', or 'dana: Dana Reyes, it'"
