"""People at a prompt: named by handle, new ones made on the spot with role and email."""

from __future__ import annotations

from collections.abc import Sequence

from salescli.commands import typed
from salescli.commands.conversation import Conversation
from salescli.commands.session import Subject
from salescli.errors import UsageError
from salescli.model.deal import Person
from salescli.model.handles import is_handle
from salescli.prompts import Asker


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
        key, question, handles, default=text, shown=text or "nobody", offers=tuple(talk.people)
    )
    for handle in names:
        if handle not in talk.people:
            talk.people[handle] = _ask_person(talk.asker, handle, talk.subject)
    return names


def handles(text: str) -> tuple[str, ...]:
    """Handles of people, known or not; `-` is nobody. Raises UsageError."""
    names = tuple(name.lower() for name in typed.words(text) if name != "-")
    for name in names:
        if not is_handle(name):
            raise UsageError(f"'{name}' can't be a handle", fix="use a short name such as dana")
    return names


def _ask_person(asker: Asker, handle: str, subject: Subject) -> Person:
    asker.say(f"{handle} is new.")
    roles = [role.id for role in subject.process.roles]
    if roles:
        asker.say(f"  roles: {', '.join(roles)}")
    name = asker.ask(f"{handle}.name", "  Name", typed.clean, default=handle.capitalize())
    role = asker.ask(
        f"{handle}.role",
        "  Role",
        lambda text: typed.role(text, subject),
        shown="none",
        offers=roles,
    )
    email = asker.ask(f"{handle}.email", "  Email", _email, shown="none")
    return Person(handle, name, role, email)


def _email(text: str) -> str:
    if text and ("@" not in text.strip("@") or " " in text):
        raise UsageError(f"'{text}' is not an email address", fix="as in dana@acme.example")
    return typed.clean(text)
