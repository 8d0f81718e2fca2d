"""A CSV file as a sheet: whatever its encoding, separator and quoting, columns and rows come out.

Nothing here knows what the columns mean. Every row keeps the line of the file that it began on,
so that whoever can't use it can say where it stands.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from salescli.errors import SalescliError
from salescli.exchange.csv.json_table import json_rows
from salescli.exchange.csv.table_edges import PassedRow, SheetRow, split_edges

SEPARATORS = (",", ";", "\t", "|")
_SPOKEN = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_LOOKED_AT = 50  # lines that the separator is judged by
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns and the rows of a file, blank ones left out; `form` says how it was read.

    `passed` are rows that are none of the table, `notes` what was left out of its text.
    """

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    form: str
    passed: tuple[PassedRow, ...] = ()
    notes: tuple[str, ...] = ()


def read_sheet(data: bytes, encoding: str = "") -> Sheet:
    """Return the sheet that a file holds, in an encoding that was told or is recognised.

    Raises SalescliError where it holds none.
    """
    text, name = _told(data, encoding) if encoding else decoded(data)
    text, notes = _without_nul(text)
    if (table := json_rows(text)) is not None:
        form, rows = "JSON", [SheetRow(number, cells) for number, cells in enumerate(table)]
    else:
        text, separator, skipped = _announced(text)
        separator = separator or _separator(text)
        rows = list(_rows(text, separator, skipped))
        form = f"{name}, separated by {_SPOKEN.get(separator, repr(separator))}"
    rows = [row for row in rows if any(map(str.strip, row.cells))]
    if not rows:
        raise SalescliError("the file is empty: it has no line with the names of its columns")
    columns = _named(rows[0].cells)
    kept, passed = split_edges(columns, rows[1:])
    return Sheet(columns, kept, form, passed, notes)


def _told(data: bytes, encoding: str) -> tuple[str, str]:
    """Return the text of a file in an encoding that was named. Raises SalescliError."""
    try:
        name = codecs.lookup(encoding).name
        return data.decode(name).removeprefix("\ufeff"), encoding
    except (LookupError, TypeError):
        message = f"--encoding '{encoding}' is not known"
    except UnicodeError:
        message = f"it is not valid {encoding}"
    raise SalescliError(message, fix="as in --encoding utf-8, cp1250 or cp1252")


def _without_nul(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without its few NUL bytes, and what was left out.

    Raises SalescliError where there are so many that it is no text.
    """
    number = text.count("\0")
    if not number:
        return text, ()
    if number > 0.01 * len(text) + 1:
        raise SalescliError("it is not text, so it can't be CSV", fix="export it as CSV")
    line = text.count("\n", 0, text.index("\0")) + 1
    says = "1 NUL byte was" if number == 1 else f"{number} NUL bytes were"
    return text.replace("\0", ""), (f"{says} left out, the first in line {line}",)


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file without its mark, and the name of the encoding that it is in.

    UTF-8 where it is valid, UTF-16 where its mark or every second byte says so, else the Western
    one of Windows, which most old exports have. Raises SalescliError for UTF-16 that breaks off.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding), _NAMES[encoding]
    start = data[:400]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = start[first::2]
        if len(half) > 1 and half.count(0) > 0.6 * len(half) > start[1 - first :: 2].count(0):
            return _decode(data, encoding), _NAMES[encoding]
    try:
        return data.decode(), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "Windows-1252; another one: --encoding"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1; another one: --encoding"


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        raise SalescliError(
            f"line {line} is not valid {_NAMES[encoding]}", fix="export the file again, as UTF-8"
        ) from None


def _announced(text: str) -> tuple[str, str, int]:
    """Return the text behind a first line such as `sep=;`.

    With it, the separator it names, and how many lines it takes.
    """
    first, _, rest = text.partition("\n")
    name, equals, separator = first.rstrip("\r").partition("=")
    if name.strip().strip('"').lower() == "sep" and equals and len(separator.strip('"')) == 1:
        return rest, separator.strip('"'), 1
    return text, "", 0


def _separator(text: str) -> str:
    """Return the separator that parts most lines into the same number of cells, more than one."""
    lines = text.split("\n", _LOOKED_AT)
    start = "\n".join(lines[:_LOOKED_AT])

    def fitness(separator: str) -> tuple[int, int]:
        try:
            sizes = Counter(len(row) for row in _parted(start, separator, strict=False) if row)
        except SalescliError:
            return 0, 0
        (width, times), *_ = sizes.most_common(1) or [(0, 0)]
        return (times, width) if width > 1 else (0, 0)

    return max(SEPARATORS, key=fitness)


def _rows(text: str, separator: str, skipped: int) -> Iterator[SheetRow]:
    counted: list[int] = []
    before = skipped
    for cells in _parted(text, separator, strict=True, counted=counted):
        yield SheetRow(before + 1, tuple(cells))
        before = skipped + counted[-1]


def _parted(
    text: str, separator: str, *, strict: bool, counted: list[int] | None = None
) -> Iterator[list[str]]:
    import csv
    import io

    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    try:
        for cells in reader:
            if counted is not None:
                counted[:] = [reader.line_num]
            yield cells
    except csv.Error as error:
        end = "end of data" in str(error)
        reason = "a quote is opened and never closed" if end else str(error)
        raise SalescliError(
            f"line {reader.line_num}: {reason}",
            fix="fix that line, or export the file again; inside quotes, write a quote twice",
        ) from None


def _named(cells: Sequence[str]) -> tuple[str, ...]:
    """Names for the columns: each one once, and none without a name."""
    names: dict[str, None] = {}
    for number, cell in enumerate(cells, 1):
        name = " ".join(cell.split()) or f"column {number}"
        while name in names:
            name += f" ({number})"
        names[name] = None
    return tuple(names)
