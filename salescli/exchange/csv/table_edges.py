"""Rows of a file that are none of its table: sums, notices below it, its header once more.

Reports end with them, padded to the width of the table or not. What is passed over is kept with
its line, so that it can be listed. Nothing here knows what the columns mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from salescli.text.lazy_re import lazy_re

_TOTAL = lazy_re(
    r"(?:(?:grand|sub|report|zwischen|gesamt)[ -]?)?"
    r"(?:totals?|sums?|summen?|count|average|gesamt|insgesamt)"
    r"(?: (?:of )?(?:amount|records?|value|deals?|rows?))?\s*(?:\(.*\))?\s*:?\s*[0-9.,\s]*",
    re.IGNORECASE,
)
_NOTICE = lazy_re(
    r"confidential|do not distribute|copyright|©|\(c\) ?(?:19|20)\d\d|all rights reserved"
    r"|^\(\d+ rows?\)$"
    r"|^(?:filters?|filtered by|show(?:ing)?|sort(?:ed)? by|scope|as of|date range)\s*:|^page \d+"
    r"|^(?:report|list|data)? ?(?:generated|exported|created|printed)\b.*\d"
    r"|vertraulich|alle rechte vorbehalten|^(?:erstellt|exportiert) am|^stand:"
    r"|\b(?:not equal to|equals|contains|greater than|less than|greater or equal|less or equal)\b",
    re.IGNORECASE,
)
FIGURES = lazy_re(r"[^\W\d_]{0,3}\W{0,3}[0-9][0-9.,'\s\u00a0]*\W{0,2}[^\W\d_]{0,3}")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row; `line` is where it begins in the file, counted from 1.

    A row with a `fault` could not be parted into cells.
    """

    line: int
    cells: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class PassedRow:
    """A row that is none of the table: why, and what it says."""

    line: int
    why: str
    text: str


def split_edges(
    columns: Sequence[str], rows: Sequence[SheetRow]
) -> tuple[tuple[SheetRow, ...], tuple[PassedRow, ...]]:
    """Return the rows of a table, and those that only stand in its file."""
    tail = _tail(rows) if len(columns) > 2 else len(rows)
    kept, passed = [], []
    for place, row in enumerate(rows):
        if why := _why(columns, row.cells, is_below=place >= tail):
            text = " ".join(" ".join(filter(None, map(str.strip, row.cells))).split())
            passed.append(PassedRow(row.line, why, text))
        else:
            kept.append(row)
    return tuple(kept), tuple(passed)


def _why(columns: Sequence[str], cells: Sequence[str], *, is_below: bool) -> str:
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return ""
    if len(columns) > 1 and tuple(" ".join(cell.split()) for cell in cells) == tuple(columns):
        return "the header again"
    head, *others = filled
    if _TOTAL.fullmatch(head) and all(map(FIGURES.fullmatch, others)):
        return "a total"
    if len(columns) > 1 and not others and (is_below or _NOTICE.search(head)):
        return "a note beside the table"
    return ""


def _tail(rows: Sequence[SheetRow]) -> int:
    """Return where the rows begin that have one cell each, set apart at the end of the file."""
    place = len(rows)
    for number, row in _from_below(rows):
        filled = [cell for cell in row.cells if cell.strip()]
        if len(filled) > 1 and not _TOTAL.fullmatch(filled[0].strip()):
            break
        if number and row.line > _last_line(rows[number - 1]) + 1:
            place = number
    return place


def _from_below(rows: Sequence[SheetRow]) -> Iterator[tuple[int, SheetRow]]:
    return zip(range(len(rows) - 1, -1, -1), reversed(rows), strict=True)


def _last_line(row: SheetRow) -> int:
    return row.line + sum(cell.count("\n") for cell in row.cells)
