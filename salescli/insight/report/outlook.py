"""The outlook: what will come in and from what, how sure that is, and what stands in its way. Pure.

It is the report in short: the forecast by quarters, the deals that matter most in it, this quarter
beside the last one, and what would make the forecast better.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salescli.domain.summary import Summary
from salescli.insight.report.forecast import ENOUGH, LATER, NEVER, PASSED, ExpectedClose
from salescli.insight.report.quarters import quarter
from salescli.insight.report.report import Report
from salescli.insight.report.results import GroupResult
from salescli.insight.trajectory import Trajectory

_MOST = 3  # deals that are named


@dataclass(frozen=True, slots=True)
class Coming:
    """What is expected to close in a quarter (`2026-Q4`), or `passed`, `later` or `none`."""

    when: str
    currency: str
    deals: int
    stated: Decimal
    weighted: Decimal | None
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Obstacles:
    """The handles of open deals in whose way something stands."""

    unscheduled: tuple[str, ...]
    overdue: tuple[str, ...]
    passed: tuple[str, ...]
    unvalued: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """All that the first screen of the report says. `closed` deals are what it can learn from."""

    today: date
    deals: int
    closed: int
    coming: tuple[Coming, ...]
    largest: tuple[Trajectory, ...]
    this: GroupResult | None
    last: GroupResult | None
    obstacles: Obstacles

    @property
    def carries(self) -> bool:
        """Whether enough deals were closed for their share of wins to weigh by."""
        return self.closed >= ENOUGH

    @property
    def quarter(self) -> str:
        """The quarter of today."""
        return quarter(self.today)


def build_outlook(
    report: Report, deals: Sequence[Trajectory], open_deals: Iterable[Summary]
) -> Outlook:
    """Return the outlook on the deals of the report; `deals` are all of the book."""
    scope = report.scope
    chosen = [deal for deal in deals if not scope.process or deal.process == scope.process]
    valued = [deal for deal in chosen if deal.is_open and deal.value]
    quarters = {result.name: result for result in report.quarters}
    return Outlook(
        today=scope.today,
        deals=report.deals,
        closed=sum(not deal.is_open for deal in deals),
        coming=_by_quarter(report.forecast, scope.today),
        largest=tuple(sorted(valued, key=lambda deal: -(deal.value or 0))[:_MOST]),
        this=quarters.get(quarter(scope.today)),
        last=quarters.get(quarter_before(scope.today)),
        obstacles=_obstacles(open_deals, scope.process, scope.today),
    )


def quarter_before(today: date) -> str:
    """Return the quarter before that of a day."""
    year, _, number = quarter(today).partition("-Q")
    return f"{year}-Q{int(number) - 1}" if number != "1" else f"{int(year) - 1:04}-Q4"


def _by_quarter(forecast: Sequence[ExpectedClose], today: date) -> tuple[Coming, ...]:
    """Return the forecast of months added up: this quarter, the next one, and what comes later."""
    groups: dict[tuple[str, str], list[ExpectedClose]] = {}
    for due in forecast:
        groups.setdefault((_quarter_of(due.when, today), due.currency), []).append(due)
    return tuple(_together(when, currency, own) for (when, currency), own in groups.items())


def _quarter_of(when: str, today: date) -> str:
    if when in (PASSED, LATER, NEVER):
        return when
    year, _, month = when.partition("-")
    name = quarter(date(int(year), int(month), 1))
    ahead = 4 * (int(name[:4]) - today.year) + int(name[-1]) - int(quarter(today)[-1])
    return name if ahead < 2 else LATER


def _together(when: str, currency: str, parts: Sequence[ExpectedClose]) -> Coming:
    def add(values: Iterable[Decimal | None]) -> Decimal | None:
        known = list(values)
        return None if None in known else sum((value or Decimal(0) for value in known), Decimal(0))

    return Coming(
        when,
        currency,
        sum(part.deals for part in parts),
        sum((part.stated for part in parts), Decimal(0)),
        add(part.weighted for part in parts),
        add(part.low for part in parts),
        add(part.high for part in parts),
    )


def _obstacles(deals: Iterable[Summary], process: str, today: date) -> Obstacles:
    unscheduled, overdue, passed, unvalued = [], [], [], []
    for deal in deals:  # of a large book none is held
        if not deal.is_open or process not in ("", deal.process):
            continue
        if deal.next is None:
            unscheduled.append(deal.handle)
        elif deal.next.day < today:
            overdue.append(deal.handle)
        if deal.close and deal.close < today:
            passed.append(deal.handle)
        if deal.value is None or deal.close is None:
            unvalued.append(deal.handle)
    return Obstacles(
        *(tuple(sorted(handles)) for handles in (unscheduled, overdue, passed, unvalued))
    )
