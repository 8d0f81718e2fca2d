"""The sections of the report about stages: pipeline, forecast, chances, conversion."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TypeAlias, TypeVar

from salescli.domain.process import Process
from salescli.insight.report.forecast import LATER, NEVER, PASSED, WEIGHT, Chance, ExpectedClose
from salescli.insight.report.quarters import months_ahead
from salescli.insight.report.report import Report
from salescli.insight.report.stages import Passage, Standings
from salescli.text.wording import count
from salescli.views.phrases import stage_title
from salescli.views.render.document import Column, Span
from salescli.views.render.figures import Bar, ColumnChart
from salescli.views.report.numbers import amounts, days, month_text, percent, rounded, sureness
from salescli.views.report.section import Field, ReportSection, right

Processes: TypeAlias = Mapping[str, Process]
Rows: TypeAlias = tuple[tuple[Field, ...], ...]
_Row = TypeVar("_Row", Standings, Chance, Passage)
_NO_PROCESS = Process("")
_CLOSES = (
    Column("Closes", least=8),
    right("Deals"),
    right("As said", grow=True, least=8),
    right("Wins"),
    right("Weighted", grow=True, least=8),
    right("95 %", grow=True, least=10),
    Column("", least=8),
)
_WEIGHTED = (
    "Weighted: each value by its chance (below). 95 %: with the chances at the ends of "
    "their intervals, not counting the luck of single deals. In the bar, what is weighted "
    "is solid."
)
_WHEN = {PASSED: "overdue", LATER: "later", NEVER: "no date"}


def process_name(name: str) -> str:
    """Return the name of a process, as it is typed."""
    return name or "(none)"


def _stage(processes: Processes, process: str, stage: str, opening: str) -> str:
    return "  " + (stage_title(processes.get(process, _NO_PROCESS), stage) or opening)


def _under(rows: Sequence[_Row], tell: Callable[[_Row], tuple[Field, ...]]) -> Rows:
    """Return the rows of stages, each process's under a row with its name."""
    table: list[tuple[Field, ...]] = []
    for process, some in groupby(rows, lambda one: one.process):
        stages: list[tuple[Field, ...]] = [tell(one) for one in some]
        table.append((Span(process_name(process), "strong"), *("" for _ in stages[0][1:])))
        table += stages
    return tuple(table)


def pipeline_section(report: Report, processes: Processes) -> ReportSection:
    """Return where the open deals stand."""
    rows = [one for one in report.pipeline if one.deals]
    most = max((one.deals for one in rows), default=1)

    def row(one: Standings) -> tuple[Field, ...]:
        stage = _stage(processes, one.process, one.stage, "(no stage)")
        return stage, f"{one.deals:,}", Bar(one.deals / most), amounts(one.value)

    return ReportSection(
        "pipeline",
        "Pipeline",
        count(report.total.open, "open deal"),
        (
            Column("Stage", grow=True, least=8),
            right("Deals"),
            Column("", least=10),
            right("Value", grow=True, least=10),
        ),
        _under(rows, row),
        says=_unvalued(rows),
    )


def _unvalued(rows: Sequence[Standings]) -> tuple[str, ...]:
    missing = sum(one.unvalued for one in rows)
    return (f"{count(missing, 'deal has', 'deals have')} no value.",) if missing else ()


def forecast_section(report: Report) -> ReportSection:
    """Return what closes when, as said and as weighted."""
    rows = report.forecast
    most: dict[str, Decimal] = {}
    for one in rows:
        most[one.currency] = max(one.said, most.get(one.currency, one.said))

    def row(one: ExpectedClose) -> tuple[Field, ...]:
        when = _WHEN.get(one.when) or month_text(one.when)
        top = most[one.currency] or 1
        part = float((one.weighted or 0) / top)
        valued = one.unvalued < one.deals
        sure = valued and one.low is not None
        return (
            Span(when, "error") if one.when == PASSED else when,
            f"{one.deals:,}",
            rounded(one.said, one.currency) if valued else "-",
            "-" if one.wins is None else f"{one.wins:,.1f}",
            rounded(one.weighted) if valued else "-",
            f"{rounded(one.low)} to {rounded(one.high)}" if sure else "-",
            Bar(part, float(one.said / top) - part),
        )

    known = any(one.weighted is not None for one in rows)
    return ReportSection(
        "forecast",
        "Forecast",
        "by expected close",
        _CLOSES,
        tuple(row(one) for one in rows),
        says=() if known or not rows else ("No deal has closed yet, so nothing can be weighted.",),
        about=_WEIGHTED,
        figure=_months(report),
    )


