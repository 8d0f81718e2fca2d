"""Go through the day: today, overdue, no next step, this week."""

from dataclasses import dataclass
from typing import Annotated

from salescli.errors import UsageError
from salescli.flags.support.declaration import Argument, Command, Flag
from salescli.flags.support.shared import Book, Json, Today


@dataclass(frozen=True, slots=True)
class ReviewFlags:
    """The flags of `next`, as they were typed. `days` is how far ahead it looks."""

    deal: Annotated[str | None, Argument("[DEAL]", "Only that deal.")] = None
    book: Book = None
    today: Today = None
    listed: Annotated[bool, Flag("--list", "", "Only list them, never ask.")] = False
    mine: Annotated[bool, Flag("--mine", "", "Only the deals that I own.")] = False
    process: Annotated[str | None, Flag("--process", "NAME", "Only that process.")] = None
    days: Annotated[
        int | None, Flag("--days", "N", "Look N days ahead, not to the end of the week.", least=0)
    ] = None
    limit: Annotated[int | None, Flag("--limit", "N", "No more than the N worst.", least=1)] = None
    everything: Annotated[bool, Flag("--all", "", "All, however many there are.")] = False
    brief: Annotated[
        bool, Flag("--brief", "", "One line, for a shell's prompt; none if all is well.")
    ] = False
    exit_code: Annotated[
        bool, Flag("--exit-code", "", "End with 1 if anything is overdue or unscheduled.")
    ] = False
    as_json: Json = False

    def check(self) -> None:
        """Refuse flags that contradict each other. Raises UsageError."""
        if self.everything and self.limit is not None:
            raise UsageError("--all and --limit contradict each other", fix="give one of them")
        if self.brief and self.as_json:
            raise UsageError("--brief and --json contradict each other", fix="give one of them")


COMMAND = Command(
    "salescli.commands.next:next_",
    ReviewFlags,
    ("next", "next ardent", "next --mine --days 14", "next --brief"),
)
