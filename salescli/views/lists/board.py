"""The screen of `board`: the pipeline by stage, one line a deal, one table for all processes.

Deals stand in the order of the stages; stages without a deal share one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from salescli.domain.day.review import Review
from salescli.domain.deal_fields import Amount
from salescli.domain.finding import Finding
from salescli.insight.board import BoardPlace, Weights
from salescli.insight.report.forecast import ENOUGH
from salescli.insight.report.results import Amounts
from salescli.text.wording import count
from salescli.views.lists.list_columns import COLUMNS, UNCONFIRMED
from salescli.views.phrases import money
from salescli.views.render.document import Block, Cell, Column, Document, Gap, Span, Table, TextLine
from salescli.views.unreadable import unreadable_lines

# What is wrong with a deal, each as a character in front of it and in the legend.
PRESSING, PASSED, POOR, WRONG = "!", "<", "?", "x"
_LEGEND = {
    PRESSING: "late, or no next step",
    PASSED: "close passed",
    POOR: "poor deal",
    WRONG: "errors",
}
# The errors that the other signs stand for.
SIGNED = frozenset({"N01", "N02", "T03"})
_SIGNS = 4  # characters for them
MARGIN = " " * (_SIGNS + 1)
_AROUND = 7  # lines of a screen that no process takes: titles, the total, legend, the next prompt

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """All that the board shows: columns with deals, what all come to, and the deals themselves.

    `titles` are those of the stages, by process and stage; `wrong` has the handles of the deals
    with errors that no other sign stands for; `handles` says how a handle is shown, where it isn't
    as it is.
    """

    today: date
    places: Sequence[BoardPlace]
    total: BoardPlace
    titles: Mapping[tuple[str, str], str]
    deals: Mapping[str, Review]
    weights: Weights
    unreadable: Sequence[Finding]
    closed: int = 0
    wrong: frozenset[str] = frozenset()
    handles: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_weighted(self) -> bool:
        """Return whether the book has closed deals enough to weigh values by."""
        return self.closed >= ENOUGH and self.total.weighted is not None

    def signs(self, handle: str) -> str:
        """Return what is wrong with a deal, a character each."""
        wrong = WRONG if handle in self.wrong else ""
        return signs_of(self.deals[handle], self.today) + wrong


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
    sizes = [len(place.deals) for place in board.places if place.deals]
    processes = len({place.process for place in board.places})
    room = lines - _AROUND - 2 * processes
    for most in range(max(lines, 1), 1, -1):
        if sum(min(size, most) + (size > most) for size in sizes) <= room:
            return most
    return 1


def board_screen(board: Board, most: int | None = None) -> Document:
    """Return the board; with `most`, no more deals of each stage, and how many more there are."""
    blocks: list[Block] = []
    if board.places:
        blocks.append(Table(_COLUMNS, tuple(_rows(board, most)), is_read=True))
    left = sum(max(len(place.deals) - most, 0) for place in board.places) if most else 0
    return (*blocks, *board_notes(board, left))


_COLUMNS = (
    Column("Deal", least=12),
    Column("Stage", grow=True, least=6),
    Column("Next", grow=True, least=8),
    Column("On", least=10),
    Column("Value", align="right", least=9),
)


def by_process(board: Board) -> list[list[BoardPlace]]:
    """Return the columns of each process."""
    return [list(group) for _, group in groupby(board.places, lambda place: place.process)]


def column_title(board: Board, place: BoardPlace) -> str:
    """Return what a column is called."""
    return board.titles.get((place.process, place.stage), place.stage) or "(no stage)"


def empty_stages(board: Board, places: Iterable[BoardPlace]) -> str:
    """Return the titles of the stages in which no deal stands."""
    return ", ".join(column_title(board, place) for place in places if not place.deals)


def _rows(board: Board, most: int | None) -> Iterator[Row]:
    processes = by_process(board)
    for places in processes:
        name = Span(places[0].process or "(no process)", "title")
        yield from _amount_rows(board, name, _together(places))
        for place in places:
            title = column_title(board, place)
            yield from (_deal_row(board, handle, title) for handle in place.deals[:most])
            if most is not None and len(place.deals) > most:
                more = Span(f"{MARGIN}and {len(place.deals) - most} more", "faint")
                yield (more, Span(title, "faint"), "", "", "")
        if empty := empty_stages(board, places):
            yield (Span(f"{MARGIN}empty: {empty}", "faint"),)
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
    """Yield what a process comes to: its deals, the amount in each currency, and as weighted."""
    first: tuple[Cell, ...] = (name, count(len(place.deals), "deal") if place.deals else "")
    for currency in place.value or [""]:
        value = place.value.get(currency)
        yield (*first, _weighted(board, place, currency), "", money(value, currency) or "-")
        first = ("", "")


def _weighted(board: Board, place: BoardPlace, currency: str) -> str:
    weighted = place.weighted.get(currency) if place.weighted else None
    shown = board.is_weighted and weighted is not None
    return f"weighted {money(round(weighted), currency)}" if shown and weighted is not None else ""


def deal_name(board: Board, handle: str) -> tuple[Span, Span]:
    """Return a deal with what is wrong with it in front."""
    signs = Span(f"{board.signs(handle):<{_SIGNS}} ", "error")
    return signs, Span(board.handles.get(handle, handle))


def _deal_row(board: Board, handle: str, stage: str) -> Row:
    about = board.deals[handle].about
    on = COLUMNS["on"].says(about, board.today)
    value = money(about.value, about.currency) or "-"
    return (deal_name(board, handle), stage, about.what, on, value)


def board_notes(board: Board, left: int) -> Document:
    """Return what stands below the deals: what was left out, what the signs mean."""
    notes = (TextLine((note,), hang=2) for note in _notes(board, left))
    return (*unreadable_lines(board.unreadable), Gap(), *notes)


def _notes(board: Board, left: int) -> Iterator[str]:
    if not board.places and not board.unreadable:
        yield "No deal is open. salescli add COMPANY opens one."
    if left:
        yield f"And {left} more: salescli board --all shows them."
    signs = "".join(map(board.signs, board.deals))
    legend = "  ".join(f"{sign} {meaning}" for sign, meaning in _LEGEND.items() if sign in signs)
    unsure = any(UNCONFIRMED in _on_text(review, board.today) for review in board.deals.values())
    legend += f"{'  ' if legend else ''}{UNCONFIRMED} not confirmed" if unsure else ""
    if legend:
        yield legend
    if board.places:
        yield " ".join(_about_values(board))


def _on_text(review: Review, today: date) -> str:
    cell = COLUMNS["on"].says(review.about, today)
    return cell.text if isinstance(cell, Span) else str(cell)


def _about_values(board: Board) -> Iterator[str]:
    if board.total.unvalued:
        number = board.total.unvalued
        yield f"{count(number, 'deal')} {'has' if number == 1 else 'have'} no value."
    if board.is_weighted:
        yield "Weighted by how far they came: salescli report chances"
    else:
        yield f"Values are weighted from {ENOUGH} closed deals on: {board.closed} so far."
