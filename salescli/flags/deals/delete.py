"""Delete a deal that was made by mistake; undo brings it back."""

from dataclasses import dataclass

from salescli.flags.support.declaration import Command
from salescli.flags.support.shared import Book, Deal, Yes


@dataclass(frozen=True, slots=True)
class DeleteFlags:
    """The flags of `delete`, as they were typed."""

    deal: Deal
    yes: Yes = False
    book: Book = None


COMMAND = Command(
    "salescli.commands.delete:delete",
    DeleteFlags,
    ("delete umberfield --yes", "--book . delete pinegrove --yes"),
)
