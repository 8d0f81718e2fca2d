"""What closes when: as the deals state it, and as the book's own history weighs it.

The chance of an open deal is the share of won ones among the closed deals of its process that came
as far as it has. Where few did, the share is drawn towards the share of the whole process, and that
one towards the share of the book: each of these priors weighs as much as WEIGHT deals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salescli.insight.report.quarters import month, months_ahead
from salescli.insight.report.results import grouped
from salescli.insight.report.stages import OPENED, Line, stage_path, stage_paths, stages_passed
from salescli.insight.statistics.proportion import Shrunk
from salescli.insight.trajectory import Trajectory

WEIGHT = 10
ENOUGH = 10  # closed deals below which nothing is said of chances and of times
AHEAD = 12  # months, this one included
PASSED, LATER, NEVER = "passed", "later", "none"

Chances = Mapping[str, tuple["Chance", ...]]


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of a deal of that process to be won, once it has reached that stage.

    `open` deals are there now.
    """

    process: str
    stage: str
    share: Shrunk
    open: int


@dataclass(frozen=True, slots=True)
class ExpectedClose:
    """What is expected to close in a month, in one currency.

    `when` is a month (`2026-11`), `passed`, `later` or `none`. `stated` adds up the values,
    `weighted` each value by its chance, and `low` and `high` by the ends of the chance's interval:
    between them lies what the history leaves open about the chances, not the luck of single deals.
    `wins` is the number of deals to expect. What is weighted is None where no deal ever closed.
    """

    when: str
    currency: str
    deals: int
    unvalued: int
    stated: Decimal
    wins: float | None
    weighted: Decimal | None
    low: Decimal | None
    high: Decimal | None


def chances(deals: Sequence[Trajectory]) -> Chances:
    """Return the chance by stage of each process; none at all while no deal of the book has closed.

    The share of the book itself starts from one in two: T. Bayes's and Laplace's rule of
    succession, (won + 1) / (closed + 2).
    """
    closed = [deal for deal in deals if not deal.is_open]
    if not closed:
        return {}
    book = (sum(deal.is_won for deal in closed) + 1) / (len(closed) + 2)
    groups = grouped(deals, lambda deal: (deal.process,))
    return {process: tuple(_chances(process, own, book)) for process, own in groups.items()}


def _chances(process: str, deals: Sequence[Trajectory], book: float) -> Iterable[Chance]:
    line = stage_path(deals)
    won, closed, still = ([0] * (len(line) + 1) for _ in range(3))
    for deal in deals:
        far = stages_passed(deal, line)
        if deal.is_open:
            still[far] += 1
            continue
        for place in range(far + 1):
            closed[place] += 1
            won[place] += deal.is_won
    prior = book
    for place, stage in enumerate((OPENED, *line)):
        share = Shrunk(won[place], closed[place], prior, WEIGHT)
        if place == 0:
            prior = share.value
        yield Chance(process, stage, share, still[place])


def chance_of(deal: Trajectory, known: Chances, lines: Mapping[str, Line]) -> Chance | None:
    """Return the chance of a deal by how far it came; None if no deal of the book ever closed."""
    return known[deal.process][stages_passed(deal, lines[deal.process])] if known else None


def forecast(deals: Sequence[Trajectory], known: Chances, today: date) -> tuple[ExpectedClose, ...]:
    """Return what the open deals bring by the month of their expected close, as of today."""
    ahead = months_ahead(today, AHEAD)
    lines = stage_paths(deals)
    groups: dict[tuple[int, str, str], list[tuple[Trajectory, Chance | None]]] = defaultdict(list)
    order = {when: n for n, when in enumerate((PASSED, *ahead, LATER, NEVER))}
    for deal in deals:
        if deal.is_open:
            when = _when(deal.close, today, order)
            chance = chance_of(deal, known, lines)
            groups[order[when], when, deal.currency].append((deal, chance))
    intervals = {id(c): _ends(c) for each in known.values() for c in each if c.open}
    return tuple(
        _due(when, currency, own, intervals)
        for (_, when, currency), own in sorted(groups.items(), key=lambda item: item[0])
    )


def _when(close: date | None, today: date, order: Mapping[str, int]) -> str:
    if close is None:
        return NEVER
    if close < today:
        return PASSED
    return month(close) if month(close) in order else LATER


_Ends = tuple[Decimal, Decimal, Decimal]


def chance_weight(chance: Chance) -> Decimal:
    """Return what a value is multiplied by to weigh it."""
    return _ends(chance)[1]


def _ends(chance: Chance) -> _Ends:
    interval = chance.share.interval
    ends = (chance.share.value, interval.low, interval.high)
    low, middle, high = sorted(Decimal(f"{end:.4f}") for end in ends)
    return low, middle, high


def _due(
    when: str,
    currency: str,
    weighed: Sequence[tuple[Trajectory, Chance | None]],
    intervals: Mapping[int, _Ends],
) -> ExpectedClose:
    stated = Decimal(0)
    low = weighted = high = Decimal(0)
    wins, unvalued, known = 0.0, 0, True
    for deal, chance in weighed:
        value = Decimal(deal.value or 0)
        stated += value
        unvalued += deal.value is None
        if chance is None:
            known = False
            continue
        ends = intervals[id(chance)]
        wins += chance.share.value
        low, weighted, high = (
            low + value * ends[0],
            weighted + value * ends[1],
            high + value * ends[2],
        )
    if not known:
        return ExpectedClose(when, currency, len(weighed), unvalued, stated, None, None, None, None)
    return ExpectedClose(when, currency, len(weighed), unvalued, stated, wins, weighted, low, high)
