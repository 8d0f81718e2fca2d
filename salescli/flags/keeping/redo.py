"""Bring back what undo took back last; again, the one before."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command
from salescli.flags.support.shared import Book, Yes


@dataclass(frozen=True, slots=True)
class RedoFlags:
    """The flags of `redo`, as they were typed."""

    deal: Annotated[
        str | None, Argument("[DEAL]", "What was undone on it; without it, the last of all.")
    ] = None
    yes: Yes = False
    book: Book = None


COMMAND = Command(
    "salescli.commands.undo.undo:redo", RedoFlags, ("redo --yes", "redo lindvik --yes")
)
