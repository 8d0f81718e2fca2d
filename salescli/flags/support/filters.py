"""The filters of deals: the flags of `list` and of the exports."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Flag

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilterFlags:
    """The flags that choose deals, as they were typed."""

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
