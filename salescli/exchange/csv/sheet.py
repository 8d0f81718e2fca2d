"""A table in a file as a sheet: whatever its form, columns and rows come out.

Nothing here knows what the columns mean. Every row keeps the line of the file that it began on,
so that whoever can't use it can say where it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from salescli.errors import SalescliError
from salescli.exchange.csv.decoding import file_text
from salescli.exchange.csv.drawn_table import aligned_rows, framed_rows
from salescli.exchange.csv.json_table import json_rows
from salescli.exchange.csv.parted_rows import QUOTES, parted_rows, row_sizes
from salescli.exchange.csv.table_edges import PassedRow, SheetRow, split_edges
from salescli.exchange.csv.table_head import split_head
from salescli.text.lazy_re import lazy_re

SEPARATORS = (",", ";", "\t", "|")
_SPOKEN = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_LOOKED_AT = 50  # lines that the separator is judged by
_EMPTY = "the file is empty: it has no line with the names of its columns"
_DRAWN = lazy_re(r"^\s*[|│┃║]|^\s*[-=─━+|]{3}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns and the rows of a file, blank ones left out; `form` says how it was read.

    `passed` are rows that are none of the table, `notes` what was left out of its text. The days of
    a sheet that `starts_in_1904` are numbered from there, where they are numbers. `name` is that of
    one of several sheets in a workbook.
    """

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    form: str
    passed: tuple[PassedRow, ...] = ()
    notes: tuple[str, ...] = ()
    starts_in_1904: bool = False
    name: str = ""

    def named(self, name: str) -> Sheet:
        """Return the sheet under the name that its workbook has it by."""
        return replace(self, name=name)


def read_sheet(data: bytes, encoding: str = "") -> Sheet:
    """Return the sheet that a text file holds, in an encoding that was told or is recognised.

    Raises SalescliError where it holds none.
    """
    text, name, notes = file_text(data, encoding)
    if (table := json_rows(text)) is not None:
        return _of_json(table, notes)
    text, separator, skipped = _announced(text)
    if not separator and _DRAWN.search(text) and (rows := framed_rows(text)):
        return sheet_of(rows, f"{name}, a table drawn with bars", notes)
    is_sure = bool(separator)
    if not separator:
        separator, is_sure = _separator(text)
    if not is_sure and (rows := aligned_rows(text)):
        return sheet_of(rows, f"{name}, columns held by blanks", notes)
    form = f"{name}, separated by {_SPOKEN.get(separator, repr(separator))}"
    return sheet_of(list(parted_rows(text, separator, skipped)), form, notes)


def _of_json(table: Sequence[tuple[str, ...]], notes: tuple[str, ...]) -> Sheet:
    rows = [SheetRow(number, cells) for number, cells in enumerate(table)]
    if not rows[0].cells:
        raise SalescliError(_EMPTY)
    columns, *_ = split_head(rows[:1])
    filled = [row for row in rows[1:] if any(map(str.strip, row.cells))]
    kept, passed = split_edges(columns, filled)
    return Sheet(columns, kept, "JSON", passed, notes)


def sheet_of(
    rows: Sequence[SheetRow],
    form: str,
    notes: tuple[str, ...] = (),
    *,
    starts_in_1904: bool = False,
) -> Sheet:
    """Return the sheet that some rows are, once its header and its edges are told apart.

    Raises SalescliError where there are none.
    """
    rows = [row for row in rows if row.fault or any(map(str.strip, row.cells))]
    if not rows:
        raise SalescliError(_EMPTY)
    if fault := rows[0].fault:
        raise SalescliError(f"line {rows[0].line}: {fault}", fix=QUOTES)
    columns, rest, above = split_head(rows)
    kept, passed = split_edges(columns, rest)
    return Sheet(columns, kept, form, (*above, *passed), notes, starts_in_1904)


def _announced(text: str) -> tuple[str, str, int]:
    """Return the text behind a first line such as `sep=;`.

    With it, the separator it names, and how many lines it takes.
    """
    first, _, rest = text.partition("\n")
    name, equals, separator = first.rstrip("\r").partition("=")
    if name.strip().strip('"').lower() == "sep" and equals and len(separator.strip('"')) == 1:
        return rest, separator.strip('"'), 1
    return text, "", 0


def _separator(text: str) -> tuple[str, bool]:
    """Return the separator that parts most lines into the same number of cells, more than one.

    With it, whether these are half of the lines.
    """
    lines = text.split("\n", _LOOKED_AT)
    start = "\n".join(lines[:_LOOKED_AT])
    fitness = {separator: _fitness(start, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: fitness[separator][:2])
    return best, 2 * fitness[best][0] >= fitness[best][2]


def _fitness(text: str, separator: str) -> tuple[int, int, int]:
    """Return how many rows have the most usual number of cells, that number, and all rows."""
    sizes = Counter(row_sizes(text, separator))
    several = ((times, width) for width, times in sizes.items() if width > 1)
    return *max(several, default=(0, 0)), max(sum(sizes.values()), 1)
