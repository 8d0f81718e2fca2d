"""The screen of `list`: some deals of the book, one line each; the same as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from salescli.domain.finding import Finding
from salescli.domain.summary import Summary
from salescli.text.wording import count
from salescli.views.lists.list_columns import NOTHING, UNCONFIRMED, USUAL, shown_column
from salescli.views.render.document import Block, Document, Gap, Span, Table, TextLine
from salescli.views.unreadable import unreadable_lines


@dataclass(frozen=True, slots=True)
class Listed:
    """The deals to list, in their order; `more` of them were left out for want of room.

    `of` counts the deals that the filters were put to, where there were any; `hidden` the closed
    ones that nobody asked for. `notes` are for the reader, `without` says that there are no rows
    where nothing else would.
    """

    rows: Sequence[Summary]
    unreadable: Sequence[Finding]
    today: date
    more: int = 0
    of: int | None = None
    hidden: int = 0
    notes: tuple[str, ...] = ()
    without: str = ""


def list_screen(listed: Listed, columns: Sequence[str] = USUAL) -> Document:
    """Return the deals in those columns, what can't be read, and how many there are."""
    blocks: list[Block] = []
    if listed.rows:
        shown = [shown_column(name) for name in columns]
        rows = [tuple(one.says(row, listed.today) for one in shown) for row in listed.rows]
        blocks.append(Table(tuple(one.column for one in shown), tuple(rows)))
    blocks += unreadable_lines(listed.unreadable)
    gap = (Gap(),) if blocks else ()
    return (
        *blocks,
        *gap,
        *_signs(listed.rows, columns),
        *(TextLine((note,)) for note in (*_counts(listed), *listed.notes)),
    )


def _signs(rows: Sequence[Summary], columns: Sequence[str]) -> list[TextLine]:
    """Return what the signs beside a day mean, where one is there."""
    open_ones = [row for row in rows if row.is_open] if "on" in columns else []
    texts = (
        f"{UNCONFIRMED} not confirmed"
        if any(row.next and not row.next.agreed for row in open_ones)
        else "",
        f"{NOTHING} no next step" if any(row.next is None for row in open_ones) else "",
    )
    text = "   ".join(filter(None, texts))
    return [TextLine((Span(text, "faint"),))] if text else []


def _counts(listed: Listed) -> list[str]:
    total = len(listed.rows) + listed.more
    if not total and listed.without:
        return [listed.without]
    if not total and listed.of:
        return [f"None of {count(listed.of, 'deal')} matches: salescli list shows them all."]
    if not total and not listed.hidden and not listed.unreadable:
        return ["The book has no deal yet. salescli add COMPANY opens one."]
    text = f"{total} of {count(listed.of, 'deal')}." if listed.of else f"{count(total, 'deal')}."
    if listed.hidden:
        text += f" {count(listed.hidden, 'closed one')}: salescli list --all shows them too."
    more = f"And {listed.more} more: --limit {total} shows all of them."
    return [more, text] if listed.more else [text]


def list_csv(rows: Sequence[Summary], columns: Sequence[str]) -> Iterator[str]:
    """Yield the deals as CSV, column names first; no cell can run as a formula."""
    from salescli.exchange.csv.export import csv_line

    yield csv_line(columns)
    for row in rows:
        yield csv_line(shown_column(name).fact(row) for name in columns)
