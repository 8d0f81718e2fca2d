"""Show what changed from one revision to another."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command
from salescli.flags.support.shared import Book, Json, ProcessName


@dataclass(frozen=True, slots=True)
class DiffFlags:
    """The flags of `process diff`, as they were typed."""

    name: ProcessName
    old: Annotated[int | None, Argument("[OLD]", "A revision; else the one before.")] = None
    new: Annotated[int | None, Argument("[NEW]", "A later one; else that in force.")] = None
    book: Book = None
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.process.show:diff",
    DiffFlags,
    ("process diff enterprise", "process diff enterprise 1 --json"),
)
