"""Take back the last command, whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command
from salescli.flags.support.shared import Book, Yes


@dataclass(frozen=True, slots=True)
class UndoFlags:
    """The flags of `undo`, as they were typed."""

    deal: Annotated[
        str | None, Argument("[DEAL]", "The last command on it; without it, the last of all.")
    ] = None
    yes: Yes = False
    book: Book = None


COMMAND = Command(
    "salescli.commands.undo.undo:undo", UndoFlags, ("undo --yes", "undo lindvik --yes")
)
