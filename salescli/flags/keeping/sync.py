"""Fetch, merge and push the book, hand edits committed first."""

from dataclasses import dataclass

from salescli.flags.support.declaration import Command
from salescli.flags.support.shared import Book


@dataclass(frozen=True, slots=True)
class SyncFlags:
    """The flags of `sync`, as they were typed."""

    book: Book = None


COMMAND = Command("salescli.commands.sync.sync:sync", SyncFlags, ("sync", "--book . sync"))
