"""Change header fields: value=48k close=2027-01-29 source=.

custom.NAME=VALUE keeps a field of your own: custom.slack=#acme.
"""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command
from salescli.flags.support.shared import Book, Deal


@dataclass(frozen=True, slots=True)
class SetFlags:
    """The flags of `set`, as they were typed."""

    deal: Deal
    assignments: Annotated[tuple[str, ...], Argument("FIELD=VALUE...", "FIELD= takes it out.")]
    book: Book = None


COMMAND = Command(
    "salescli.commands.set:set_",
    SetFlags,
    (
        "set lindvik value=2400 close=2027-01-29",
        "set lindvik tags=retail,nordic source=",
        "set lindvik 'custom.slack=#lindvik'",
    ),
)
