"""Make a process of your own from another one."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.shared import Book, ProcessName


@dataclass(frozen=True, slots=True)
class ProcessNewFlags:
    """The flags of `process new`, as they were typed."""

    name: ProcessName
    origin: Annotated[str, Flag("--from", "NAME", "The one to begin with.")]
    book: Book = None


COMMAND = Command(
    "salescli.commands.process.revise:new_process",
    ProcessNewFlags,
    ("process new resellers --from channel",),
)
