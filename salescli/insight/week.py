"""What a week came to, for the day on which nothing is left to do: held, won, and days at zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from salescli.domain.deal_fields import Amount
from salescli.domain.standing import Status
from salescli.domain.time.period import Period
from salescli.domain.time.workdays import Calendar
from salescli.insight.days_at_zero import streak
from salescli.insight.trajectory import Trajectory


@dataclass(frozen=True, slots=True)
class WeekDone:
    """What was done from Monday to today.

    `encounters` and how many of them were `advances`; deals `won`, with their `values` by
    currency, those `lost` and `walked_away` from; workdays in a row that ended at zero.
    """

    encounters: int = 0
    advances: int = 0
    won: int = 0
    values: tuple[tuple[Amount, str], ...] = ()
    lost: int = 0
    walked_away: int = 0
    days_at_zero: int = 0


def week_done(deals: Sequence[Trajectory], today: date, calendar: Calendar) -> WeekDone:
    """Return what was done in the week of a day, up to that day."""
    week = Period(today - timedelta(days=today.weekday()), today)
    ended = [deal for deal in deals if deal.ended is not None and week.has(deal.ended)]
    won = [deal for deal in ended if deal.status is Status.WON]
    advances = week.count([deal.advances for deal in deals])
    others = [
        days for deal in deals for days in (deal.continuations, deal.loose, deal.closing) if days
    ]
    return WeekDone(
        encounters=advances + week.count(others),
        advances=advances,
        won=len(won),
        values=_values(won),
        lost=sum(deal.status is Status.LOST for deal in ended),
        walked_away=sum(deal.status is Status.DISQUALIFIED for deal in ended),
        days_at_zero=streak(
            ((deal.opened, deal.lapses) for deal in deals if deal.opened is not None),
            today,
            calendar,
        ),
    )


def _values(won: Iterable[Trajectory]) -> tuple[tuple[Amount, str], ...]:
    sums: dict[str, Amount] = {}
    for deal in won:
        if deal.value is not None:
            sums[deal.currency] = sums.get(deal.currency, 0) + deal.value
    return tuple((value, currency) for currency, value in sorted(sums.items()))
