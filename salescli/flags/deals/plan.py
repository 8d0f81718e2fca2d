"""Plan backwards from the close, with an owner on each side."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.shared import Book, Deal, Json, Output, Today


@dataclass(frozen=True, slots=True)
class PlanFlags:
    """The flags of `plan`, as they were typed."""

    deal: Deal
    form: Annotated[
        str | None, Flag("--format", "FORMAT", "text, markdown, html, ics or json.")
    ] = None
    output: Output = None
    as_is: Annotated[
        bool, Flag("--as-is", "", "Send the close that was agreed, though it can't be met.")
    ] = False
    book: Book = None
    today: Today = None
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.plan:plan",
    PlanFlags,
    ("plan ardent", "plan ardent -o plan.html", "plan merrowby --format markdown --as-is"),
)
