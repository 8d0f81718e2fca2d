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


def sums(courses: Iterable[Trajectory]) -> Amounts:
    """The values of some deals, added up per currency; a deal without one adds nothing."""
    total: dict[str, Amount] = {}
    for one in courses:
        if one.value is not None:
            total[one.currency] = total.get(one.currency, 0) + one.value
    return dict(sorted(total.items()))


def days_of(courses: Iterable[Trajectory], *statuses: Status) -> Quartiles:
    """How long the deals that ended so took, in days."""
    ended = (one.days for one in courses if one.status in statuses)
    return quartiles(days for days in ended if days is not None)


def result(name: str, courses: Sequence[Trajectory], period: Period) -> GroupResult:
    """The result of some deals in a period."""
    opened = sum([period.has(one.opened) for one in courses])
    closed = [one for one in courses if not one.is_open]
    ended = [one for one in closed if period.has(one.ended)]
    advances = period.count([one.advances for one in courses])
    others = period.count([one.continuations for one in courses])
    still = len(courses) - len(closed)
    return _result(name, opened, still, ended, _share(advances, others))


def _result(
    name: str, opened: int, still: int, ended: Sequence[Trajectory], advance: Share
) -> GroupResult:
    counts = Counter(one.status for one in ended)
    return GroupResult(
        name=name,
        opened=opened,
        open=still,
        won=counts[Status.WON],
        lost=counts[Status.LOST],
        disqualified=counts[Status.DISQUALIFIED],
        win=Share(counts[Status.WON], len(ended)),
        won_value=sums(one for one in ended if one.is_won),
        days_won=days_of(ended, Status.WON),
        days_lost=days_of(ended, Status.LOST),
        advance=advance,
    )


def grouped(
    courses: Iterable[Trajectory], keys: Callable[[Trajectory], Iterable[_Key]]
) -> dict[_Key, list[Trajectory]]:
    """The deals under each of their keys."""
    groups: dict[_Key, list[Trajectory]] = defaultdict(list)
    for one in courses:
        for key in keys(one):
            groups[key].append(one)
    return groups


def by(
    courses: Iterable[Trajectory], keys: Callable[[Trajectory], Iterable[str]], period: Period
) -> tuple[GroupResult, ...]:
    """The results under each key, what ended most often first.

    A group in which nothing happened in the period is left out.
    """
    groups = grouped(courses, keys)
    results = (result(name, some, period) for name, some in groups.items())
    told = (one for one in results if one.opened or one.win.of or one.advance.of or one.open)
    return tuple(sorted(told, key=lambda one: (-one.win.of, -one.open, one.name)))


def by_quarter(courses: Iterable[Trajectory], period: Period) -> tuple[GroupResult, ...]:
    """The results of each quarter of the period, the earliest first, each thing on its own day."""
    opened: Counter[str] = Counter()
    advances: Counter[date] = Counter()
    others: Counter[date] = Counter()
    ended: dict[str, list[Trajectory]] = defaultdict(list)
    for one in courses:
        if one.opened and period.has(one.opened):
            opened[quarter(one.opened)] += 1
        if one.ended and period.has(one.ended):
            ended[quarter(one.ended)].append(one)
        advances.update(one.advances)
        others.update(one.continuations)
    agreed, wished = _by_quarter(advances, period), _by_quarter(others, period)
    return tuple(
        _result(name, opened[name], 0, ended.get(name, []), _share(agreed[name], wished[name]))
        for name in sorted({*opened, *ended, *agreed, *wished})
    )


def _by_quarter(days: Counter[date], period: Period) -> Counter[str]:
    quarters: Counter[str] = Counter()
    for day, times in days.items():
        if period.has(day):
            quarters[quarter(day)] += times
    return quarters


def _share(advances: int, continuations: int) -> Share:
    return Share(advances, advances + continuations)
