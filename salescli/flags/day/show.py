"""Show one deal: what comes next, what is missing, who."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.shared import At, Book, Deal, Json, Today


@dataclass(frozen=True, slots=True)
class ShowFlags:
    """The flags of `show`, as they were typed."""

    deal: Deal
    book: Book = None
    today: Today = None
    at: At = None
    full: Annotated[bool, Flag("--full", "", "All of it: requirements, findings, the how.")] = False
    log: Annotated[bool, Flag("--log", "", "The whole log, the newest entry first.")] = False
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.show:show",
    ShowFlags,
    ("show ardent", "show ardent --full", "show ardent --log", "show ardent --json"),
)
