"""Write the invitation to the next step (iCalendar)."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.shared import Book, Deal, Output


@dataclass(frozen=True, slots=True)
class InviteFlags:
    """The flags of `invite`, as they were typed."""

    deal: Deal
    item: Annotated[str, Flag("--next", "ITEM", "Which one, where there are several.")] = ""
    sender: Annotated[str, Flag("--from", "EMAIL", "Your address, if not that of git.")] = ""
    cancel: Annotated[bool, Flag("--cancel", "", "Call off the step that was cancelled last.")] = (
        False
    )
    output: Output = None
    book: Book = None


COMMAND = Command(
    "salescli.commands.invite:invite",
    InviteFlags,
    ("invite ardent -o invite.ics", "invite ardent --from ada@shop.example"),
)