def _months(report: Report) -> ColumnChart | None:
    """Return the coming months in the currency with the most deals.

    None where fewer than two months have something.
    """
    dated = [one for one in report.forecast if one.when not in _WHEN]
    if len({one.when for one in dated}) < 2:
        return None
    most = max({one.currency for one in dated}, key=lambda name: (_weight(dated, name), name))
    if not _weight(dated, most):
        return None
    of = {one.when: one for one in dated if one.currency == most}
    last = max(of)
    names = [name for name in months_ahead(report.scope.today, 12) if name <= last]
    said = tuple(float(of[name].said) if name in of else 0.0 for name in names)
    weighted = tuple(float(of[name].weighted or 0) if name in of else 0.0 for name in names)
    return ColumnChart(
        tuple(map(month_text, names)), (("as said", said), ("weighted", weighted)), most
    )


def _weight(dated: Sequence[ExpectedClose], currency: str) -> int:
    return sum(one.deals for one in dated if one.currency == currency and one.said)


def chances_section(report: Report, processes: Processes) -> ReportSection:
    """Return the chance of a deal that reached a stage."""
    rows = [one for one in report.chances if one.share.of or one.open]
    untold = any(one.untold for one in report.conversion)

    def row(one: Chance) -> tuple[Field, ...]:
        share = one.share
        return (
            _stage(processes, one.process, one.stage, "(opened)"),
            f"{share.count:,} of {share.of:,}",
            percent(share.value),
            Bar(share.value, sure=share.interval),
            sureness(share),
            f"{one.open:,}" if one.open else "",
        )

    return ReportSection(
        "chances",
        "Chances",
        "by the stage reached, from all closed deals",
        (
            Column("Reached", grow=True, least=8),
            right("Won"),
            right("Chance"),
            Column("", least=10),
            right("95 %"),
            right("Open"),
        ),
        _under(rows, row),
        about=(
            f"Drawn towards the process's own share, which weighs as much as {WEIGHT} deals, and "
            "that one towards the book's, likewise."
            + " Deals imported as closed without how far they had come count as opened alone."
            * untold
        ),
    )


def conversion_section(report: Report, processes: Processes) -> ReportSection:
    """From stage to stage."""
    rows = [one for one in report.conversion if one.reached]
    untold = sum(one.untold for one in report.conversion)

    def row(one: Passage) -> tuple[Field, ...]:
        value = one.on.value
        return (
            _stage(processes, one.process, one.stage, "(opened)"),
            f"{one.reached:,}",
            f"{one.still:,}" if one.still else "",
            percent(value),
            "" if value is None else Bar(value, sure=one.on.interval),
            sureness(one.on),
            days(one.days.median),
        )

    return ReportSection(
        "conversion",
        "Conversion",
        "from each stage to the next, from the last one to a win",
        (
            Column("From", grow=True, least=8),
            right("Reached"),
            right("Still"),
            right("On"),
            Column("", least=10),
            right("95 %"),
            right("Days"),
        ),
        _under(rows, row),
        says=_untold(untold),
        about=(
            "Still: open and not yet further; on: the share of the others that went on. Days: the "
            "median from here to there."
        ),
    )


def _untold(deals: int) -> tuple[str, ...]:
    left = "imported as closed, not saying how far they had come: left out."
    return (f"{count(deals, 'deal was', 'deals were')} {left}",) if deals else ()
