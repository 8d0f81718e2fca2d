"""Show all that is wrong with a process."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command
from salescli.flags.support.shared import Book, Json


@dataclass(frozen=True, slots=True)
class ProcessCheckFlags:
    """The flags of `process check`, as they were typed."""

    names: Annotated[
        tuple[str, ...], Argument("[NAME]...", "Only these; without it, all of them.")
    ] = ()
    book: Book = None
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.process.show:check_processes",
    ProcessCheckFlags,
    ("process check", "process check enterprise"),
)
