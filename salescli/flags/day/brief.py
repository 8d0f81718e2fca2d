"""What to know before a call, on one screen.

Without a deal: all that is scheduled for today. A line of a note that begins with we: or they: is a
promise, with a day or without; one that begins with ? is an open question.
"""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, Flag
from salescli.flags.support.shared import Book, Json, Today


@dataclass(frozen=True, slots=True)
class BriefFlags:
    """The flags of `brief`, as they were typed."""

    deal: Annotated[str | None, Argument("[DEAL]", "Without it, all of today's.")] = None
    week: Annotated[bool, Flag("--week", "", "The coming seven days, as a dated list.")] = False
    book: Book = None
    today: Today = None
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.brief:brief",
    BriefFlags,
    ("brief ardent", "brief", "brief --week", "brief ardent --json"),
)
