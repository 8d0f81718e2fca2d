"""List the processes, and for whom each one is."""

from dataclasses import dataclass

from salescli.flags.support.declaration import Command
from salescli.flags.support.shared import Book, Json


@dataclass(frozen=True, slots=True)
class ProcessListFlags:
    """The flags of `process list`, as they were typed."""

    book: Book = None
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.process.show:list_processes", ProcessListFlags, ("process list",)
)
