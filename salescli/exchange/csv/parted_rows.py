"""A text parted into rows and cells, as the csv module does it, and what to do where it can't.

A quote that is never closed, or one inside a cell that is not written twice, breaks its row alone:
the next line begins a new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from salescli.errors import SalescliError
from salescli.exchange.csv.table_edges import SheetRow

QUOTES = "fix that line, or export the file again; inside quotes, write a quote twice"
_INSIDE = "a quote inside a cell in quotes is not written twice"
_MOST_BROKEN = 100  # rows; a file with more is none
_MOST_OPEN = 5  # of these, those that a search for the end of their quote goes through all of


def parted_rows(text: str, separator: str, skipped: int = 0) -> Iterator[SheetRow]:
    """Yield the rows of a text; `skipped` lines stood before it.

    Raises SalescliError where too many are broken.
    """
    import csv

    lines = _lines(text)
    begins = broken = unclosed = 0  # begins: lines that were read as whole rows
    while begins < len(lines):
        reader = _reader(islice(lines, begins, None), separator, len(text), strict=True)
        offset = begins
        try:
            for cells in reader:
                lone = broken and _has_lone_quote(lines[begins : offset + reader.line_num])
                fault = "it is a part of a row with a broken quote" if lone else ""
                yield SheetRow(skipped + begins + 1, () if lone else tuple(cells), fault)
                begins = offset + reader.line_num
        except csv.Error as error:
            is_open = "end of data" in str(error)
            reason = "a quote is opened and never closed" if is_open else _INSIDE
            broken, unclosed = broken + 1, unclosed + is_open
            if broken > _MOST_BROKEN or unclosed > _MOST_OPEN:
                raise SalescliError(f"line {skipped + begins + 1}: {reason}", fix=QUOTES) from None
            yield SheetRow(skipped + begins + 1, (), reason)
            begins += 1


def row_sizes(text: str, separator: str) -> Iterator[int]:
    """Yield how many cells each row of a text has that is not blank."""
    import csv

    reader = _reader(iter(_lines(text)), separator, len(text), strict=False)
    try:
        yield from (len(cells) for cells in reader if cells)
    except csv.Error:  # what comes before it says enough
        return


def _lines(text: str) -> list[str]:
    import io

    return list(io.StringIO(text, newline=""))


def _reader(lines: Iterator[str], separator: str, longest: int, *, strict: bool) -> Any:
    import csv

    csv.field_size_limit(max(longest, csv.field_size_limit()))
    return csv.reader(lines, delimiter=separator, strict=strict)


def _has_lone_quote(lines: Sequence[str]) -> bool:
    """Return whether some lines can't be whole rows: one of their quotes has no other."""
    return sum(line.count('"') for line in lines) % 2 == 1
