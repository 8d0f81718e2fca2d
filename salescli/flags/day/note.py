"""Keep a note on a deal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.shared import Book, Deal, Disqualifiers


@dataclass(frozen=True, slots=True)
class NoteFlags:
    """The flags of `note`, as they were typed."""

    deal: Deal
    text: Annotated[str, Flag("-m --note", "TEXT", "The note.")] = ""
    facts: Disqualifiers = ()
    book: Book = None


COMMAND = Command(
    "salescli.commands.note:note",
    NoteFlags,
    ('note corvane -m "Plant 2 rang: the scanner arrived"',),
)
