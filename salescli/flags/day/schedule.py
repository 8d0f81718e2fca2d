"""Set a next step of a deal, or move one."""

from dataclasses import dataclass, field
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, Flag
from salescli.flags.support.own_next_step import OwnNextFlags
from salescli.flags.support.shared import Book, Deal


@dataclass(frozen=True, slots=True)
class Place:
    """Where a next step goes when another one stands: beside it, or in place of the one named."""

    also: Annotated[bool, Flag("--also", "", "Put it beside what is scheduled.")] = False
    instead: Annotated[str | None, Flag("--instead", "ITEM", "Replace that next step.")] = None


@dataclass(frozen=True, slots=True)
class ScheduleFlags:
    """The flags of `schedule`, as they were typed."""

    deal: Deal
    words: Annotated[
        tuple[str, ...], Argument("[WORDS]...", "What and when: 'demo fri 10', 'fri 11'.")
    ] = ()
    following: OwnNextFlags = field(default_factory=OwnNextFlags)
    place: Place = field(default_factory=Place)
    book: Book = None


COMMAND = Command(
    "salescli.commands.schedule:schedule",
    ScheduleFlags,
    (
        "schedule lindvik fri 10:00",
        "schedule tarrow --next trial-start --on mon --with nell --agreed",
        'schedule umberfield --what "Ring the chef" --on tomorrow --also',
    ),
)
