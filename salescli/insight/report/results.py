"""Results of some deals: won, lost and walked away from, their value, and how long they took."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from salescli.domain.deal_fields import Amount
from salescli.domain.standing import Status
from salescli.domain.time.period import Period
from salescli.insight.report.quarters import quarter
from salescli.insight.statistics.proportion import Share
from salescli.insight.statistics.survival import Quartiles, quartiles
from salescli.insight.trajectory import Trajectory

Amounts = Mapping[str, Amount]

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class GroupResult:
    """What became of the deals of one owner, source, tag, quarter or process, or of all.

    `opened` of them in the period, `open` now, the others ended in the period. `win` is the share
    of won ones among those that ended, however they did. `advance` is the share of advances among
    the encounters of the period that ended in a next step. Amounts are per currency.
    """

    name: str
    opened: int
    open: int
    won: int
    lost: int
    disqualified: int
    win: Share
    won_value: Amounts
    days_won: Quartiles
    days_lost: Quartiles
    advance: Share


def sums(deals: Iterable[Trajectory]) -> Amounts:
    """Return the values of some deals, added up per currency; a deal without one adds nothing."""
    total: dict[str, Amount] = {}
    for deal in deals:
        if deal.value is not None:
            total[deal.currency] = total.get(deal.currency, 0) + deal.value
    return dict(sorted(total.items()))


def days_of(deals: Iterable[Trajectory], *statuses: Status) -> Quartiles:
    """Return how many days the deals of these statuses took."""
    ended = (deal.days for deal in deals if deal.status in statuses)
    return quartiles(days for days in ended if days is not None)


def result(name: str, deals: Sequence[Trajectory], period: Period) -> GroupResult:
    """Return the result of some deals in a period."""
    opened = sum([period.has(deal.opened) for deal in deals])
    closed = [deal for deal in deals if not deal.is_open]
    ended = [deal for deal in closed if period.has(deal.ended)]
    advances = period.count([deal.advances for deal in deals])
    others = period.count([deal.continuations for deal in deals])
    still = len(deals) - len(closed)
    return _result(name, opened, still, ended, _share(advances, others))


def _result(
    name: str, opened: int, still: int, ended: Sequence[Trajectory], advance: Share
) -> GroupResult:
    counts = Counter(deal.status for deal in ended)
    return GroupResult(
        name=name,
        opened=opened,
        open=still,
        won=counts[Status.WON],
        lost=counts[Status.LOST],
        disqualified=counts[Status.DISQUALIFIED],
        win=Share(counts[Status.WON], len(ended)),
        won_value=sums(deal for deal in ended if deal.is_won),
        days_won=days_of(ended, Status.WON),
        days_lost=days_of(ended, Status.LOST),
        advance=advance,
    )


def grouped(
    deals: Iterable[Trajectory], keys: Callable[[Trajectory], Iterable[_Key]]
) -> dict[_Key, list[Trajectory]]:
    """Return the deals under each of their keys."""
    groups: dict[_Key, list[Trajectory]] = defaultdict(list)
    for deal in deals:
        for key in keys(deal):
            groups[key].append(deal)
    return groups


def by(
    deals: Iterable[Trajectory], keys: Callable[[Trajectory], Iterable[str]], period: Period
) -> tuple[GroupResult, ...]:
    """Return the results under each key, what ended most often first.

    A group in which nothing happened in the period is left out.
    """
    groups = grouped(deals, keys)
    results = (result(name, own, period) for name, own in groups.items())
    shown = (row for row in results if row.opened or row.win.of or row.advance.of or row.open)
    return tuple(sorted(shown, key=lambda row: (-row.win.of, -row.open, row.name)))


def by_quarter(deals: Iterable[Trajectory], period: Period) -> tuple[GroupResult, ...]:
    """Return the results of each quarter of the period, the earliest first."""
    opened: Counter[str] = Counter()
    advances: Counter[date] = Counter()
    others: Counter[date] = Counter()
    ended: dict[str, list[Trajectory]] = defaultdict(list)
    for deal in deals:
        if deal.opened and period.has(deal.opened):
            opened[quarter(deal.opened)] += 1
        if deal.ended and period.has(deal.ended):
            ended[quarter(deal.ended)].append(deal)
        advances.update(deal.advances)
        others.update(deal.continuations)
    confirmed, others_by = _by_quarter(advances, period), _by_quarter(others, period)
    return tuple(
        _result(
            name, opened[name], 0, ended.get(name, []), _share(confirmed[name], others_by[name])
        )
        for name in sorted({*opened, *ended, *confirmed, *others_by})
    )


def _by_quarter(days: Counter[date], period: Period) -> Counter[str]:
    quarters: Counter[str] = Counter()
    for day, times in days.items():
        if period.has(day):
            quarters[quarter(day)] += times
    return quarters


def _share(advances: int, continuations: int) -> Share:
    return Share(advances, advances + continuations)
