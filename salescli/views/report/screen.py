"""The screen of `report`: its sections as tables with bars of blocks."""

from __future__ import annotations

from collections.abc import Iterator

from salescli.domain.finding import Finding
from salescli.insight.report.report import Report
from salescli.text.wording import count, day_text
from salescli.views.render.document import (
    Block,
    Cell,
    Document,
    Gap,
    Heading,
    Span,
    Table,
    TextLine,
)
from salescli.views.render.figures import (
    BLOCKS,
    Bar,
    Charset,
    ColumnChart,
    Curve,
    bar_text,
    levels,
    spark_text,
)
from salescli.views.report.encounters import (
    cycle_section,
    encounters_section,
    reasons_section,
    slippage_section,
)
from salescli.views.report.results import compared_section, group_sections, total_section
from salescli.views.report.section import Field, ReportDocument, ReportSection
from salescli.views.report.stages import (
    Processes,
    chances_section,
    conversion_section,
    forecast_section,
    pipeline_section,
)

_ROWS = 12  # of a section on a screen
_BAR = 10
_SPARK = 40


def report_document(
    report: Report, processes: Processes, unreadable: tuple[Finding, ...]
) -> ReportDocument:
    """Return the report as sections; those that have nothing to tell are left out."""
    sections = (
        total_section(report),
        compared_section(report),
        pipeline_section(report, processes),
        forecast_section(report),
        chances_section(report, processes),
        conversion_section(report, processes),
        cycle_section(report),
        slippage_section(report),
        encounters_section(report),
        reasons_section(report),
        *group_sections(report),
    )
    about = report.scope.process or "all processes"
    return ReportDocument(
        f"Report of {day_text(report.scope.today)}",
        f"{count(report.deals, 'deal')}, {about}",
        tuple(item for item in sections if item is not None and item.rows) if report.deals else (),
        tuple(f"{item.file}:{item.line}  {item.message}" for item in unreadable),
    )


def report_screen(document: ReportDocument, ink: Charset = BLOCKS) -> Document:
    """Return the report on a screen; long tables are cut, and say where the rest is."""
    blocks: list[Block] = [Heading(document.title, document.subtitle)]
    if document.unreadable:
        blocks += [Gap(), Heading("Not counted: unreadable", str(len(document.unreadable)))]
        blocks += [
            TextLine((Span(text, "error"),), indent=2, hang=4) for text in document.unreadable
        ]
    if not document.sections:
        blocks += [Gap(), TextLine(("The book has no deal yet. salescli add COMPANY opens one.",))]
    for section in document.sections:
        blocks += _section(section, ink)
    return tuple(blocks)


def _section(section: ReportSection, ink: Charset) -> Iterator[Block]:
    yield Gap()
    yield Heading(section.title, section.note)
    shown = section.rows[:_ROWS] if section.name in _CUT else section.rows
    yield Table(
        section.columns, tuple(tuple(_cell(f, ink) for f in row) for row in shown), indent=2
    )
    if len(shown) < len(section.rows):
        more = f"{len(section.rows) - len(shown)} more: "
        yield TextLine((more, Span("salescli report --html report.html", "command")), indent=2)
    yield from _figure(section, ink)
    for text in section.says:
        yield TextLine((text,), indent=2)
    if section.about:
        yield TextLine((Span(section.about, "faint"),), indent=2)


_CUT = ("owners", "sources", "tags", "reasons")


def _cell(field: Field, ink: Charset) -> Cell:
    return bar_text(field, _BAR, ink) if isinstance(field, Bar) else field


def _figure(section: ReportSection, ink: Charset) -> Iterator[Block]:
    match section.figure:
        case ColumnChart(labels, series, unit) as columns:
            for name, values in series:
                spark = spark_text(values, columns.most, ink)
                text = f"{spark}  {name}, {labels[0]} to {labels[-1]}, {unit}"
                yield TextLine((text,), indent=2)
        case Curve() as curve:
            spark = spark_text(levels(curve, _SPARK), 1.0, ink)
            last = f"{curve.points[-1][0]:,.0f}"
            yield TextLine((f"{spark}  {curve.up}, over {last} days",), indent=2)
        case _:
            return
