"""Open a deal's file in your editor; it is checked after."""

from dataclasses import dataclass

from salescli.flags.support.declaration import Command
from salescli.flags.support.shared import Book, Deal


@dataclass(frozen=True, slots=True)
class EditFlags:
    """The flags of `edit`, as they were typed."""

    deal: Deal
    book: Book = None


COMMAND = Command(
    "salescli.commands.edit:edit", EditFlags, ("edit lindvik", "--book . edit lindvik")
)
