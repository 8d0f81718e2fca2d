"""Write all next steps as one calendar feed (iCalendar)."""

from dataclasses import dataclass

from salescli.flags.support.declaration import Command
from salescli.flags.support.shared import Book, Output


@dataclass(frozen=True, slots=True)
class ExportIcsFlags:
    """The flags of `export ics`, as they were typed."""

    output: Output = None
    book: Book = None


COMMAND = Command(
    "salescli.commands.invite:export_ics", ExportIcsFlags, ("export ics -o next.ics",)
)
