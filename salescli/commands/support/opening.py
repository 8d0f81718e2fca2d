"""The opening of a deal: nothing that took place is before it, so it moves back where need be."""

from __future__ import annotations

from datetime import datetime

from salescli.commands.support.session import Session, Subject
from salescli.domain.deal import Entry
from salescli.domain.time.moment import local
from salescli.text.wording import echo


def moved_opening(about: Subject, at: datetime) -> Entry | None:
    """Return the opening of a deal where something `at` that time is before it."""
    first = about.standing.log[0] if about.standing.log else None
    return first if first is not None and first.kind == "open" and at < first.at else None


def opening_text(opening: Entry | None, at: datetime, session: Session) -> str:
    """Return what is said where an opening was moved back to a time; nothing where none was."""
    if opening is None:
        return ""
    return f"Its opening is moved back to {echo(local(at), session.today)}"
