"""The report: all of its sections from the courses of the deals and today. Pure.

A period picks by the day on which something happened: deals that ended count by the day they did,
those that were opened by that day (conversion and the time to close follow the latter), encounters
and moved closes by their own. The pipeline and the forecast are today's, and the chances come from
all that ever closed, whatever the period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from salescli.domain.standing import Status
from salescli.domain.time.period import Period
from salescli.insight.report.encounters import (
    EncounterStats,
    LossReasons,
    Slippage,
    encounters,
    reasons,
    slippage,
)
from salescli.insight.report.forecast import Chance, Chances, ExpectedClose, chances, forecast
from salescli.insight.report.results import GroupResult, by, by_quarter, days_of, result
from salescli.insight.report.stages import Passage, Standings, passages, pipeline
from salescli.insight.statistics.proportion import Interval, difference
from salescli.insight.statistics.survival import Quartiles, Survival, kaplan_meier
from salescli.insight.trajectory import Trajectory

ALL = Period()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is asked for; `process` is empty for all, `other` a period to compare with."""

    today: date
    period: Period = ALL
    process: str = ""
    other: Period | None = None


@dataclass(frozen=True, slots=True)
class Cycle:
    """How many days the deals took that ended so in the period."""

    status: str
    days: Quartiles


@dataclass(frozen=True, slots=True)
class Compared:
    """The results of the other period, and how the shares differ: now less then, at 95 %."""

    other: GroupResult
    win: Interval | None
    advance: Interval | None


@dataclass(frozen=True, slots=True)
class Report:
    """The sections, in the order in which they are shown."""

    scope: Scope
    deals: int
    total: GroupResult
    compared: Compared | None
    pipeline: tuple[Standings, ...]
    forecast: tuple[ExpectedClose, ...]
    chances: tuple[Chance, ...]
    conversion: tuple[Passage, ...]
    cycle: tuple[Cycle, ...]
    to_close: Survival
    slippage: tuple[Slippage, ...]
    encounters: tuple[EncounterStats, ...]
    reasons: tuple[LossReasons, ...]
    processes: tuple[GroupResult, ...]
    owners: tuple[GroupResult, ...]
    sources: tuple[GroupResult, ...]
    tags: tuple[GroupResult, ...]
    quarters: tuple[GroupResult, ...]


def build_report(deals: Sequence[Trajectory], scope: Scope) -> Report:
    """Return the report on the deals of the scope's process, with chances from the whole book."""
    period, known = scope.period, chances(deals)
    chosen = [deal for deal in deals if not scope.process or deal.process == scope.process]
    total = result("", chosen, period)
    return Report(
        scope=scope,
        deals=len(chosen),
        total=total,
        compared=_compared(chosen, total, scope.other) if scope.other else None,
        pipeline=pipeline(chosen),
        forecast=forecast(chosen, known, scope.today),
        chances=_reached(chosen, known),
        conversion=passages(chosen, period),
        cycle=_cycle(chosen, period),
        to_close=time_to_close(chosen, scope),
        slippage=slippage(chosen, period),
        encounters=encounters(chosen, period),
        reasons=reasons(chosen, period),
        processes=by(chosen, lambda deal: (deal.process,), period),
        owners=by(chosen, lambda deal: (deal.owner,), period),
        sources=by(chosen, lambda deal: (deal.source,), period),
        tags=by(chosen, lambda deal: deal.tags, period),
        quarters=by_quarter(chosen, period),
    )


def _compared(deals: Sequence[Trajectory], now: GroupResult, other: Period) -> Compared:
    then = result("", deals, other)
    return Compared(then, difference(now.win, then.win), difference(now.advance, then.advance))


def _reached(deals: Sequence[Trajectory], known: Chances) -> tuple[Chance, ...]:
    processes = {deal.process for deal in deals}
    return tuple(chance for name in sorted(known) if name in processes for chance in known[name])


def _cycle(deals: Sequence[Trajectory], period: Period) -> tuple[Cycle, ...]:
    ended = [deal for deal in deals if not deal.is_open and period.has(deal.ended)]
    rows = (Cycle(str(status), days_of(ended, status)) for status in Status)
    return tuple(row for row in rows if row.days.count)


def time_to_close(deals: Sequence[Trajectory], scope: Scope) -> Survival:
    """Return how many days deals opened in the period stay open; those still open are censored."""
    cohort = [deal for deal in deals if deal.opened and scope.period.has(deal.opened)]
    ended = [deal.days for deal in cohort if deal.days is not None]
    ages = [(scope.today - deal.opened).days for deal in cohort if deal.is_open and deal.opened]
    return kaplan_meier(ended, (age for age in ages if age >= 0))
