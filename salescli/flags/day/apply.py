"""Apply what an assistant proposed, or drop it; or see what waits."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, CommandLine, Flag
from salescli.flags.support.shared import Book, Json


@dataclass(frozen=True, slots=True)
class ApplyFlags:
    """The flags of `apply`, as they were typed."""

    line: CommandLine
    name: Annotated[str | None, Argument("[NAME]", "The proposal's name.")] = None
    drop: Annotated[bool, Flag("--drop", "", "Forget it; nothing is changed.")] = False
    edit: Annotated[bool, Flag("--edit -e", "", "Change its command in your editor first.")] = False
    book: Book = None
    as_json: Json = False


COMMAND = Command("salescli.commands.proposals.apply:apply", ApplyFlags, ("apply", "apply --json"))
