"""People as flags name them: those of the deal, and new ones with what they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from salescli.commands.support import arguments
from salescli.commands.support.subject import Subject
from salescli.domain.deal import Person
from salescli.errors import NotFoundError, UsageError
from salescli.text.handles import caseless, is_handle
from salescli.text.matching import meant


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
    typed = [arguments.clean(name) for name in names]
    if all(name in people for name in typed):
        return tuple(people[name] for name in dict.fromkeys(typed))
    # Most are named by their handles: all else is loaded only where somebody is not.
    from salescli.commands.support.typed.people_present import read_present
    from salescli.domain.people.known_person import UnclearPersonError

    try:
        return read_present("\n".join(typed), people, roles)
    except UnclearPersonError as error:
        raise UsageError(str(error), fix="write one of the handles") from None
    except ValueError as error:
        raise NotFoundError(str(error), fix=_new_person("Dana Reyes", people)) from None


def _new_person(name: str, people: Mapping[str, Person]) -> str:
    return f"people: {', '.join(people) or 'none yet'}; a new one: --person '{name}, ROLE'"


def new_person(text: str, subject: Subject) -> Person:
    """Return a new person from `Dana Reyes <dana@acme.example>, it` or `dana: Dana Reyes, it`.

    Raises SalescliError where it isn't of that form.
    """
    from salescli.domain.people.person_text import read_people
    from salescli.domain.people.person_titles import is_title

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
