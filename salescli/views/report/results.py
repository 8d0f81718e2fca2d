"""The sections of the report about results: totals, compared ones, and those of each group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from salescli.insight.report.report import Compared, Report
from salescli.insight.report.results import GroupResult
from salescli.insight.statistics.proportion import Interval, Share
from salescli.insight.statistics.survival import Quartiles
from salescli.text.wording import count
from salescli.views.render.document import Column
from salescli.views.render.figures import ColumnChart
from salescli.views.report.numbers import (
    FEW,
    amounts,
    between,
    days,
    of_enough,
    period_text,
    points,
    share_bar,
    sureness,
)
from salescli.views.report.section import Field, ReportSection, right
from salescli.views.report.stages import process_name

_FEW = 4  # as many as quartiles take


def total_section(report: Report) -> ReportSection:
    """Return the main figures."""
    total = report.total
    rows: list[tuple[Field, ...]] = [
        ("Opened", f"{total.opened:,}", "", ""),
        ("Won", f"{total.won:,}", "", amounts(total.won_value) if total.won else ""),
        ("Lost", f"{total.lost:,}", "", ""),
        ("Walked away from", f"{total.disqualified:,}", "", ""),
        ("Win rate", of_enough(total.win), share_bar(total.win), _of(total.win, "closed")),
        ("Days to a win", days(total.days_won.median), "", _spread(total.days_won)),
        ("Days to a loss", days(total.days_lost.median), "", _spread(total.days_lost)),
        (
            "Advances",
            of_enough(total.advance),
            share_bar(total.advance),
            _of(total.advance, "with a next step"),
        ),
    ]
    columns = Column(), right(), Column(least=10), Column(grow=True, least=20)
    return ReportSection("total", "Results", _scope_note(report), columns, tuple(rows))


def _scope_note(report: Report) -> str:
    return period_text(report.scope.period) or "since the book began"


def _of(share: Share, what: str) -> str:
    if share.of < FEW:
        return f"too few {what} for a share" if share.of else ""
    return f"{sureness(share)}, of {share.of:,} {what}"


def _spread(times: Quartiles) -> str:
    if not times.count:
        return ""
    if times.count < _FEW:
        return f"of {count(times.count, 'deal')}"
    longest = days(times.longest)
    return f"half of them {days(times.lower)} to {days(times.upper)}, the longest {longest}"


def _compared_rows(
    compared: Compared, then: GroupResult, now: GroupResult
) -> tuple[tuple[Field, ...], ...]:
    def row(title: str, tell: Callable[[GroupResult], str], differ: str = "") -> tuple[Field, ...]:
        """Return the cells of a row."""
        return title, tell(then), tell(now), differ

    return (
        row("Opened", lambda result: f"{result.opened:,}", f"{now.opened - then.opened:+,}"),
        row("Won", lambda result: f"{result.won:,}", f"{now.won - then.won:+,}"),
        row("Lost", lambda result: f"{result.lost:,}", f"{now.lost - then.lost:+,}"),
        row(
            "Walked away from",
            lambda result: f"{result.disqualified:,}",
            f"{now.disqualified - then.disqualified:+,}",
        ),
        row(
            "Win rate",
            lambda result: of_enough(result.win),
            _apart(compared.win) if min(now.win.of, then.win.of) >= FEW else "",
        ),
        row("Won value", lambda result: amounts(result.won_value)),
        row("Days to a win", lambda result: days(result.days_won.median)),
        row("Days to a loss", lambda result: days(result.days_lost.median)),
        row(
            "Advances",
            lambda result: of_enough(result.advance),
            _apart(compared.advance) if min(now.advance.of, then.advance.of) >= FEW else "",
        ),
    )


def compared_section(report: Report) -> ReportSection | None:
    """Return this period beside another one."""
    compared, now = report.compared, report.total
    if compared is None or report.scope.other is None:
        return None
    then = compared.other

    rows = _compared_rows(compared, then, now)
    columns = (
        Column(),
        right("Then", grow=True, least=8),
        right("Now", grow=True, least=8),
        Column("Now less then", grow=True, least=8),
    )
    return ReportSection(
        "compared",
        "Compared",
        f"then: {period_text(report.scope.other)}",
        columns,
        rows,
        about="Differences of shares are in percentage points, as an interval at 95 %.",
    )


def _apart(interval: Interval | None) -> str:
    if interval is None:
        return ""
    chance = interval.low <= 0 <= interval.high
    return f"{points(interval)}{': may be chance' if chance else ''}"


def group_sections(report: Report) -> Iterable[ReportSection]:
    """By process, owner, source and tag, where a deal has one, and by quarter."""
    groups = (
        ("processes", "By process", report.processes),
        ("owners", "By owner", report.owners),
        ("sources", "By source", report.sources),
        ("tags", "By tag", report.tags),
    )
    for name, title, results in groups:
        if any(result.name for result in results):
            yield _group(name, title, results, ("Open", [result.open for result in results]))
    opened = [result.opened for result in report.quarters]
    yield _group("quarters", "By quarter", report.quarters, ("Opened", opened), _quarters(report))


def _quarters(report: Report) -> ColumnChart | None:
    quarters = report.quarters
    if len(quarters) < 2:
        return None
    names = tuple(quarter.name for quarter in quarters)
    won = tuple(float(quarter.won) for quarter in quarters)
    lost = tuple(float(quarter.lost + quarter.disqualified) for quarter in quarters)
    return ColumnChart(names, (("won", won), ("lost or walked away from", lost)), "deals")


def _group(
    name: str,
    title: str,
    results: Sequence[GroupResult],
    numbers: tuple[str, Sequence[int]],
    figure: ColumnChart | None = None,
) -> ReportSection:
    def row(result: GroupResult, number: int) -> tuple[Field, ...]:
        """Return the cells of a row."""
        return (
            process_name(result.name),
            f"{number:,}",
            f"{result.won:,}",
            f"{result.lost:,}",
            f"{result.disqualified:,}",
            of_enough(result.win),
            between(result.win.interval).removesuffix(" %") if result.win.of >= FEW else "-",
            days(result.days_won.median),
            amounts(result.won_value),
        )

    column, counted = numbers
    titles = (column, "Won", "Lost", "Away", "Rate", "95 %", "Days")
    return ReportSection(
        name,
        title,
        "",
        (
            Column("", grow=True, least=8),
            *(right(title) for title in titles),
            right("Won value", grow=True, least=8),
        ),
        tuple(row(result, number) for result, number in zip(results, counted, strict=True)),
        about="Days: the median to a win." if name == "quarters" else "",
        figure=figure,
    )
