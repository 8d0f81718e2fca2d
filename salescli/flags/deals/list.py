"""List the open deals, or those that the filters leave.

Filters add up: a deal has to pass each of them. One that is typed twice, with two values, takes
either of the two; so do --overdue and --unscheduled together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from salescli.errors import UsageError
from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.shared import At, Book, Json, Today

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilterFlags:
    """The flags of `list` that choose deals, as they were typed."""

    everything: Annotated[bool, Flag("--all", "", "Closed deals too.")] = False
    statuses: Annotated[Names, Flag("--status", "STATUS", "open, won, lost or disqualified.")] = ()
    processes: Annotated[Names, Flag("--process", "NAME", "Of that process.")] = ()
    stages: Annotated[Names, Flag("--stage", "STAGE", "Open, in that stage.")] = ()
    overdue: Annotated[bool, Flag("--overdue", "", "Next step overdue.")] = False
    unscheduled: Annotated[bool, Flag("--unscheduled", "", "No next step.")] = False
    waiting: Annotated[bool, Flag("--waiting", "", "We wrote, and nobody answered.")] = False
    tags: Annotated[Names, Flag("--tag", "TAG", "With that tag.")] = ()
    owners: Annotated[Names, Flag("--owner", "OWNER", "Of that owner.")] = ()
    mine: Annotated[bool, Flag("--mine", "", "Only those that I own.")] = False
    people: Annotated[
        Names, Flag("--person", "PERSON", "With that person: a name or an address.")
    ] = ()
    companies: Annotated[Names, Flag("--company", "TEXT", "Whose company's name has that.")] = ()
    competitors: Annotated[Names, Flag("--competitor", "TEXT", "Competing with them.")] = ()
    value: Annotated[
        str | None, Flag("--value", "RANGE", "'>10000', '<=5k', 10k..50k, '>1m EUR'.")
    ] = None
    closing: Annotated[
        str | None, Flag("--closing", "PERIOD", "Expected close: 'this quarter', 2026-12, overdue.")
    ] = None

    revisit: Annotated[
        bool, Flag("--revisit", "", "Closed with 'not now': those that come back on a day.")
    ] = False

    @property
    def are_given(self) -> bool:
        """Whether any of them leaves deals out."""
        return self not in (FilterFlags(), FilterFlags(everything=True))


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
