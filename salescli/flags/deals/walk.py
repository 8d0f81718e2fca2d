"""Close a deal that we walk away from: disqualified."""

from dataclasses import dataclass, field

from salescli.flags.support.declaration import Command
from salescli.flags.support.ending import EndFlags
from salescli.flags.support.shared import Book, Deal, EndNote


@dataclass(frozen=True, slots=True)
class WalkFlags:
    """The flags of `walk`, as they were typed."""

    deal: Deal
    why: EndFlags = field(default_factory=EndFlags)
    note: EndNote = ""
    book: Book = None


COMMAND = Command(
    "salescli.commands.close:walk_away",
    WalkFlags,
    ('walk tessaly --reason no-access --evidence "No word in eight weeks"',),
)
