"""Make the next revision in your editor; the one in force is kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.shared import Book, ProcessName


@dataclass(frozen=True, slots=True)
class ReviseFlags:
    """The flags of `process revise`, as they were typed."""

    name: ProcessName
    file: Annotated[Path | None, Flag("--file", "FILE", "Its text, in place of the editor.")] = None
    book: Book = None


COMMAND = Command(
    "salescli.commands.process.revise:revise",
    ReviseFlags,
    ("process revise enterprise", "process revise enterprise --file next.toml"),
)
