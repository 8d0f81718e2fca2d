"""When what was kept of a deal and the day still holds."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.store.files.fingerprint import ABSENT, looked_into
from salescli.store.locate_book import SETTINGS


class _Kept(Protocol):
    @property
    def day(self) -> str: ...
    @property
    def since(self) -> datetime | None: ...
    @property
    def made_from(self) -> str: ...


class Validity:
    """When what the checks say of a deal holds: its day, from some time on, by these settings."""

    def __init__(self, session: Session) -> None:
        self._now, self._day = session.now, session.today.isoformat()
        self._settings = _settings_state(session)

    def of(self, about: Subject) -> tuple[str, datetime | None, str]:
        """Return the day, the time and the settings by which what is said of a deal holds."""
        since = max((entry.at for entry in about.deal.log), default=None)
        return self._day if about.standing.is_open else "", since, self._settings

    def holds(self, known: _Kept) -> bool:
        """Return whether it is about this day, and none of it passes within it."""
        if not self._settings or known.made_from != self._settings:
            return False
        if known.day not in ("", self._day):
            return False
        return known.since is None or known.since <= self._now


def _settings_state(session: Session) -> str:
    """Return the state of the settings that findings go by; nothing where that isn't known."""
    state = looked_into(str(session.book.root / SETTINGS))
    if session.has_warned or state == ABSENT:
        return ""
    return ",".join(map(str, state))
