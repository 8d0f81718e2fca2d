"""Write everything; salescli import reads it back (JSON)."""

from __future__ import annotations

from dataclasses import dataclass

from salescli.flags.support.declaration import Command
from salescli.flags.support.shared import Book, Force, Output


@dataclass(frozen=True, slots=True)
class ExportJsonFlags:
    """The flags of `export json`, as they were typed."""

    output: Output = None
    force: Force = False
    book: Book = None


COMMAND = Command(
    "salescli.commands.export:export_json", ExportJsonFlags, ("export json -o book.json",)
)
