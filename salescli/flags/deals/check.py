"""Show what is missing or wrong, where, and how to fix it."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.shared import Book, Deals, Json, Today


@dataclass(frozen=True, slots=True)
class CheckFlags:
    """The flags of `check`, as they were typed. Codes may be whole families: `N`."""

    deals: Deals = ()
    book: Book = None
    today: Today = None
    form: Annotated[str, Flag("--format", "FORMAT", "text, json or github.")] = "text"
    select: Annotated[tuple[str, ...], Flag("--select", "CODES", "Only these: N, or N02,P01.")] = ()
    ignore: Annotated[tuple[str, ...], Flag("--ignore", "CODES", "All but these.")] = ()
    everything: Annotated[bool, Flag("--all", "", "All of them, not the worst three a deal.")] = (
        False
    )
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.check:check",
    CheckFlags,
    ("check", "check merrowby --all", "check --select N,P02 --format json"),
)
