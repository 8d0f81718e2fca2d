"""The row of a table that names its columns, below a title and above the deals.

Spreadsheets have a title above it, a date, or a second row of headings over several columns.
Nothing here knows what the columns mean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from salescli.exchange.csv.table_edges import PassedRow, SheetRow
from salescli.text.lazy_re import lazy_re

_LOOKED_AT = 40  # rows that the width of the table is judged by
_ABOVE = 20  # rows that may stand above the header
_NO_NAME = lazy_re(r"[\W\d_]*|true|false|.*@.*|.{81,}", re.IGNORECASE | re.DOTALL)


def split_head(
    rows: Sequence[SheetRow],
) -> tuple[tuple[str, ...], Sequence[SheetRow], tuple[PassedRow, ...]]:
    """Return the names of the columns, the rows below them, and what stands above them."""
    place = _place(rows)
    above, rest = rows[:place], rows[place + 1 :]
    names = rows[place].cells
    if above and _filled(above[-1]) > 1:
        names, above = _combined(above[-1].cells, names), above[:-1]
    elif rest and _is_second(rows[place].cells, rest):
        names, rest = _combined(names, rest[0].cells), rest[1:]
    passed = tuple(PassedRow(row.line, "above the header", _said(row)) for row in above)
    return _distinct(names), rest, passed


def _place(rows: Sequence[SheetRow]) -> int:
    """Return the place of the first row that has names in most columns; 0 where there is none."""
    sizes = [_filled(row) for row in rows[:_LOOKED_AT]]
    width = max(sizes)
    if width < 3:
        return 0
    place = next(n for n, size in enumerate(sizes) if 2 * size > width)
    return place if place <= _ABOVE and _are_names(rows[place].cells) else 0


def _filled(row: SheetRow) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _are_names(cells: Sequence[str]) -> bool:
    return not any(cell.strip() and _NO_NAME.fullmatch(cell.strip()) for cell in cells)


def _is_second(names: Sequence[str], rest: Sequence[SheetRow]) -> bool:
    """Return whether the first row below the header is a second one.

    It names each column that has none, leaves others to the first, and the rows below it hold
    something other than names where it has some.
    """
    second = rest[0].cells
    if len(rest) < 2 or len(second) != len(names) or not _are_names(second):
        return False
    pairs = [(top.strip(), low.strip()) for top, low in zip(names, second, strict=True)]
    has_groups = any(not top and low for top, low in pairs) and any(
        top and not low for top, low in pairs
    )
    if not has_groups or any(not (top or low) for top, low in pairs):
        return False
    return any(low and _is_plain(rest[1:_LOOKED_AT], n) for n, (_, low) in enumerate(pairs))


def _is_plain(rows: Sequence[SheetRow], place: int) -> bool:
    """Return whether a column holds no names: figures, days, marks."""
    cells = [row.cells[place].strip() for row in rows if len(row.cells) > place]
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(_NO_NAME.fullmatch(cell) for cell in filled)


def _combined(groups: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of two rows of headings: the lower ones, the upper ones where they lack.

    Of two columns with one name, each gets the heading above it too.
    """
    counted = Counter(" ".join(name.split()).casefold() for name in names)
    combined, group = [], ""
    for place, cell in enumerate(names):
        group = (groups[place].strip() if place < len(groups) else "") or group
        name = cell.strip()
        again = counted[" ".join(name.split()).casefold()] > 1
        combined.append(f"{group} {name}".strip() if again or not name else name)
    return tuple(combined)


def _said(row: SheetRow) -> str:
    return " ".join(" ".join(filter(None, map(str.strip, row.cells))).split())


def _distinct(cells: Sequence[str]) -> tuple[str, ...]:
    """Return names for the columns: each one once, and none without a name."""
    names: dict[str, None] = {}
    for number, cell in enumerate(cells, 1):
        name = " ".join(cell.split()) or f"column {number}"
        while name in names:
            name += f" ({number})"
        names[name] = None
    return tuple(names)
