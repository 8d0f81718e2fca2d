"""What a screen says, before anything is known of where it will be shown.

A screen builds a Document; `layout` gives it lines, and `plain` or `terminal` writes them. The
text of a block is always data: whatever it contains, it is shown, never obeyed. Most blocks are
named tuples: every command loads them, and a dataclass takes five times as long to be made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Style: TypeAlias = Literal[
    "", "title", "strong", "match", "faint", "good", "warning", "error", "command"
]


@dataclass(frozen=True, slots=True, repr=False)
class Span:
    """A run of text in one style. A `command` is kept on one line where a line can hold it."""

    text: str
    style: Style = ""


Cell: TypeAlias = str | Span | tuple[Span | str, ...]


class TextLine(NamedTuple):
    """Text that is wrapped to the width.

    Its first line starts at the column `indent`, the ones after it at `hang` (None: at `indent`).
    """

    spans: tuple[Span | str, ...]
    indent: int = 0
    hang: int | None = None


class Heading(NamedTuple):
    """The name of what follows, with a faint note beside it."""

    text: str
    note: str = ""


class Column(NamedTuple):
    """One column of a table.

    Where the width does not suffice, the columns that `grow` give way first, none of them below
    `least` cells. What does not fit is wrapped in a column that may `wrap`, else shortened. It is
    `wide` at least, be it for the rows of another part of the table, unless the width is less.
    """

    title: str = ""
    align: Literal["left", "right"] = "left"
    grow: bool = False
    least: int = 4
    wrap: bool = False
    wide: int = 0


class Table(NamedTuple):
    """Rows of cells, each with one cell a column; the titles are shown if any column has one.

    The last cell of a row with fewer of them has the room of the columns that are left. What
    `is_read` and never searched is cut in a pipe too, as in a terminal of 80 cells.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    indent: int = 0
    is_read: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Gap:
    """One blank line."""


class LaidOut(NamedTuple):
    """Lines that were laid out before, for a pipe: without a colour, and as wide as it has them."""

    text: str


Block: TypeAlias = TextLine | Heading | Table | Gap | LaidOut
Document: TypeAlias = tuple[Block, ...]
