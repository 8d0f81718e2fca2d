"""Close a deal that was won, and open the one that follows."""

from dataclasses import dataclass, field
from typing import Annotated

from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.next_step import NextFlags
from salescli.flags.support.shared import Book, Deal
from salescli.flags.support.winning import WonFlags


@dataclass(frozen=True, slots=True)
class WinFlags:
    """The flags of `win`, as they were typed. `follow` None leaves the question open."""

    deal: Deal
    why: WonFlags = field(default_factory=WonFlags)
    follow: Annotated[
        bool | None, Flag("--follow-on/--no-follow-on", "", "Open the deal that follows.")
    ] = None
    then: NextFlags = field(default_factory=NextFlags)
    book: Book = None


COMMAND = Command(
    "salescli.commands.close:win",
    WinFlags,
    (
        'win lindvik --evidence "Signed" --said-by astrid --no-follow-on',
        "win pinegrove --follow-on --next kickoff --on mon",
    ),
)
