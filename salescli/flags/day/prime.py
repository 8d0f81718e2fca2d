"""Print the state of the day in a few lines, for an assistant."""

from dataclasses import dataclass

from salescli.flags.support.declaration import Command
from salescli.flags.support.shared import Book


@dataclass(frozen=True, slots=True)
class PrimeFlags:
    """The flags of `prime`, as they were typed."""

    book: Book = None


COMMAND = Command("salescli.commands.agent.prime:prime", PrimeFlags, ("prime",))
