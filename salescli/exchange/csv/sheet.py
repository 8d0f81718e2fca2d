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
class SheetRow:
    """One row; `line` is where it begins in the file, counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns and the rows of a file, blank ones left out; `form` says how it was read."""

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    form: str


def read_sheet(data: bytes) -> Sheet:
    """Return the sheet that a file holds. Raises SalescliError where it holds none."""
    text, encoding = decoded(data)
    if "\0" in text:
        raise SalescliError("it is not text, so it can't be CSV", fix="export it as CSV")
    text, separator, skipped = _announced(text)
    separator = separator or _separator(text)
    rows = [row for row in _rows(text, separator, skipped) if any(map(str.strip, row.cells))]
    if not rows:
        raise SalescliError("the file is empty: it has no line with the names of its columns")
    columns = _named(rows[0].cells)
    form = f"{encoding}, separated by {_SPOKEN.get(separator, repr(separator))}"
    return Sheet(columns, tuple(rows[1:]), form)


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
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1"


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
