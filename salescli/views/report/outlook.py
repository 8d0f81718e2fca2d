"""The first screen of `report`: what will come in, from what, how sure, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from salescli.insight.report.forecast import ENOUGH, LATER, NEVER, PASSED
from salescli.insight.report.outlook import Coming, Outlook, quarter_before
from salescli.insight.report.results import GroupResult
from salescli.insight.statistics.proportion import Share
from salescli.text.wording import day_text, listed, short_day
from salescli.views.phrases import money
from salescli.views.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Gap,
    Heading,
    Span,
    Table,
    TextLine,
)
from salescli.views.report.numbers import FEW, amounts, between, of_enough, rounded
from salescli.views.report.section import right

PARTS = {
    "results": ("total", "compared"),
    "pipeline": ("pipeline",),
    "forecast": ("forecast",),
    "chances": ("chances",),
    "conversion": ("conversion",),
    "time": ("cycle", "slippage"),
    "conversations": ("encounters",),
    "reasons": ("reasons",),
    "processes": ("processes",),
    "owners": ("owners",),
    "sources": ("sources",),
    "tags": ("tags",),
    "quarters": ("quarters",),
}
_WHEN = {PASSED: "close passed", LATER: "later", NEVER: "no date"}
_NAMED = 3


def outlook_screen(outlook: Outlook, about: str, unreadable: Sequence[str]) -> Document:
    """Return the report on one screen; `about` says of which deals."""
    blocks: list[Block] = [Heading(f"Report of {day_text(outlook.today)}", about)]
    if unreadable:
        blocks += [Gap(), Heading("Not counted: unreadable", str(len(unreadable)))]
        blocks += [TextLine((Span(text, "error"),), indent=2, hang=4) for text in unreadable]
    if not outlook.deals:
        return (
            *blocks,
            Gap(),
            TextLine(("The book has no deal yet. salescli add COMPANY opens one.",)),
        )
    blocks += [Gap(), *_coming(outlook), *_largest(outlook), *_compared(outlook)]
    blocks += [Gap(), Heading("To do"), *_to_do(outlook)]
    more = "More: salescli report forecast, conversion, time, reasons; --full for all"
    blocks.append(TextLine((Span(more, "faint"),)))
    return tuple(blocks)


def _coming(outlook: Outlook) -> Iterator[Block]:
    if not outlook.coming:
        yield TextLine(("No deal is open.",))
        return
    columns = [Column("Coming in"), right("Deals"), right("Value", grow=True, least=8)]
    if outlook.carries:
        columns += [right("Weighted", grow=True, least=8), right("95 %", grow=True, least=8)]
    rows = tuple(_coming_row(outlook, coming)[: len(columns)] for coming in outlook.coming)
    yield Table(tuple(columns), rows)
    yield TextLine((Span(_how_sure(outlook), "faint"),), indent=2)


def _coming_row(outlook: Outlook, coming: Coming) -> tuple[Cell, ...]:
    when = _WHEN.get(coming.when) or coming.when.replace("-", " ")
    when += " (now)" if coming.when == outlook.quarter else ""
    return (
        Span(when, "error") if coming.when == PASSED else when,
        f"{coming.deals:,}",
        rounded(coming.stated, coming.currency) if coming.stated else "-",
        rounded(coming.weighted) if coming.stated else "",
        f"{rounded(coming.low)} to {rounded(coming.high)}" if coming.stated else "",
    )


def _how_sure(outlook: Outlook) -> str:
    if outlook.carries:
        return f"Weighted by {outlook.closed:,} closed deals, at 95 %: salescli report chances"
    return (
        f"How sure: not known. Chances need {ENOUGH} closed deals, the book has {outlook.closed}."
    )


def _largest(outlook: Outlook) -> Iterator[Block]:
    """Yield the deals that bring most of it, in one line."""
    deals = [
        f"{deal.deal} {money(deal.value, deal.currency)}"
        + (f" ({short_day(deal.close, outlook.today)})" if deal.close else "")
        for deal in outlook.largest
    ]
    if deals:
        yield TextLine((Span("From  ", "title"), ", ".join(deals)), hang=6)


def _compared(outlook: Outlook) -> Iterator[Block]:
    this, last = outlook.this, outlook.last
    if this is None and last is None:
        return
    before = quarter_before(outlook.today)

    def row(title: str, tell: Callable[[GroupResult], str]) -> tuple[Cell, ...]:
        return title, tell(this) if this else "-", tell(last) if last else "-"

    rows = (
        row("Won", _won),
        row("Lost, walked away", lambda result: f"{result.lost:,}, {result.disqualified:,}"),
        row("Win rate", lambda result: _share(result.win)),
        row("Next step confirmed", lambda result: _share(result.advance)),
    )
    now = f"{outlook.quarter.replace('-', ' ')} so far"
    titles = now, before.replace("-", " ")
    yield Gap()
    yield Table((Column("Compared"), *(right(title, least=8) for title in titles)), rows)
    if this and last and min(this.win.of, last.win.of) >= FEW:
        ends = between(this.win.interval), between(last.win.interval)
        yield TextLine((Span(f"Win rates at 95 %: {ends[0]}, {ends[1]}", "faint"),), indent=2)


def _won(result: GroupResult) -> str:
    value = amounts(result.won_value)
    return f"{result.won:,} ({value})" if result.won and value != "-" else f"{result.won:,}"


def _share(share: Share) -> str:
    return f"{of_enough(share)} of {share.of:,}" if share.of >= FEW else of_enough(share)


def _to_do(outlook: Outlook) -> Iterator[Block]:
    obstacles = outlook.obstacles
    pressing = (*obstacles.unscheduled, *obstacles.overdue)
    lines = [
        *_obstacle(pressing, "overdue or without a next step", "next"),
        *_obstacle(obstacles.passed, "past the expected close", "list --closing overdue"),
        *_obstacle(obstacles.unvalued, "without value or close", "list --sort value"),
    ]
    clear = "Nothing stands in the way: every deal has a next step, a value and a date."
    yield from lines or [TextLine((clear,), indent=2)]


def _obstacle(handles: tuple[str, ...], what: str, command: str) -> Iterator[Block]:
    if handles:
        more = len(handles) - _NAMED
        names = [*handles[:_NAMED], *([f"{more:,} more"] if more > 0 else [])]
        text = f"{len(handles):,} {what}: {listed(names)}  "
        yield TextLine((text, Span(f"salescli {command}", "command")), indent=2, hang=4)
