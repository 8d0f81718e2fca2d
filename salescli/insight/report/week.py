"""A week in numbers: conversations, advances, endings, and what was moved. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from salescli.domain.deal import ENCOUNTERS, Deal
from salescli.domain.deal_fields import Amount
from salescli.domain.standing import Standing, Status
from salescli.domain.time.moment import day_of
from salescli.domain.time.period import Period

ADVANCES, OPENED, CLOSES = "advances", "opened", "closes"
COUNTED = (*ENCOUNTERS, ADVANCES, OPENED, *(str(s) for s in Status if s is not Status.OPEN), CLOSES)


@dataclass(frozen=True, slots=True)
class WeekNumbers:
    """What happened in a period: how often each of `COUNTED`, and what was won, per currency.

    `closes` are expected closes that were moved.
    """

    period: Period
    counts: Counter[str] = field(default_factory=Counter)
    won: Counter[str] = field(default_factory=Counter)


def this_week(today: date) -> Period:
    """Return the days from Monday to today."""
    return Period(today - timedelta(days=today.weekday()), today)


def week_before(today: date) -> Period:
    """Return the whole week before."""
    monday = today - timedelta(days=today.weekday())
    return Period(monday - timedelta(days=7), monday - timedelta(days=1))


def count_weeks(
    deals: Iterable[tuple[Deal, Standing]], periods: Iterable[Period]
) -> tuple[WeekNumbers, ...]:
    """Return the numbers of each period, from the logs of the deals."""
    weeks = tuple(WeekNumbers(period) for period in periods)
    for deal, standing in deals:
        for place, entry in enumerate(standing.log):
            day = day_of(entry.at)
            for week in weeks:
                if week.period.has(day):
                    week.counts.update(_events(standing, place))
                    if entry is standing.ending and standing.status is Status.WON:
                        _add(week.won, deal.currency, deal.value)
    return weeks


def _events(standing: Standing, place: int) -> Iterable[str]:
    entry = standing.log[place]
    follow_up = standing.follow_ups.get(place)
    if entry.is_encounter:
        yield entry.kind
    if follow_up is not None and follow_up.agreed:
        yield ADVANCES
    if place == 0:
        yield OPENED
    if entry.kind == "close" and entry.result:
        yield entry.result
    if "close" in entry.change:
        yield CLOSES


def _add(total: Counter[str], currency: str, value: Amount | None) -> None:
    if value is not None:
        total[currency] = total.get(currency, 0) + value  # type: ignore[assignment]
