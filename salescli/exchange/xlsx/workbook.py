"""The sheets of a workbook, read with openpyxl: rows of texts with the numbers of their rows.

Formulas count by the value that was saved with them. Macros, links and pictures are never looked
at.
"""

from __future__ import annotations

import io
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from salescli.errors import SalescliError
from salescli.exchange.csv.table_edges import FIGURES, SheetRow
from salescli.exchange.xlsx.cell_text import cell_text
from salescli.exchange.xlsx.package import AS_CSV, Package, SheetPart, open_package
from salescli.text.wording import count

_MOST_EMPTY = 10_000  # rows without a cell between two that have some
_MOST_CELLS = 5_000_000
_DAMAGED = "it is damaged, or no workbook that can be read"


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet, blank ones left out, and what is to be said of its cells."""

    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()


class Workbook:
    """A workbook, opened. `names` are its visible sheets; where all are hidden, all of them."""

    def __init__(self, data: bytes) -> None:
        try:
            self._package: Package = open_package(data)
            self._book = _loaded(self._package.data)
            sheets = self._book.worksheets
            shown = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
            self.names: tuple[str, ...] = tuple(sheet.title for sheet in shown)
            self.hidden: tuple[str, ...] = tuple(s.title for s in sheets if s not in shown)
            self.starts_in_1904: bool = self._book.epoch.year == 1904
        except (SalescliError, ImportError):
            raise
        except Exception:  # noqa: BLE001 - what the library raises on a broken file is not declared
            raise SalescliError(_DAMAGED, fix=f"open it in a spreadsheet, and {AS_CSV}") from None

    def grid(self, name: str, limit: int | None = None) -> Grid:
        """Return the rows of a sheet, the first ones where there is a limit.

        Raises SalescliError.
        """
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return self._grid(self._book[name], limit)
        except SalescliError:
            raise
        except Exception:  # noqa: BLE001 - as above
            fix = f"open it in a spreadsheet, and {AS_CSV}"
            raise SalescliError(f"the sheet '{name}': {_DAMAGED}", fix=fix) from None

    def _grid(self, sheet: Any, limit: int | None) -> Grid:
        part = self._package.parts.get(sheet._worksheet_path.lstrip("/"), SheetPart())  # noqa: SLF001 - no public name has it
        sheet.reset_dimensions()
        errors: list[str] = []
        rows = {row.line: list(row.cells) for row in islice(_rows(sheet, errors), limit)}
        _fill_merged(rows, part.merged)
        notes = []
        if part.unsaved:
            notes.append(
                f"{count(part.unsaved, 'formula')} without a saved value left empty: open the file"
                " in a spreadsheet and save it"
            )
        if errors:
            notes.append(f"{count(len(errors), 'cell')} with an error left empty, as {errors[0]}")
        width = max((len(cells) for cells in rows.values()), default=0)
        wide = (SheetRow(n, (*cells, *[""] * (width - len(cells)))) for n, cells in rows.items())
        return Grid(tuple(wide), tuple(notes))


def _loaded(data: bytes) -> Any:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise SalescliError(
            "reading .xlsx needs openpyxl, which is not installed here", fix=_install()
        ) from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _install() -> str:
    """Return what to type to get the library, by how this program was installed."""
    if "pipx" in sys.prefix:
        first = "pipx inject salescli openpyxl"
    elif "uv/tools" in sys.prefix.replace("\\", "/"):
        first = "uv tool install --force 'salescli[xlsx]'"
    else:
        first = "pip install 'salescli[xlsx]'   (with pipx: pipx inject salescli openpyxl)"
    return f"{first}\n  or {AS_CSV}"


def _rows(sheet: Any, errors: list[str]) -> Iterator[SheetRow]:
    """Yield the rows that have a value. Raises SalescliError where there is no end to them."""
    empty = cells_read = 0
    for line, cells in enumerate(sheet.iter_rows(), 1):
        texts = [_text(cell, errors) for cell in cells]
        while texts and not texts[-1].strip():
            texts.pop()
        cells_read += len(cells) + 1
        empty = 0 if texts else empty + 1
        if empty > _MOST_EMPTY or cells_read > _MOST_CELLS:
            what = f"{_MOST_EMPTY:,} empty rows" if empty else f"more than {_MOST_CELLS:,} cells"
            raise SalescliError(
                f"the sheet '{sheet.title}' has {what} before row {line:,}",
                fix=f"delete what is empty in the spreadsheet, or {AS_CSV}",
            )
        if texts:
            yield SheetRow(line, tuple(texts))


def _text(cell: Any, errors: list[str]) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        errors.append(f"{value} in {cell.coordinate}")
        return ""
    if isinstance(value, str):
        return _unescaped(value) if "_x" in value else value
    return cell_text(value, cell.number_format if cell.data_type == "n" else "General")


def _unescaped(text: str) -> str:
    from openpyxl.utils.escape import unescape

    return str(unescape(text))


def _fill_merged(rows: dict[int, list[str]], ranges: tuple[str, ...]) -> None:
    """Give each row of a merged range what its first row says: it is said of all of them.

    A number is not: an amount beside three deals is that of all three together.
    """
    from openpyxl.utils.cell import range_boundaries

    for reference in ranges:
        place, first, _, last = range_boundaries(reference)
        if first not in rows or len(rows[first]) < place:
            continue
        text = rows[first][place - 1]
        if FIGURES.fullmatch(text):
            continue
        for line in range(first + 1, min(last, first + _MOST_EMPTY) + 1):
            if line in rows:
                cells = rows[line]
                cells += [""] * (place - len(cells))
                cells[place - 1] = cells[place - 1] or text
