"""A day as it was understood."""

from __future__ import annotations

from datetime import datetime

from salescli.commands.support.session import Session
from salescli.domain.time.moment import When, local
from salescli.text.wording import echo


def here(when: When) -> When:
    """Return a day, or a time as the clocks here show it."""
    return local(when) if isinstance(when, datetime) else when


def when_echo(on: When, session: Session) -> str:
    """Return a day or a time as it was understood."""
    return echo(here(on), session.today)
