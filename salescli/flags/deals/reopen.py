"""Reopen a closed deal, with its next step."""

from dataclasses import dataclass, field

from salescli.flags.support.declaration import Command
from salescli.flags.support.next_step import NextFlags
from salescli.flags.support.shared import Book, Deal, Edit, Note


@dataclass(frozen=True, slots=True)
class ReopenFlags:
    """The flags of `reopen`, as they were typed."""

    deal: Deal
    note: Note = ""
    edit: Edit = False
    then: NextFlags = field(default_factory=NextFlags)
    book: Book = None


COMMAND = Command(
    "salescli.commands.reopen:reopen",
    ReopenFlags,
    (
        'reopen callowmark -m "The budget is back" --what "Call Bo" --on mon',
        "reopen brightmoor --next discovery --on 3d",
    ),
)
