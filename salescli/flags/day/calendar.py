"""See what was changed in your calendar, and take it over."""

from dataclasses import dataclass
from typing import Annotated

from salescli.errors import UsageError
from salescli.flags.support.declaration import Argument, Command, Flag
from salescli.flags.support.shared import Book, Json


@dataclass(frozen=True, slots=True)
class CalendarFlags:
    """The flags of `calendar`, as they were typed."""

    deal: Annotated[str | None, Argument("[DEAL]", "Only what concerns that deal.")] = None
    take: Annotated[bool, Flag("--take", "", "Take it as your calendar has it.")] = False
    ours: Annotated[bool, Flag("--ours", "", "Leave the deal; put the event back.")] = False
    event: Annotated[str, Flag("--event", "ID", "Which change, where there are several.")] = ""
    book: Book = None
    as_json: Json = False

    def check(self) -> None:
        """Refuse flags that contradict each other. Raises UsageError."""
        if self.take and self.ours:
            raise UsageError("--take and --ours contradict each other", fix="give one of them")


COMMAND = Command(
    "salescli.commands.calendar.calendar:calendar",
    CalendarFlags,
    ("calendar", "calendar lindvik --take", "calendar --json"),
)
