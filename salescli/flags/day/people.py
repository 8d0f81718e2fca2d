"""Who you know, in which deals, last met when, phone.

Without a name everybody, whom you met last first. NAME is a name, a part of it, an address, a
phone number or a company.
"""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, Flag
from salescli.flags.support.shared import Book, Json, Today


@dataclass(frozen=True, slots=True)
class PeopleFlags:
    """The flags of `people`, as they were typed."""

    name: Annotated[tuple[str, ...], Argument("[NAME]...", "Only those; without it, all.")] = ()
    limit: Annotated[int | None, Flag("--limit", "N", "No more than the first N.", least=1)] = None
    book: Book = None
    today: Today = None
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.people:people",
    PeopleFlags,
    ("people", "people viktor", "people ardent --json"),
)
