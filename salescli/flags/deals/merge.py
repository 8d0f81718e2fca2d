"""Merge two files of one deal: one log, one list of people."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.shared import Book, Deal


@dataclass(frozen=True, slots=True)
class MergeFlags:
    """The flags of `merge`, as they were typed."""

    deal: Deal
    into: Annotated[str, Flag("--into", "DEAL", "The deal that stays.")]
    prefer: Annotated[
        str | None, Flag("--prefer", "DEAL", "Whose values stand where both differ.")
    ] = None
    book: Book = None


COMMAND = Command(
    "salescli.commands.merge.merge:merge",
    MergeFlags,
    (
        "merge umberfield --into tarrow --prefer tarrow",
        "merge pinegrove --into lindvik --prefer pinegrove",
    ),
)
