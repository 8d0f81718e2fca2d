"""Let open deals follow the revision in force."""

from dataclasses import dataclass

from salescli.flags.support.declaration import Command
from salescli.flags.support.shared import Book, Deals, ProcessName, Yes


@dataclass(frozen=True, slots=True)
class AdoptFlags:
    """The flags of `process adopt`, as they were typed."""

    name: ProcessName
    deals: Deals = ()
    yes: Yes = False
    book: Book = None


COMMAND = Command(
    "salescli.commands.process.adopt:adopt",
    AdoptFlags,
    ("process adopt enterprise --yes", "process adopt enterprise ardent --yes"),
)
