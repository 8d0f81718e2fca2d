"""Keep a note on a deal."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command
from salescli.flags.support.shared import Book, Deal, Disqualifiers, Edit, Note


@dataclass(frozen=True, slots=True)
class NoteFlags:
    """The flags of `note`, as they were typed."""

    deal: Deal
    words: Annotated[tuple[str, ...], Argument("[TEXT]...", "The note.")] = ()
    text: Note = ""
    edit: Edit = False
    facts: Disqualifiers = ()
    book: Book = None


COMMAND = Command(
    "salescli.commands.note:note",
    NoteFlags,
    ('note corvane "Plant 2 rang: the scanner arrived"', "note corvane --flag no-budget-owner"),
)
