"""Writing what a command brought about, and saying so: one write, one commit, one line."""

from __future__ import annotations

from collections.abc import Sequence

from salescli.commands.session import Session
from salescli.commands.wording import commit_message, entry_line
from salescli.model.deal import Entry, Person
from salescli.store.door import writing
from salescli.store.git import Commit
from salescli.views.document import Block, Line, Span
from salescli.views.out import emit, warn


def record(
    session: Session, handle: str, entries: Sequence[Entry], people: Sequence[Person] = ()
) -> None:
    """Add entries and people to a deal, and commit them. Raises SalescliError."""
    with writing(session.book) as door:
        door.log(handle, entries, people)
        tell(door.finish(commit_message(handle, entry_line(entries))))


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
