"""Write all deals with their standing, one a row (CSV).

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
class ExportCsvFlags:
    """The flags of `export csv`, as they were typed."""

    as_people: Annotated[bool, Flag("--people", "", "The people, one a row.")] = False
    as_log: Annotated[bool, Flag("--log", "", "The log, an entry a row.")] = False
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
    "salescli.commands.export:export_csv",
    ExportCsvFlags,
    (
        "export csv -o deals.csv",
        "export csv --closing 'this quarter' --value '>10k'",
        "export csv --people",
        "export csv --log --company ardent --all",
    ),
)
