"""Give a deal another handle."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command
from salescli.flags.support.shared import Book, Deal


@dataclass(frozen=True, slots=True)
class RenameFlags:
    """The flags of `rename`, as they were typed."""

    deal: Deal
    new: Annotated[str, Argument("NEW", "Its new handle.")]
    book: Book = None


COMMAND = Command(
    "salescli.commands.rename:rename",
    RenameFlags,
    ("rename pinegrove pinegrove-trial", "--book . rename lindvik lindvik-boats"),
)
