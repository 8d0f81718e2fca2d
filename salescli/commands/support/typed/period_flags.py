"""The period that `--since` and `--until` name: days that have been, the first before the last."""

from __future__ import annotations

from salescli.commands.support.session import Session
from salescli.domain.time.date_grammar import DateError
from salescli.domain.time.period import Period
from salescli.domain.time.period_grammar import parse_period
from salescli.errors import UsageError
from salescli.text.wording import day_text, echo


def past_period(since: str | None, until: str | None, session: Session) -> Period:
    """Return the period that was typed: `since` may name both of its days; None leaves a side open.

    Raises UsageError, also for a beginning that is in the future.
    """
    period = period_of_flag("--since", since, session) if since is not None else Period()
    if period.since is not None and period.since > session.today:
        raise UsageError(
            f"--since: {echo(period.since, session.today)}, is in the future",
            fix="name a day that has been, such as monday, 7d or 2026-10",
        )
    if until is not None:
        last = period_of_flag("--until", f"..{until}" if until.strip() else "", session).until
        period = Period(period.since, last)
    elif since is not None and period.until == session.today:
        period = Period(period.since)
    return check_order(period, "--since", "--until")


def period_of_flag(flag: str, text: str, session: Session) -> Period:
    """Return the period that was typed at a flag, looking back. Raises UsageError that names it."""
    calendar = session.book.settings.calendar
    try:
        return parse_period(text, session.today, calendar, back=True)
    except DateError as error:
        raise UsageError(f"{flag}: {error}") from None


def check_order(period: Period, first: str, last: str) -> Period:
    """Return the period itself. Raises UsageError where its last day comes before its first one."""
    if period.since and period.until and period.until < period.since:
        raise UsageError(
            f"{first} {day_text(period.since)} comes after {last} {day_text(period.until)}",
            fix=f"the other way round: {period.until} comes first",
        )
    return period
