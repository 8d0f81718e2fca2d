"""The questions about a new deal itself; Enter leaves a thing unknown."""

from __future__ import annotations

from datetime import date

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.errors import UsageError
from salescli.prompts import Asker, Hint
from salescli.text.wording import echo


def ask_employees(asker: Asker) -> int | None:
    """Return how many people work there."""

    def read(text: str) -> int | None:
        if text and not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise UsageError(f"'{text}' is not a number of people", fix="as in 250; Enter: unknown")
        return int(text) if text else None

    return asker.ask("employees", "How many people work there", read, shown="unknown")


def ask_close(asker: Asker, session: Session) -> str | None:
    """Return the expected close, as it is written."""

    def read(text: str) -> str | None:
        return arguments.day_ahead(text, session).isoformat() if text else None

    hint = Hint(preview=lambda text: echo(arguments.day_ahead(text, session), session.today))
    close = asker.ask("close", "Expected close", read, shown="unknown", hint=hint, kept=_kept)
    if close:
        asker.say(f"  {echo(date.fromisoformat(close), session.today)}")
    return close


def _kept(close: str | None) -> str:
    return close or ""
