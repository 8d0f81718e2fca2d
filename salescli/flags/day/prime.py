"""Print the state of the day in a few lines, for an assistant."""

from __future__ import annotations

from salescli.flags.support.declaration import Command
from salescli.flags.support.shared import Book
from salescli.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PrimeFlags:
    """The flags of `prime`, as they were typed."""

    book: Book = None


COMMAND = Command("salescli.commands.agent.prime:prime", PrimeFlags, ("prime",))
