"""What was cut off is finished, and what is owed to git is committed, before anything else."""

from __future__ import annotations

from salescli.errors import SalescliError
from salescli.store.book import Book
from salescli.store.files.lock import locked
from salescli.store.files.own_folder import is_unsettled
from salescli.store.files.scratch import drop_scratch
from salescli.store.journal.owed_commits import owed_changes
from salescli.store.recovery import Recovery, held_back, recover


def finish_owed(book: Book) -> tuple[str, ...]:
    """Finish what was cut off and commit what is owed, as every write does first; what is to say.

    Waits for a command that is at work. Raises SalescliError where git can't commit it yet.
    """
    recovery, waits = _finished(book, together=True)
    if owed_changes(book.root):
        text = f"what was written is not committed yet: {waits or recovery.settled.reason}"
        raise SalescliError(text, fix="when that is over, repeat the command")
    return recovery.notes


def finish_begun(book: Book, *, together: bool = True) -> Recovery:
    """Finish what was cut off, and commit what is owed as far as git lets us; what became of it.

    Waits for a command that is at work. `together`: commits that are owed may be made as one (see
    `owed_commits`). Raises SalescliError where what was cut off can't be finished.
    """
    return _finished(book, together=together)[0]


def _finished(book: Book, *, together: bool) -> tuple[Recovery, str]:
    with locked(book.root):
        return recovered(book, together=together)


def recovered(book: Book, *, together: bool) -> tuple[Recovery, str]:
    """Return what became of what was cut off, and why git is to run no program; '' where it may."""
    drop_scratch(book.root)
    waits = held_back(book.root) if book.settings.commit else ""
    if not is_unsettled(str(book.root)):
        return Recovery(), waits
    return recover(book.root, held_back=waits, together=together), waits
