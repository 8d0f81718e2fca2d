"""People at a prompt: named by handle, new ones made on the spot with role and email."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from salescli.commands.support import arguments
from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.people_present import read_present
from salescli.commands.support.typed.person_answers import contact_answered, role_answered
from salescli.domain.deal import Person
from salescli.domain.people.known_person import UnclearPersonError
from salescli.domain.people.name_checks import check_whole
from salescli.domain.people.person_echo import person_echo
from salescli.domain.people.person_words import is_one
from salescli.errors import UsageError
from salescli.prompts import Asker, Choice, Hint
from salescli.text.answer_words import is_as_shown
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

# 'Plus Gino': those who are shown, and him.
_ADDED = lazy_re(
    r"\s*(?:(?:(?:the )?same(?: people)?(?: (?:as|of|from|like) (?:before|last time))?|wie gehabt"
    r"|wie (?:beim )?letzte[sn]? mal|dieselben|wie immer|the usual)\s+)?"
    r"(?:plus|add|include|hinzu|and|und|also|auch|dazu|zusätzlich|as well as|\+|&)\s+",
    re.IGNORECASE,
)
_TOO = lazy_re(r"[\s,]+(?:too|as well|also|auch|ook|aussi|anche)\s*[.!]?$", re.IGNORECASE)


def ask_people(
    talk: Conversation,
    key: str,
    question: str,
    default: Sequence[str],
    flagged: Sequence[str] = (),
    *,
    introduces: bool = True,
    single: bool = False,
) -> tuple[str, ...]:
    """Return the people of an encounter or a next step; new ones join those of the conversation.

    Those who are `flagged`, named by a flag, need not be asked for, but introduced where they are
    new: their role and address are asked for, unless the one line is to be all (`introduces`). Of
    a `single` answer two people are refused.
    """
    text = ", ".join(default)
    several = partial(people_named, talk, expected=default)
    named_by = partial(_one_named, talk) if single else several

    def read(answer: str) -> tuple[Person, ...]:
        """Return the people that an answer names; what is shown and taken as it is stays."""
        is_shown = text and is_as_shown(answer) and answer.strip() not in talk.people
        if len(default) == 1 and is_one(answer):
            return named_by(text)
        if text and (more := _more(answer)):
            return named_by(f"{text}; {more}")
        return named_by(text if is_shown else answer)

    named = _accepted(talk, ", ".join(flagged), read) or talk.asker.ask(
        key, question, read, default=text, shown=text or "nobody", hint=_people_hint(talk, read)
    )
    for person in named:
        if person.handle not in talk.people:
            known = _ask_person(talk.asker, person, talk.subject) if introduces else _spelt(person)
            talk.people[person.handle] = known
            if not introduces and (len(named) > 1 or known.title or known.role):
                _say_understood(talk, known)
    return tuple(person.handle for person in named)


def _more(answer: str) -> str:
    """Return who is named beside those shown: 'also Bob', 'Bob too'; '' where it names all."""
    if added := _ADDED.match(answer):
        return answer[added.end() :].strip()
    tail = _TOO.search(answer)
    return answer[: tail.start()].strip() if tail else ""


def _say_understood(talk: Conversation, who: Person) -> None:
    """Show somebody new as they were understood: name, title, role, address."""
    roles = {role.id: role.title for role in talk.subject.process.roles}
    talk.asker.say(f"  {person_echo(who, roles)}")


def likely_people(talk: Conversation) -> Sequence[str]:
    """Return who was likely there: who was expected at the next step, else who was there last."""
    standing = talk.subject.standing
    if standing.next and standing.next.people:
        return standing.next.people
    return standing.last_encounter.people if standing.last_encounter else ()


def _accepted(
    talk: Conversation, text: str, read: Callable[[str], tuple[Person, ...]]
) -> tuple[Person, ...]:
    """Return the people of the flags; none where those are refused, which is said."""
    try:
        return read(text)
    except UsageError as error:
        talk.asker.refuse(error)
        return ()


def _people_hint(talk: Conversation, read: Callable[[str], tuple[Person, ...]]) -> Hint:
    def means(text: str) -> str:
        new = [who for who in read(text) if who.handle not in talk.people]
        roles = {role.id: role.title for role in talk.subject.process.roles}
        return f"new here: {'; '.join(person_echo(who, roles) for who in new)}" if new else ""

    return Hint(
        tuple(
            Choice(person.handle, ", ".join(filter(None, (person.name, person.role))))
            for person in talk.people.values()
        ),
        parse_selection=lambda text: [
            part for word in text.split(",") if (part := word.strip()) not in ("", "-")
        ],
        preview=means,
        takes=lambda text: _taken(talk, text, read),
        also="someone new: Dana Reyes, owner, dana@acme.example; - for nobody",
    )


def _taken(
    talk: Conversation, text: str, read: Callable[[str], tuple[Person, ...]]
) -> tuple[str, ...]:
    try:
        return tuple(who.handle for who in read(text) if who.handle in talk.people)
    except UsageError:
        return tuple(talk.people)


def people_named(talk: Conversation, text: str, expected: Sequence[str] = ()) -> tuple[Person, ...]:
    """Return the people whom a text names, known or not. Raises UsageError.

    `expected` are those who would be there.
    """
    roles = {role.id: role.title for role in talk.subject.process.roles}
    try:
        named = read_present(arguments.clean(text), talk.people, roles, expected)
        for person in named:
            if person.handle not in talk.people:
                check_whole(person, talk.people.values())
                _check_no_step(person, talk.subject)
    except UnclearPersonError as error:
        raise UsageError(str(error), fix="type one of the handles") from None
    except ValueError as error:
        raise UsageError(str(error), fix="type a name, such as Dana Reyes; - for nobody") from None
    return named


def _check_no_step(person: Person, about: Subject) -> None:
    """Raise ValueError for a name that is a step of the process, typed one question late."""
    names = {folded(name) for step in about.process.steps for name in (step.id, step.title)}
    if folded(person.name) in names:
        raise ValueError(f"'{person.name}' is a step, and nobody's name")


def _one_named(talk: Conversation, text: str) -> tuple[Person, ...]:
    """Return the one whom a text names, or nobody. Raises UsageError for more."""
    named = people_named(talk, text)
    if len(named) > 1:
        names = " or ".join(person.name or person.handle for person in named)
        raise UsageError(f"one person is kept here: {names}?", fix="type one of them")
    return named


def _spelt(person: Person) -> Person:
    """Return a person of whom a handle alone was typed, with a name."""
    is_handle = " " not in person.name and person.name == person.name.lower()
    return replace(person, name=person.name.capitalize()) if is_handle else person


def _ask_person(asker: Asker, new: Person, subject: Subject) -> Person:
    """Return a new person with what wasn't typed at once; a short name stands for a longer one."""
    handle = new.handle
    asker.say(f"{new.name} is new.")
    roles = tuple(Choice(role.id, role.title) for role in subject.process.roles)
    told = (f"  roles: {', '.join(role.name for role in roles)}",) if roles else ()
    name, known = new.name, new
    if (spelt := _spelt(new)) is not new:
        name = asker.ask(f"{handle}.name", "  Name", arguments.clean, default=spelt.name)
    if not known.role:
        role, title = asker.ask(
            f"{handle}.role",
            "  Role",
            lambda text: role_answered(text, subject),
            shown="none",
            hint=Hint(roles, intro=told),
            optional=True,
        )
        known = replace(known, role=role, title=", ".join(filter(None, (known.title, title))))
        if title:
            asker.say(f"  {role or 'no role of the process'}: kept as the title '{title}'")
        elif role:
            asker.say(f"  role: {role}")
    if not known.email:
        email, phone, rest = asker.ask(
            f"{handle}.email",
            "  Email",
            lambda text: contact_answered(text, name),
            shown="none",
            optional=True,
        )
        if rest:
            asker.say(f"  left out: '{rest}'; salescli note keeps it")
        if phone:
            asker.say(f"  kept as the phone number: {phone}")
        known = replace(known, email=email, phone=phone or known.phone)
    return replace(known, name=name)
