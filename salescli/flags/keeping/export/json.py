"""Write everything; salescli import reads it back (JSON).

Filters are those of `list`: with one, closed deals are left out unless --all or --status takes
them. Without any, all deals are written.
"""

from dataclasses import dataclass, field
from typing import Annotated

from salescli.errors import UsageError
from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.filters import FilterFlags
from salescli.flags.support.shared import Book, Force, Output, Today


@dataclass(frozen=True, slots=True)
class ExportJsonFlags:
    """The flags of `export json`, as they were typed."""

    as_people: Annotated[bool, Flag("--people", "", "Only the people of the deals.")] = False
    as_log: Annotated[bool, Flag("--log", "", "Only the entries of their logs.")] = False
    which: FilterFlags = field(default_factory=FilterFlags)
    today: Today = None
    output: Output = None
    force: Force = False
    book: Book = None

    def check(self) -> None:
        """Refuse flags that contradict each other. Raises UsageError."""
        if self.as_people and self.as_log:
            raise UsageError("--people and --log contradict each other", fix="export them in turn")


COMMAND = Command(
    "salescli.commands.export:export_json",
    ExportJsonFlags,
    ("export json -o book.json", "export json --status won", "export json --log --mine"),
)
