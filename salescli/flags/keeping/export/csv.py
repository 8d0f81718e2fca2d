"""Write all deals with their standing, one a row (CSV)."""

from __future__ import annotations

from dataclasses import dataclass

from salescli.flags.support.declaration import Command
from salescli.flags.support.shared import Book, Force, Output


@dataclass(frozen=True, slots=True)
class ExportCsvFlags:
    """The flags of `export csv`, as they were typed."""

    output: Output = None
    force: Force = False
    book: Book = None


COMMAND = Command(
    "salescli.commands.export:export_csv", ExportCsvFlags, ("export csv -o deals.csv",)
)
