"""The screen of `board`: the pipeline by stage, one table for all processes, deals below stages.

Stages stand below each other, so that ten of them fit into 80 columns as well as three.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from salescli.domain.deal_fields import Amount
from salescli.domain.finding import Finding
from salescli.domain.review import Review
from salescli.insight.board import BoardPlace, Weights
from salescli.insight.report.results import Amounts
from salescli.text.wording import count
from salescli.views.list_columns import COLUMNS
from salescli.views.next import unreadable_lines
from salescli.views.phrases import money
from salescli.views.render.document import Block, Cell, Column, Document, Gap, Span, Table, TextLine

# What is wrong with a deal, each as a character in front of it and in the legend.
PRESSING, PASSED, POOR = "!", "<", "?"
_LEGEND = {
    PRESSING: "no next step, or it is overdue",
    PASSED: "its expected close has passed",
    POOR: "warning signs: salescli next shows them",
}
_AROUND = 11  # lines of a screen that no process takes: titles, the total, legend, the next prompt

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """All that the board shows: columns with deals, what all come to, and the deals themselves.

    `titles` are those of the stages, by process and stage; `hidden` says how many deals a filter
    left out.
    """

    today: date
    places: Sequence[BoardPlace]
    total: BoardPlace
    titles: Mapping[tuple[str, str], str]
    deals: Mapping[str, Review]
    weights: Weights
    unreadable: Sequence[Finding]

    @property
    def is_weighted(self) -> bool:
        """Return whether the book has a history to weigh values by."""
        return self.total.weighted is not None


def signs_of(review: Review, today: date) -> str:
    """Return the signs of trouble with a deal, in their order: `!<?`."""
    close = review.about.close
    signs = {
        PRESSING: review.is_pressing,
        PASSED: close is not None and close < today,
        POOR: review.looks_poor,
    }
    return "".join(sign for sign, is_there in signs.items() if is_there)


def most_in_a_stage(board: Board, lines: int) -> int:
    """Return how many deals of each stage fit a screen of so many lines; at least one."""
    sizes = [len(place.deals) for place in board.places]
    processes = len({place.process for place in board.places})
    room = lines - _AROUND - 2 * processes - len(sizes)
    for most in range(max(lines, 1), 1, -1):
        if sum(min(size, most) + (size > most) for size in sizes) <= room:
            return most
    return 1


def board_screen(board: Board, most: int | None = None) -> Document:
    """Return the board; with `most`, no more deals of each stage, and how many more there are."""
    blocks: list[Block] = []
    if board.places:
        blocks.append(Table(_columns(board, most), tuple(_rows(board, most))))
    left = sum(max(len(place.deals) - most, 0) for place in board.places) if most else 0
    blocks += unreadable_lines(board.unreadable)
    return (*blocks, Gap(), *(TextLine((note,), hang=2) for note in _notes(board, left)))


def _columns(board: Board, most: int | None) -> tuple[Column, ...]:
    """Return the columns; nothing is cut but where lines are few."""
    columns = (
        Column("Stage, deal", least=14, wrap=most is None),
        Column("Next", grow=True, least=6, wrap=most is None),
        Column("On", least=10),
        Column("Value", align="right", least=9),
        Column("Weighted", align="right", least=9),
    )
    return columns if board.is_weighted else columns[:-1]


def _rows(board: Board, most: int | None) -> Iterator[Row]:
    blank: Row = ("",) * (5 if board.is_weighted else 4)
    processes = [list(group) for _, group in groupby(board.places, lambda place: place.process)]
    for places in processes:
        name = Span(places[0].process or "(no process)", "title")
        yield from _amount_rows(board, name, _together(places))
        for place in places:
            title = board.titles.get((place.process, place.stage), place.stage)
            yield from _amount_rows(board, Span(f"  {title or '(no stage)'}", "strong"), place)
            yield from (_deal_row(board, handle) for handle in place.deals[:most])
            if most is not None and len(place.deals) > most:
                more = f"    and {len(place.deals) - most} more"
                yield (Span(more, "faint"), *blank[1:])
        if len(processes) > 1:
            yield blank
    if len(processes) > 1:
        yield from _amount_rows(board, Span("All", "title"), board.total)


def _together(places: Sequence[BoardPlace]) -> BoardPlace:
    """Return some columns as one."""
    weighted = [place.weighted for place in places if place.weighted is not None]
    return BoardPlace(
        process=places[0].process,
        stage="",
        deals=tuple(deal for place in places for deal in place.deals),
        unvalued=sum(place.unvalued for place in places),
        value=_added(place.value for place in places),
        weighted=_added(weighted) if len(weighted) == len(places) else None,
    )


def _added(parts: Iterable[Amounts]) -> Amounts:
    total: dict[str, Amount] = {}
    for part in parts:
        for currency, value in part.items():
            total[currency] = total.get(currency, 0) + value
    return dict(sorted(total.items()))


def _amount_rows(board: Board, name: Span, place: BoardPlace) -> Iterator[Row]:
    """Yield the rows of a column: its name, number of deals, and amount in each currency."""
    first: tuple[Cell, ...] = (name, count(len(place.deals), "deal") if place.deals else "-", "")
    for currency in place.value or [""]:
        yield (*first, *_amounts(board, place, currency))
        first = ("", "", "")


def _amounts(board: Board, place: BoardPlace, currency: str) -> Row:
    value = place.value.get(currency)
    cells = [money(value, currency) or "-"]
    if board.is_weighted:
        weighted = place.weighted.get(currency) if place.weighted else None
        cells.append(_estimate(weighted, currency))
    return tuple(cells)


def _estimate(value: Amount | None, currency: str) -> str:
    return money(round(value), currency) if value is not None else "-"


def _deal_row(board: Board, handle: str) -> Row:
    review = board.deals[handle]
    about, signs = review.about, signs_of(review, board.today)
    name = (Span(f"{signs:<3} ", "error"), Span(handle, ""))
    cells: list[Cell] = [name, about.what, COLUMNS["on"].says(about, board.today)]
    cells.append(money(about.value, about.currency) or "-")
    if board.is_weighted:
        worth = None if about.value is None else about.value * board.weights[handle]
        cells.append(_estimate(worth, about.currency))
    return tuple(cells)


def _notes(board: Board, left: int) -> Iterator[str]:
    if not board.places and not board.unreadable:
        yield "No deal is open. salescli add COMPANY opens one."
    if left:
        yield f"And {left} more: salescli board --all shows them."
    signs = "".join(signs_of(review, board.today) for review in board.deals.values())
    yield from (f"{sign} {meaning}" for sign, meaning in _LEGEND.items() if sign in signs)
    if board.total.unvalued:
        number = board.total.unvalued
        yield f"{count(number, 'deal')} {'has' if number == 1 else 'have'} no value."
    if board.places and board.is_weighted:
        yield (
            "Weighted: each value by the chance that this book's closed deals give to one that "
            "came as far; salescli report shows how sure that is."
        )
    elif board.places:
        yield (
            "No weighted values: no deal of this book was closed yet, and only closed ones show "
            "how likely a win is."
        )
