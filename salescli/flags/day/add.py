"""Open a deal in the process that fits, with its next step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from salescli.flags.support.declaration import Argument, Command, Flag, FlagTable
from salescli.flags.support.header import header_flags
from salescli.flags.support.next_step import NextFlags
from salescli.flags.support.shared import Book, Newcomers


@dataclass(frozen=True, slots=True)
class AddFlags:
    """The flags of `add`, as they were typed. `header` has the fields of the deal by their key."""

    company: Annotated[tuple[str, ...], Argument("[COMPANY]...", "Who might buy.")] = ()
    header: Annotated[Mapping[str, Any], FlagTable(header_flags)] = field(default_factory=dict)
    persons: Newcomers = ()
    at: Annotated[str | None, Flag("--at", "DATE", "When it was opened, if not just now.")] = None
    note: Annotated[str, Flag("-m --note", "TEXT", "What else you know of it.")] = ""
    handle: Annotated[str | None, Flag("--handle", "TEXT", "The name of its file.")] = None
    following: NextFlags = field(default_factory=NextFlags)
    book: Book = None


COMMAND = Command(
    "salescli.commands.add:add",
    AddFlags,
    (
        'add Acme --process small-business --next discovery --on "tue 10:00"',
        'add Bolt --process enterprise --value 48k --what "Call Ann" --on 3d',
        'add Eve --process enterprise --at 2026-11-02 --what "Ring" --on 3d',
    ),
)
