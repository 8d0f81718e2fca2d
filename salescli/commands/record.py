"""Writing what a command brought about, and saying so: one write, one commit, one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from salescli.commands.session import Session, Subject
from salescli.commands.under_lock import Decide, reread, stamped
from salescli.commands.wording import commit_message, entry_line
from salescli.model.deal import Entry, Person
from salescli.replay import replay
from salescli.store.door import writing
from salescli.store.git import Commit
from salescli.views.document import Block, Line, Span
from salescli.views.out import emit, warn


@dataclass(frozen=True, slots=True)
class Recorded:
    """The entries that were added to a deal, and the deal as it is with them."""

    entries: Sequence[Entry]
    subject: Subject


def record(session: Session, handle: str, decide: Decide) -> Recorded:
    """Add to a deal what is decided on it as it is under the lock, and commit it.

    Raises SalescliError.
    """
    with writing(session.book) as door:
        about = reread(session, handle)
        addition = decide(about)
        entries = stamped(addition.entries, about, session)
        door.log(handle, entries, addition.people)
        tell(door.finish(commit_message(handle, entry_line(entries))))
    return Recorded(entries, _with(about, entries, addition.people))


def _with(about: Subject, entries: Sequence[Entry], people: Sequence[Person]) -> Subject:
    """Return the deal with entries and people added to it."""
    everybody = {**about.deal.people, **{person.handle: person for person in people}}
    deal = replace(about.deal, people=everybody, log=(*about.deal.log, *entries))
    return replace(about, deal=deal, standing=replay(deal, about.process))


def tell(commit: Commit) -> None:
    """Say what git had to say: nothing, when all is well."""
    if not commit.done:
        warn(f"written, but not committed: {commit.reason}")
    elif commit.note:
        warn(commit.note)


def show_written(handle: str, text: str, hint: str = "", *, due: str = "", facts: str = "") -> None:
    """Say what happened to a deal, with its facts, what is due next, and what to type next."""
    lines: list[Block] = [Line((Span(handle, "strong"), f": {text}"), hang=2)]
    lines += [Line((facts,), indent=2, hang=4)] if facts else []
    lines += [Line((f"Next: {due}",), indent=2, hang=4)] if due else []
    lines += [Line((Span(hint, "command"),), indent=2, hang=4)] if hint else []
    emit(tuple(lines))
