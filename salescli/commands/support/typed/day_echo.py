"""A day as it was understood, with what of it isn't kept: 'friday afternoon' is a day alone."""

from __future__ import annotations

from datetime import datetime

from salescli.commands.support.session import Session
from salescli.domain.standing import Standing
from salescli.domain.time.date_grammar import unkept_part
from salescli.domain.time.moment import When, local
from salescli.text.wording import echo


def here(when: When) -> When:
    """Return a day, or a time as the clocks here show it."""
    return local(when) if isinstance(when, datetime) else when


def when_echo(on: When, session: Session, part: str = "") -> str:
    """Return a day as it was understood; `part` is the part of it of which no time is kept."""
    unkept = f" ({part}: no time is kept, add one as in 15:00)" if part else ""
    return f"{echo(here(on), session.today)}{unkept}"


def unkept_fact(text: str | None, standing: Standing) -> str:
    """Return what is said where a day's text has a part of the day, and what comes next no time."""
    following = standing.next
    part = unkept_part(text, following.on) if text and following else ""
    return f"{part}: no time is kept, add one as in 15:00" if part else ""
