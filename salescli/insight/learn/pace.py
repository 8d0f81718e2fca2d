"""How soon steps came after the encounter before them, in won deals and in lost ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from salescli.domain.process import Process, Step
from salescli.insight.learn.compare import ENOUGH, ComparedFact, Comparison, compare_fact
from salescli.insight.learn.evidence import Evidence
from salescli.insight.learn.landmark import landmarks, passed
from salescli.insight.statistics.exact_tests import ContingencyTable
from salescli.insight.statistics.noninferiority import is_noninferior
from salescli.insight.statistics.rank_test import rank_test
from salescli.insight.statistics.survival import quartiles

Quartiles = tuple[float, float, float]
_Timed = list[tuple[int, bool, int]]  # revision, won, business days


@dataclass(frozen=True, slots=True)
class Pace:
    """The business days before a step was first held; quartiles are None without any.

    `within` is the time frame in business days, None where there is none or one of hours.
    """

    step: str
    within: int | None
    won: int
    lost: int
    won_quartiles: Quartiles | None
    lost_quartiles: Quartiles | None


def paces(process: Process, deals: Sequence[Evidence]) -> list[Pace]:
    """Return the pace of every step.

    Where something comes after a step, the deals that went on past it: by then it is known how
    long it took, and not yet how the deal ends.
    """
    rows = []
    for step in process.steps:
        timed = _timed(process, step, deals)
        won = [days for _, was_won, days in timed if was_won]
        lost = [days for _, was_won, days in timed if not was_won]
        counts = (limit_of(step), len(won), len(lost))
        rows.append(Pace(step.id, *counts, _quartiles(won), _quartiles(lost)))
    return rows


def compared_paces(process: Process, deals: Sequence[Evidence]) -> Iterator[Comparison]:
    """Yield what the deals that went on past a step say of its pace."""
    for step in process.steps:
        if landmarks(process)[step.id]:
            yield from _comparisons(step, _timed(process, step, deals))


def limit_of(step: Step) -> int | None:
    """Return a step's time frame in whole business days."""
    days = step.within.business_days if step.within else 0.0
    return ceil(days) or None


def upper_quartile(process: Process, step: str, deals: Sequence[Evidence]) -> int | None:
    """Return the business days in which three quarters of the won deals had come to a step."""
    declared = process.step(step)
    timed = _timed(process, declared, deals) if declared else []
    quartiles_won = _quartiles([days for _, won, days in timed if won])
    return ceil(quartiles_won[2]) if quartiles_won else None


def _timed(process: Process, step: Step, deals: Sequence[Evidence]) -> _Timed:
    always = not landmarks(process)[step.id]
    timed = []
    for deal in deals:
        if deal.decided and step.id in deal.gaps:
            moment = passed(process, step.id, deal)
            if always or (moment is not None and deal.first[step.id] < moment):
                timed.append((deal.revision, deal.won, deal.gaps[step.id]))
    return timed


def _quartiles(days: Sequence[int]) -> Quartiles | None:
    result = quartiles(days)
    if result.lower is None or result.median is None or result.upper is None:
        return None
    return result.lower, result.median, result.upper


def _comparisons(step: Step, timed: _Timed) -> Iterator[Comparison]:
    """Yield whether time matters, by a rank test; if most are late, whether that costs anything."""
    limit = _best_limit(timed)
    if limit is not None:
        revisions = sorted({revision for revision, _, _ in timed})
        strata = [
            (
                [days for r, won, days in timed if won and r == revision],
                [days for r, won, days in timed if not won and r == revision],
            )
            for revision in revisions
        ]
        tables = tuple(_tables(timed, limit).values())
        yield Comparison(ComparedFact.PACE, step.id, tables, p=rank_test(strata), limit=limit)
    within = limit_of(step)
    late = sum(days > within for _, _, days in timed) if within else 0
    if within and late * 2 > len(timed):
        table = max(_tables(timed, within).values(), key=lambda t: min(t.having, t.lacking))
        turned = table.turned
        yield Comparison(
            ComparedFact.LATE, step.id, (turned,), p=is_noninferior(turned), limit=within
        )


def _tables(timed: _Timed, limit: int) -> dict[int, ContingencyTable]:
    """Return, by revision, the deals that took up to so many days against those that took more."""
    tables: dict[int, ContingencyTable] = {}
    for revision, won, days in sorted(timed):
        tables[revision] = tables.get(revision, ContingencyTable()) + compare_fact(
            won, days <= limit
        )
    return tables


def _best_limit(timed: _Timed) -> int | None:
    """Return the days that tell won from lost deals best, with enough deals on either side.

    Only to describe a difference that the rank test shows; it is no test itself.
    """
    best: tuple[float, int] | None = None
    by_days: dict[int, ContingencyTable] = {}
    for _, won, days in timed:
        by_days[days] = by_days.get(days, ContingencyTable()) + compare_fact(won, having=False)
    total, sooner = sum(by_days.values(), ContingencyTable()), ContingencyTable()
    for days in sorted(by_days):
        sooner += by_days[days]
        size, rest = sooner.lacking, len(timed) - sooner.lacking
        if min(size, rest) < ENOUGH or days < 1:
            continue
        apart = abs(sooner.won * total.lost - sooner.lost * total.won) / sqrt(size * rest)
        if best is None or apart > best[0]:
            best = apart, days
    return best[1] if best else None
