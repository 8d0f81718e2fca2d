"""What every command ends with that wrote to a book: its calendar's folder follows."""

from __future__ import annotations

from pathlib import Path

from salescli.commands.calendar.has_folder import has_folder
from salescli.commands.support.session import open_session
from salescli.errors import SalescliError
from salescli.store.write_count import written_books


def after_writes() -> None:
    """Bring the calendars of the books up to date that this command wrote to; nothing is raised."""
    for root in written_books():
        try:
            session = open_session(Path(root))
        except SalescliError:  # a book that was moved away or broken meanwhile
            continue
        if has_folder(session):
            from salescli.commands.calendar.folder_update import update_folder

            update_folder(session)
