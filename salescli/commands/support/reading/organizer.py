"""What events of a calendar take from the book: their organizer, and how often a deal changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from salescli.commands.support.session import Session, me
from salescli.domain.deal import Person
from salescli.errors import SalescliError
from salescli.exchange.calendar.icalendar_file import is_address
from salescli.store.deal_loader import deal_file
from salescli.store.git.deal_changes import DealChanges, count_changes
from salescli.store.git.history import open_history
from salescli.store.git.identity import identity
from salescli.store.journal.owed_commits import owed_changes


def organizer(session: Session, sender: str = "") -> Person:
    """Return who invites: the `sender`, else `email` of the settings, else as git knows us.

    The address may be empty, or none.
    """
    known = identity(session.book.root)
    address = sender or session.book.settings.email or known.email
    return Person(me(session), name=known.name or me(session), email=address)


def known_organizer(session: Session) -> Person | None:
    """Return who invites; None where no address of theirs is known."""
    person = organizer(session)
    return person if is_address(person.email) else None


class ChangeCount:
    """How often the deals of a book were changed, asked of git once."""

    def __init__(self, session: Session, handle: str | None = None) -> None:
        self._root = session.book.root
        self._known: Mapping[str, DealChanges] = {}
        if not session.book.settings.commit:
            return
        try:
            history = open_history(self._root)
            self._known = count_changes(history, deal_file(handle) if handle else "deals")
        except SalescliError:  # there is no git, or no repository: nobody counts
            return
        self._waiting = owed_changes(self._root)

    def of(self, handle: str) -> DealChanges:
        """Return how often a deal was changed; its number is 0 where nobody counts."""
        file = deal_file(handle)
        counted = self._known.get(file)
        if counted is None:
            return DealChanges(0, _written(self._root / file))
        # Of several commits that are owed, git counts that the file was changed once.
        owed_of = sum(any(one.name == file for one in w.change.files) for w in self._waiting)
        if not owed_of:
            return counted
        return DealChanges(
            counted.number + owed_of - 1, max(counted.at, _written(self._root / file))
        )


def _written(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return datetime.fromtimestamp(0, UTC)
