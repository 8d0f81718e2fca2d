"""Whether a book's next steps are written to a calendar's folder."""

from __future__ import annotations

from salescli.commands.support.session import Session


def has_folder(session: Session) -> bool:
    """Whether a book's next steps are written to a calendar's folder."""
    return bool(session.book.settings.calendar_folder)
