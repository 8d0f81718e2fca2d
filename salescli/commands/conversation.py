"""A conversation in a terminal about one deal: who asks, about what, and the draft of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from salescli.commands.session import Session, Subject
from salescli.errors import InterruptedByUserError
from salescli.model.deal import Person
from salescli.model.moment import local
from salescli.model.spoken import when_text
from salescli.prompts import HALF, Asker
from salescli.store.drafts import Draft, drop_draft, find_draft, keep_draft


@dataclass(frozen=True, slots=True)
class Conversation:
    """Who asks, about which deal; `people` grows with those who are named for the first time."""

    asker: Asker
    subject: Subject
    session: Session
    people: dict[str, Person]

    @property
    def newcomers(self) -> tuple[Person, ...]:
        """The people that the deal doesn't have yet."""
        known = self.subject.deal.people
        return tuple(person for handle, person in self.people.items() if handle not in known)


def talk_about(subject: Subject, session: Session, asker: Asker) -> Conversation:
    """A conversation about a deal, with the people that it has."""
    return Conversation(asker, subject, session, dict(subject.deal.people))


@contextmanager
def asking(command: str, name: str, session: Session, resume: str) -> Iterator[Asker]:
    """An asker that keeps a draft of each answer, and begins with an earlier one's draft.

    The draft is dropped when the body ends well. When the conversation is cut off it stays, and
    InterruptedByUserError says so; `resume` is the command that takes it up again.
    """
    root = session.book.root
    given = _resumed(find_draft(root, command, name))
    if not given:
        drop_draft(root, command, name)

    def keep(answers: Mapping[str, str]) -> None:
        keep_draft(root, Draft(command, name, session.now, dict(answers)))

    try:
        yield Asker(given, keep)
    except InterruptedByUserError:
        if find_draft(root, command, name) is None:
            raise
        raise InterruptedByUserError(
            f"{name}: what you typed is kept as a draft", fix=f"{resume}   takes it up again"
        ) from None
    drop_draft(root, command, name)


def _resumed(draft: Draft | None) -> Mapping[str, str]:
    """The answers of a draft, if there is one and it is wanted."""
    if draft is None:
        return {}
    asker = Asker({}, lambda _: None)
    asker.say(f"There is a draft of {when_text(local(draft.at))}: {summary(draft)}")
    wanted = asker.confirm("resume", "Take it up again?", default=True)
    return draft.answers if wanted else {}


def summary(draft: Draft) -> str:
    """What a draft holds, on one line."""
    said = (f"{key.removesuffix(HALF)}: {text}" for key, text in draft.answers.items() if text)
    return "; ".join(said) or "nothing typed yet"
