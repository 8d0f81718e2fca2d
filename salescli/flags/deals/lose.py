"""Close a deal that was lost, with the reason and the evidence."""

from dataclasses import dataclass, field

from salescli.flags.support.declaration import Command
from salescli.flags.support.ending import EndFlags
from salescli.flags.support.shared import Book, Deal, EndNote


@dataclass(frozen=True, slots=True)
class LoseFlags:
    """The flags of `lose`, as they were typed."""

    deal: Deal
    why: EndFlags = field(default_factory=EndFlags)
    note: EndNote = ""
    book: Book = None


COMMAND = Command(
    "salescli.commands.close:lose",
    LoseFlags,
    ('lose tarrow --reason no-decision --evidence "They stay with paper"',),
)
