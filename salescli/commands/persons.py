"""People at a prompt: named by handle, new ones made on the spot with role and email."""

from __future__ import annotations

from collections.abc import Sequence

from salescli.commands import typed
from salescli.commands.conversation import Conversation
from salescli.commands.session import Subject
from salescli.errors import UsageError
from salescli.model.deal import Person
from salescli.model.handles import is_handle
from salescli.prompts import Asker, Choice, Hint


def ask_people(
    talk: Conversation,
    key: str,
    question: str,
    default: Sequence[str],
    given: Sequence[str] = (),
) -> tuple[str, ...]:
    """The people of an encounter or a next step; new ones join those of the conversation.

    Those who are `given` need not be asked for, but introduced where they are new.
    """
    text = ", ".join(default)
    names = tuple(given) or talk.asker.ask(
        key, question, handles, default=text, shown=text or "nobody", hint=_people_hint(talk)
    )
    for handle in names:
        if handle not in talk.people:
            talk.people[handle] = _ask_person(talk.asker, handle, talk.subject)
    return names


def _people_hint(talk: Conversation) -> Hint:
    def means(text: str) -> str:
        new = [name for name in handles(text) if name not in talk.people]
        return f"new here: {', '.join(new)}" if new else ""

    return Hint(
        tuple(
            Choice(person.handle, ", ".join(filter(None, (person.name, person.role))))
            for person in talk.people.values()
        ),
        ticks=lambda text: typed.names(text.lower()),
        means=means,
        also="somebody new: type a short name, such as dana",
    )


def handles(text: str) -> tuple[str, ...]:
    """Handles of people, known or not; `-` is nobody. Raises UsageError."""
    names = tuple(typed.names(text.lower()))
    for name in names:
        if not is_handle(name):
            raise UsageError(f"'{name}' can't be a handle", fix="use a short name such as dana")
    return names


def _ask_person(asker: Asker, handle: str, subject: Subject) -> Person:
    asker.say(f"{handle} is new.")
    roles = tuple(Choice(role.id, role.title) for role in subject.process.roles)
    told = (f"  roles: {', '.join(role.name for role in roles)}",) if roles else ()
    name = asker.ask(f"{handle}.name", "  Name", typed.clean, default=handle.capitalize())
    role = asker.ask(
        f"{handle}.role",
        "  Role",
        lambda text: typed.role(text, subject),
        shown="none",
        hint=Hint(roles, told=told),
    )
    email = asker.ask(f"{handle}.email", "  Email", _email, shown="none")
    return Person(handle, name, role, email)


def _email(text: str) -> str:
    if text and ("@" not in text.strip("@") or " " in text):
        raise UsageError(f"'{text}' is not an email address", fix="as in dana@acme.example")
    return typed.clean(text)
