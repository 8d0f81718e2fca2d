"""The screen of `list`: the deals of the book, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from salescli.model.finding import Finding
from salescli.model.spoken import count, lateness, short_day
from salescli.summary import Summary
from salescli.views.document import Block, Cell, Column, Document, Gap, Line, Span, Table
from salescli.views.next import unreadable_lines
from salescli.views.words import money

_COLUMNS = (
    Column("Deal", least=8),
    Column("Company", grow=True, least=8),
    Column("Stage", grow=True, least=6),
    Column("Value", align="right"),
    Column("Next", grow=True, least=8),
    Column("On", least=10),
)


def list_screen(
    rows: Sequence[Summary],
    unreadable: Sequence[Finding],
    today: date,
    hidden: int,
) -> Document:
    """The deals, in the order that they come in; how many closed ones are not shown."""
    blocks: list[Block] = []
    if rows:
        blocks.append(Table(_COLUMNS, tuple(_row(row, today) for row in rows)))
    blocks += unreadable_lines(unreadable)
    note = f"{count(len(rows), 'deal')}."
    if hidden:
        note += f" {count(hidden, 'closed one')}: salescli list --all shows them too."
    if not rows and not hidden and not unreadable:
        note = "The book has no deal yet. salescli add COMPANY opens one."
    return (*blocks, Gap(), Line((note,)))


def _row(deal: Summary, today: date) -> tuple[Cell, ...]:
    stage = deal.stage_title if deal.is_open else str(deal.status)
    on = Span("")
    if deal.next is not None:
        day = deal.next.day
        late = day < today
        on = Span(lateness(day, today), "error") if late else Span(short_day(day, today))
    elif deal.is_open:
        on = Span("nothing", "error")
    return (
        Span(deal.handle, "strong"),
        deal.company,
        stage,
        money(deal.value, deal.currency),
        deal.what,
        on,
    )
