"""The sections of the report about stages: pipeline, forecast, chances, conversion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TypeAlias, TypeVar

from salescli.domain.process import Process
from salescli.insight.report.forecast import (
    ENOUGH,
    LATER,
    NEVER,
    PASSED,
    WEIGHT,
    Chance,
    ExpectedClose,
)
from salescli.insight.report.quarters import months_ahead
from salescli.insight.report.report import Report
from salescli.insight.report.stages import OPENED, Passage, Standings
from salescli.text.wording import count
from salescli.views.phrases import stage_title
from salescli.views.render.document import Column, Span
from salescli.views.render.figures import Bar, ColumnChart
from salescli.views.report.numbers import (
    FEW,
    amounts,
    days,
    month_text,
    of_enough,
    percent,
    rounded,
    share_bar,
    sureness,
)
from salescli.views.report.section import Field, ReportSection, right

Processes: TypeAlias = Mapping[str, Process]
Rows: TypeAlias = tuple[tuple[Field, ...], ...]
_Row = TypeVar("_Row", Standings, Chance, Passage)
_NO_PROCESS = Process("")
_CLOSES = (
    Column("Closes", least=8),
    right("Deals"),
    right("Full", grow=True, least=8),
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
_TOO_FEW = "{} closed deals are too few to weigh values by: {} are needed."
_WHEN = {PASSED: "close passed", LATER: "later", NEVER: "no date"}


def process_name(name: str) -> str:
    """Return the name of a process, as it is typed."""
    return name or "(none)"


def _stage(processes: Processes, process: str, stage: str, opening: str) -> str:
    return "  " + (stage_title(processes.get(process, _NO_PROCESS), stage) or opening)


def _under(rows: Sequence[_Row], tell: Callable[[_Row], tuple[Field, ...]]) -> Rows:
    """Return the rows of stages, each process's under a row with its name."""
    table: list[tuple[Field, ...]] = []
    for process, group in groupby(rows, lambda row: row.process):
        stages: list[tuple[Field, ...]] = [tell(row) for row in group]
        table.append((Span(process_name(process), "strong"), *("" for _ in stages[0][1:])))
        table += stages
    return tuple(table)


def pipeline_section(report: Report, processes: Processes) -> ReportSection:
    """Return where the open deals stand."""
    rows = [row_facts for row_facts in report.pipeline if row_facts.deals]
    most = max((row_facts.deals for row_facts in rows), default=1)

    def row(row_facts: Standings) -> tuple[Field, ...]:
        """Return the cells of a row."""
        stage = _stage(processes, row_facts.process, row_facts.stage, "(no stage)")
        return stage, f"{row_facts.deals:,}", Bar(row_facts.deals / most), amounts(row_facts.value)

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
    missing = sum(row.unvalued for row in rows)
    return (f"{count(missing, 'deal has', 'deals have')} no value.",) if missing else ()


def forecast_section(report: Report) -> ReportSection:
    """Return what closes when, in full and as weighted."""
    rows = report.forecast
    most: dict[str, Decimal] = {}
    for due in rows:
        most[due.currency] = max(due.stated, most.get(due.currency, due.stated))

    closed = sum(chance.share.of for chance in report.chances if chance.stage == OPENED)
    known = closed >= ENOUGH

    def row(due: ExpectedClose) -> tuple[Field, ...]:
        """Return the cells of a row."""
        when = _WHEN.get(due.when) or month_text(due.when)
        top = most[due.currency] or 1
        part = float((due.weighted or 0) / top) if known else 0.0
        valued = due.unvalued < due.deals
        sure = valued and known
        return (
            Span(when, "error") if due.when == PASSED else when,
            f"{due.deals:,}",
            rounded(due.stated, due.currency) if valued else "-",
            f"{due.wins:,.1f}" if known and due.wins is not None else "-",
            rounded(due.weighted) if sure else "-",
            f"{rounded(due.low)} to {rounded(due.high)}" if sure else "-",
            Bar(part, float(due.stated / top) - part),
        )

    return ReportSection(
        "forecast",
        "Forecast",
        "by expected close",
        _CLOSES,
        tuple(row(due) for due in rows),
        says=() if known or not rows else (_TOO_FEW.format(closed, ENOUGH),),
        about=_WEIGHTED if known else "",
        figure=_months(report, weighted=known),
    )


