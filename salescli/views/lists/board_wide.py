"""The screen of `board --wide`: the stages of each process side by side, as on a wall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from salescli.insight.board import BoardPlace
from salescli.text.wording import count
from salescli.views.lists.board import (
    MARGIN,
    Board,
    board_notes,
    board_screen,
    by_process,
    column_title,
    deal_name,
    empty_stages,
)
from salescli.views.lists.list_columns import COLUMNS
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

_NARROWEST = 22  # cells in which a deal and its value can be read
_GUTTER = 2


def wide_board_screen(board: Board, width: int | None) -> Document:
    """Return the board side by side; below each other where so many cells are too few."""
    processes = by_process(board)
    most = max((sum(bool(p.deals) for p in places) for places in processes), default=0)
    if width is not None and most * (_NARROWEST + _GUTTER) > width:
        needs = f"Side by side takes {most * (_NARROWEST + _GUTTER)} columns; here are {width}."
        return (*board_screen(board), TextLine((needs,)))
    blocks = [block for places in processes for block in _process(board, places)]
    return (*blocks[:-1], *board_notes(board, 0))


def _process(board: Board, places: Sequence[BoardPlace]) -> Iterator[Block]:
    filled = [place for place in places if place.deals]
    deals = sum(len(place.deals) for place in filled)
    yield Heading(places[0].process or "(no process)", count(deals, "deal"))
    columns = tuple(Column(_head(board, place), grow=True, least=_NARROWEST) for place in filled)
    cells = [[cell for deal in place.deals for cell in _cells(board, deal)] for place in filled]
    yield Table(columns, tuple(zip_longest(*cells, fillvalue="")))
    if empty := empty_stages(board, places):
        yield TextLine((Span(f"empty: {empty}", "faint"),))
    yield Gap()


def _head(board: Board, place: BoardPlace) -> str:
    amounts = ", ".join(money(value, currency) for currency, value in place.value.items())
    return " · ".join(filter(None, (column_title(board, place), amounts)))


def _cells(board: Board, handle: str) -> Iterator[Cell]:
    """Yield a deal in two lines: its name and value, and when its next step is."""
    about = board.deals[handle].about
    on = COLUMNS["on"].says(about, board.today)
    value = money(about.value, about.currency)
    yield (*deal_name(board, handle), Span(f"  {value}" if value else "", "faint"))
    when = on if isinstance(on, Span) else Span(str(on))
    yield (MARGIN, when, Span(f"  {about.what}" if about.what else "", "faint"))
