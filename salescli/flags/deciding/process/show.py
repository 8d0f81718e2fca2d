"""Show all of a process: stages, steps, outcomes, roles, and how."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.shared import Book, Json, ProcessName


@dataclass(frozen=True, slots=True)
class ProcessShowFlags:
    """The flags of `process show`, as they were typed."""

    name: ProcessName
    revision: Annotated[int | None, Flag("--revision", "N", "Not the one in force.")] = None
    book: Book = None
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.process.show:show_process",
    ProcessShowFlags,
    ("process show enterprise",),
)