def _months(report: Report, *, weighted: bool) -> ColumnChart | None:
    """Return the coming months in the currency with the most deals.

    None where fewer than two months have something.
    """
    dated = [due for due in report.forecast if due.when not in _WHEN]
    if len({due.when for due in dated}) < 2:
        return None
    most = max({due.currency for due in dated}, key=lambda name: (_weight(dated, name), name))
    if not _weight(dated, most):
        return None
    of = {due.when: due for due in dated if due.currency == most}
    last = max(of)
    names = [name for name in months_ahead(report.scope.today, 12) if name <= last]
    values = tuple(float(of[name].stated) if name in of else 0.0 for name in names)
    series = [("full", values)]
    if weighted:
        worth = tuple(float(of[name].weighted or 0) if name in of else 0.0 for name in names)
        series.append(("weighted", worth))
    return ColumnChart(tuple(map(month_text, names)), tuple(series), most)


def _weight(dated: Sequence[ExpectedClose], currency: str) -> int:
    return sum(due.deals for due in dated if due.currency == currency and due.stated)


def chances_section(report: Report, processes: Processes) -> ReportSection:
    """Return the chance of a deal that reached a stage."""
    rows = [chance for chance in report.chances if chance.share.of or chance.open]
    untold = any(chance.untold for chance in report.conversion)

    def row(chance: Chance) -> tuple[Field, ...]:
        """Return the cells of a row."""
        share = chance.share
        return (
            _stage(processes, chance.process, chance.stage, "(opened)"),
            f"{share.count:,} of {share.of:,}",
            percent(share.value) if share.of >= FEW else "-",
            Bar(share.value, sure=share.interval) if share.of >= FEW else "",
            sureness(share) if share.of >= FEW else "-",
            f"{chance.open:,}" if chance.open else "",
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
        says=_too_few(chance.share.of for chance in rows),
        about=(
            f"With few deals a stage's chance leans on the whole process's, which counts as "
            f"much as {WEIGHT} deals, and that one on the book's in the same way."
            + " Deals imported as closed without how far they had come count as opened alone."
            * untold
        ),
    )


def conversion_section(report: Report, processes: Processes) -> ReportSection:
    """From stage to stage."""
    rows = [passage for passage in report.conversion if passage.reached]
    untold = sum(passage.untold for passage in report.conversion)

    def row(passage: Passage) -> tuple[Field, ...]:
        """Return the cells of a row."""
        return (
            _stage(processes, passage.process, passage.stage, "(opened)"),
            f"{passage.reached:,}",
            f"{passage.still:,}" if passage.still else "",
            of_enough(passage.on),
            share_bar(passage.on),
            sureness(passage.on) if passage.on.of >= FEW else "-",
            days(passage.days.median),
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
        says=(*_too_few(passage.on.of for passage in rows), *_untold(untold)),
        about=(
            "Still: open and not yet further; on: the share of the others that went on. Days: the "
            "median from here to there."
        ),
    )


def _too_few(counts: Iterable[int]) -> tuple[str, ...]:
    """Return how many rows have too few deals for a share, and how many it takes."""
    few = sum(count < FEW for count in counts)
    rows = count(few, "stage has", "stages have")
    return (f"{rows} fewer than {FEW} deals to count: no share is shown.",) if few else ()


def _untold(deals: int) -> tuple[str, ...]:
    left = "imported as closed, not saying how far they had come: left out."
    return (f"{count(deals, 'deal was', 'deals were')} {left}",) if deals else ()
