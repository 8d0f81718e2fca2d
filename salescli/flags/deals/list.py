"""List the open deals, or those that the filters leave.

Filters add up: a deal has to pass each of them. One that is typed twice, with two values, takes
either of the two; so do --overdue and --unscheduled together.
"""

from dataclasses import dataclass, field
from typing import Annotated

from salescli.errors import UsageError
from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.filters import FilterFlags, Names
from salescli.flags.support.shared import At, Book, Json, Today


@dataclass(frozen=True, slots=True)
class ListFlags:
    """The flags of `list`, as they were typed."""

    book: Book = None
    today: Today = None
    at: At = None
    which: FilterFlags = field(default_factory=FilterFlags)
    sort: Annotated[
        Names, Flag("--sort", "ORDER", "close, -value (the largest first), stage …")
    ] = ()
    columns: Annotated[
        str | None, Flag("--columns", "COLUMNS", "Which ones: deal,close,custom.slack …")
    ] = None
    limit: Annotated[int | None, Flag("--limit", "N", "No more than the first N.", least=1)] = None
    as_csv: Annotated[bool, Flag("--csv", "", "Print CSV, for a spreadsheet.")] = False
    as_json: Json = False

    def check(self) -> None:
        """Refuse flags that contradict each other. Raises UsageError."""
        if self.as_csv and self.as_json:
            raise UsageError("--csv and --json contradict each other", fix="give one of them")
        if self.as_json and self.columns is not None:
            raise UsageError("--columns is for the table and --csv: JSON has all of them")


COMMAND = Command(
    "salescli.commands.list:list_",
    ListFlags,
    (
        "list --overdue --unscheduled",
        'list --closing "this quarter" --sort -value',
        "list --all --person ostrow --columns deal,company,competitors",
        "list --all --status lost --csv",
        "list --revisit",
    ),
)
