"""What every command ends with that wrote to a book.

What its deals came to is kept for the commands to come, and its calendar's folder follows.
"""

from __future__ import annotations

from pathlib import Path

from salescli.commands.calendar.has_folder import has_folder
from salescli.commands.support.reading.keep_written import keep_written
from salescli.commands.support.session import open_session
from salescli.errors import SalescliError
from salescli.store.write_count import written_books


def after_writes() -> None:
    """Bring the cache and the calendars up to date of the books that this command wrote to.

    Nothing is raised.
    """
    for root, deals in written_books().items():
        try:
            session = open_session(Path(root))
        except SalescliError:  # a book that was moved away or broken meanwhile
            continue
        keep_written(session, deals)
        if has_folder(session):
            from salescli.commands.calendar.folder_update import update_folder

            update_folder(session)
