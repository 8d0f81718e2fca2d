"""Take back your last command, whole; again, the one before."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command
from salescli.flags.support.shared import Book, Yes


@dataclass(frozen=True, slots=True)
class UndoFlags:
    """The flags of `undo`, as they were typed."""

    deal: Annotated[
        str | None,
        Argument(
            "[DEAL|COMMIT]",
            "Your last command on it; or a commit, anybody's; else your last of all.",
        ),
    ] = None
    yes: Yes = False
    book: Book = None


COMMAND = Command(
    "salescli.commands.undo.undo:undo", UndoFlags, ("undo --yes", "undo lindvik --yes")
)
