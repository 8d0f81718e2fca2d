"""The period that `--since` and `--until` name: days that were, the first before the last."""

from __future__ import annotations

from datetime import date

from salescli.commands import typed
from salescli.commands.session import Session
from salescli.errors import UsageError
from salescli.model.period import Period
from salescli.model.spoken import day_text, echo


def past_period(since: str | None, until: str | None, session: Session) -> Period:
    """The period between two days as they were typed; None leaves a side open.

    Raises UsageError, also for a beginning that lies ahead: `nov 1` is the next one.
    """
    first = day_of_flag("--since", since, session) if since is not None else None
    if first is not None and first > session.today:
        raise UsageError(
            f"--since: {echo(first, session.today)}, lies ahead", fix="write the year, too"
        )
    last = day_of_flag("--until", until, session) if until is not None else None
    return in_order(Period(first, last), "--since", "--until")


def day_of_flag(flag: str, text: str, session: Session) -> date:
    """The day that was typed at a flag. Raises UsageError that names it."""
    try:
        return typed.day(text.strip().lower(), session)
    except UsageError as error:
        raise UsageError(f"{flag}: {error.message}") from None


def in_order(period: Period, first: str, last: str) -> Period:
    """The period itself. Raises UsageError where its last day comes before its first one."""
    if period.since and period.until and period.until < period.since:
        raise UsageError(
            f"{first} {day_text(period.since)} comes after {last} {day_text(period.until)}",
            fix=f"the other way round: {period.until} comes first",
        )
    return period
