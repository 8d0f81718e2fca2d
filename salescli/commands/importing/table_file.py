"""The file that is imported: its content, and the table in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.commands.importing.choose_sheet import choose_sheet
from salescli.errors import SalescliError, UsageError
from salescli.exchange.csv.sheet import Sheet, read_sheet, sheet_of
from salescli.exchange.xlsx.package import is_workbook
from salescli.exchange.xlsx.workbook import Workbook
from salescli.store.files.atomic import os_error_text
from salescli.views.render.output import notice

if TYPE_CHECKING:
    from salescli.flags.keeping.import_ import ImportFlags
    from salescli.prompts import Asker

PASTED = Path("-")  # stands for standard input
TOO_LARGE = 256 * 1024 * 1024  # bytes
_FIX = "salescli import FILE"


def table_name(file: Path) -> str:
    """Return what messages call a file."""
    return "the pasted table" if file == PASTED else file.name


def read_content(file: Path) -> bytes:
    """Return the bytes of a file, or of standard input. Raises UsageError."""
    try:
        data = _pasted() if file == PASTED else _bytes_of(file)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        reason = "there is no such file" if missing else os_error_text(error)
        raise UsageError(f"{file} can't be read: {reason}", fix=_FIX) from None
    if len(data) > TOO_LARGE:
        raise UsageError(f"{file} is larger than {TOO_LARGE // 1024**2} MB", fix="split it")
    return data


def _bytes_of(file: Path) -> bytes:
    if file.stat().st_size <= TOO_LARGE and not file.is_file():
        raise UsageError(f"{file} is not a file", fix=_FIX)
    with file.open("rb") as opened:
        return opened.read(TOO_LARGE + 1)


def _pasted() -> bytes:
    """Return what is typed or piped in, up to its end. Raises UsageError."""
    if sys.stdin is None:
        raise UsageError("standard input is closed", fix=_FIX)
    if sys.stdin.isatty():
        notice("Paste the table, then press Ctrl-D on a line of its own.")
    return sys.stdin.buffer.read(TOO_LARGE + 1)


class TableFile:
    """The table of a file; in a workbook, that of the sheet that is wanted."""

    def __init__(self, flags: ImportFlags, data: bytes) -> None:
        self._flags = flags
        self._sheets: dict[str, Sheet] = {}
        with _naming(self._flags.file):
            self._workbook = _workbook(flags, data)
            if self._workbook is None:
                self._sheets[""] = _text_table(data, flags.encoding)

    def sheet(self, asker: Asker | None) -> Sheet:
        """Return the table, its sheet asked for where there are several. Raises SalescliError."""
        book = self._workbook
        title = table_name(self._flags.file)
        name = choose_sheet(book, self._flags.sheet, title, asker) if book else ""
        if book and name not in self._sheets:
            with _naming(self._flags.file):
                self._sheets[name] = _sheet_of_workbook(book, name)
        return self._sheets[name]


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Name the file in whatever is refused about it."""
    try:
        yield
    except UsageError:
        raise
    except SalescliError as error:
        name = table_name(file) if file == PASTED else str(file)
        raise SalescliError(f"{name}: {error.message}", fix=error.fix) from None


def _workbook(flags: ImportFlags, data: bytes) -> Workbook | None:
    """Return the workbook that a file is; None where it is none. Raises SalescliError."""
    if not is_workbook(data):
        if flags.sheet:
            raise UsageError(
                f"{table_name(flags.file)} has no sheets", fix="--sheet is for a workbook (.xlsx)"
            )
        return None
    if flags.encoding:
        raise UsageError("a workbook says its encoding itself", fix="leave out --encoding")
    return _opened(data)


# A file is looked at to know what it holds, and then read: once is enough.
_opened = lru_cache(maxsize=4)(Workbook)
_text_table = lru_cache(maxsize=16)(read_sheet)


@lru_cache(maxsize=8)
def _sheet_of_workbook(book: Workbook, name: str) -> Sheet:
    grid = book.grid(name)
    form = f"sheet '{name}'"
    sheet = sheet_of(grid.rows, form, grid.notes, starts_in_1904=book.starts_in_1904)
    return sheet if len(book.names) == 1 else sheet.named(name)
