"""Show, add, change or remove a person of a deal.

--name corrects a name; the handle stays, since the log names them by it (`salescli edit` has all
of the deal).
"""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, Flag
from salescli.flags.support.shared import Book, Deal


@dataclass(frozen=True, slots=True)
class PersonFlags:
    """The flags of `person`, as they were typed; None where they were not."""

    deal: Deal
    words: Annotated[
        tuple[str, ...],
        Argument("[PERSON]...", "Their handle, or their name; without it, all of them."),
    ] = ()
    name: Annotated[str | None, Flag("--name", "TEXT", "Their name.")] = None
    role: Annotated[str | None, Flag("--role", "ROLE", "Their role in the process.")] = None
    email: Annotated[str | None, Flag("--email", "EMAIL", "Their email address.")] = None
    phone: Annotated[str | None, Flag("--phone", "PHONE", "Their phone number.")] = None
    title: Annotated[str | None, Flag("--title", "TEXT", "What they are: CFO.")] = None
    remove: Annotated[bool, Flag("--remove", "", "Remove them.")] = False
    book: Book = None


COMMAND = Command(
    "salescli.commands.person:person",
    PersonFlags,
    (
        'person lindvik jo --name "Jo Lindvik" --role owner',
        "person lindvik jo",
        "person lindvik",
        "person lindvik jo --email jo@lindvik.example",
        'person lindvik jo --name "Joanna Lindvik"',
        "person lindvik jo --remove",
    ),
)
