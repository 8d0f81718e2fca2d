"""A table in lines: how wide each column may be, and what becomes of a cell that is wider."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from salescli.views.render.document import Cell, Column, Span, Table
from salescli.views.render.row_spacing import ALIGNED, GUTTER, blanks, natural_widths
from salescli.views.render.spans import (
    Piece,
    Pieces,
    ScreenLine,
    clean_spans,
    cut,
    measure,
    tidy_spans,
    wrap,
)

# A column has room for any one character.
_WIDEST = 2
# No screen shows more of one cell than this many characters.
_SHOWN = 10_000
# Rows that are held while they are measured: some megabytes.
_HELD = 4_000

_Sized = tuple[Pieces, int]  # a cell's harmless pieces and the cells of the terminal that they take


def table_lines(table: Table, width: int | None) -> Iterator[ScreenLine]:
    """Give the lines of a table; with a width of None no cell is cut or wrapped.

    A very long list has as many rows as the book has deals: each is measured, and made again as a
    line; the rows of others are held meanwhile.
    """
    held = list(_rows(table, width)) if len(table.rows) <= _HELD else ()
    rows = held or _rows(table, width)
    natural = _natural(table.columns, rows, ALIGNED if width is None else None)
    if width is None:
        yield from (_line(table, row, natural) for row in held or _rows(table, width))
        return
    table = table._replace(indent=min(table.indent, width // 2))
    room = width - table.indent - GUTTER * (len(table.columns) - 1)
    widths = _narrowed(table.columns, natural, room)
    spare, fits = max(room - sum(widths), 0), sum(widths) <= room
    for row in held or _rows(table, width):
        for line in _fitted(table, row, widths, spare):
            yield line if fits else _cropped(line, width)


def _rows(table: Table, width: int | None) -> Iterator[list[_Sized]]:
    """Yield the rows of a table, the titles first where there are any."""
    limit = None if width is None else _SHOWN
    if any(column.title for column in table.columns):
        yield [sized(Span(column.title, "faint"), limit) for column in table.columns]
    for row in table.rows:
        yield [sized(cell, limit) for cell in row]


def sized(cell: Cell, limit: int | None) -> _Sized:
    """Return the harmless pieces of a cell, cut to a limit if need be, and their cells."""
    if isinstance(cell, Span | str):
        piece: Piece = (cell, "") if isinstance(cell, str) else (cell.text, cell.style)
        size = len(piece[0])
        is_plain = piece[0].isascii() and piece[0].isprintable()  # a letter a cell, and harmless
        if is_plain and (limit is None or size <= limit):
            return (piece,), size
    pieces = clean_spans(cell, limit)
    return pieces, measure(pieces)


def _cropped(line: ScreenLine, width: int) -> ScreenLine:
    return tidy_spans(cut(tuple((span.text, span.style) for span in line), width))


def _natural(
    columns: Sequence[Column], rows: Iterable[list[_Sized]], most: int | None
) -> list[int]:
    sizes = ([size for _, size in row] for row in rows)
    return natural_widths([column.wide for column in columns], sizes, most)


def _narrowed(columns: Sequence[Column], natural: list[int], room: int) -> list[int]:
    least = [max(column.least, _WIDEST) for column in columns]
    widths = [min(size, max(room, most)) for size, most in zip(natural, least, strict=True)]
    everyone = range(len(columns))
    growing = [number for number in everyone if columns[number].grow]
    for givers in (growing, everyone):
        excess = sum(widths) - room
        while excess > 0:
            spare = [number for number in givers if widths[number] > least[number]]
            if not spare:
                break
            widths[max(spare, key=widths.__getitem__)] -= 1
            excess -= 1
    return widths


def _fitted(table: Table, row: list[_Sized], widths: list[int], spare: int) -> Iterator[ScreenLine]:
    rooms = widths if len(row) == len(widths) else _rooms(row, widths, spare)
    if all(size <= room for (_, size), room in zip(row, rooms, strict=True)):
        yield _line(table, row, rooms)
        return
    stacks = [
        wrap(pieces, room, room) if column.wrap else [cut(pieces, room)]
        for column, (pieces, _), room in zip(table.columns, row, rooms, strict=False)
    ]
    for number in range(max(map(len, stacks))):
        parts = [stack[number] if number < len(stack) else () for stack in stacks]
        yield _line(table, [(part, measure(part)) for part in parts], rooms)


def _rooms(row: list[_Sized], widths: list[int], spare: int) -> list[int]:
    """Return the room of each cell of a short row: its last one has all that is left."""
    last = len(row) - 1
    rest = widths[last:]
    return [*widths[:last], sum(rest) + GUTTER * (len(rest) - 1) + spare]


def _line(table: Table, row: list[_Sized], widths: list[int]) -> ScreenLine:
    rights = [column.align == "right" for column in table.columns]
    spaces = blanks([size for _, size in row], widths, rights, table.indent)
    line: list[Piece] = []
    for blank, (pieces, _) in zip(spaces, row, strict=True):
        line.append((" " * blank, ""))
        line += pieces
    return tidy_spans(line)
