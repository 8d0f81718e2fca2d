"""What was cut off is finished, and what is owed to git is committed, before anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salescli.errors import SalescliError
from salescli.store.book import Book
from salescli.store.files.lock import locked
from salescli.store.files.own_folder import is_unsettled
from salescli.store.files.scratch import drop_scratch

if TYPE_CHECKING:
    from salescli.store.journal.settled import Recovery


def finish_owed(book: Book) -> tuple[str, ...]:
    """Finish what was cut off and commit what is owed, as every write does first; what is to say.

    Waits for a command that is at work. Raises SalescliError where git can't commit it yet.
    """
    from salescli.store.journal.owed_commits import owed_changes

    recovery, waits = _finished(book, together=True)
    if owed_changes(book.root):
        reason = waits or (recovery.settled.reason if recovery else "")
        text = f"what was written is not committed yet: {reason}"
        raise SalescliError(text, fix="when that is over, repeat the command")
    return recovery.notes if recovery else ()


def finish_begun(book: Book, *, together: bool = True) -> tuple[str, ...]:
    """Finish what was cut off, and commit what is owed as far as git lets us; what is to say.

    Waits for a command that is at work. `together`: commits that are owed may be made as one (see
    `owed_commits`). Raises SalescliError where what was cut off can't be finished.
    """
    recovery, _ = _finished(book, together=together)
    return recovery.notes if recovery else ()


def _finished(book: Book, *, together: bool) -> tuple[Recovery | None, str]:
    with locked(book.root):
        return recovered(book, together=together)


def recovered(book: Book, *, together: bool) -> tuple[Recovery | None, str]:
    """Return what became of what was cut off or owed, and why git is to run no program.

    None where nothing was; '' where git may.
    """
    drop_scratch(book.root)
    waits = ""
    if book.settings.commit:
        from salescli.store.git.foreign_programs import why_held_back

        waits = why_held_back(book.root)
    if not is_unsettled(str(book.root)):
        return None, waits
    from salescli.store.recovery import recover

    return recover(book.root, held_back=waits, together=together), waits
