"""Make a new book of deals in a folder."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, Flag


@dataclass(frozen=True, slots=True)
class InitFlags:
    """The flags of `init`, as they were typed."""

    folder: Annotated[Path, Argument("[DIR]", "Where.")] = Path()
    me: Annotated[str, Flag("--me", "OWNER", "Your handle, for 'by' and 'owner'.")] = ""
    currency: Annotated[str, Flag("--currency", "CURRENCY", "That of new deals.")] = "EUR"
    processes: Annotated[
        tuple[str, ...], Flag("--process", "NAME", "A shipped process to start with (repeatable).")
    ] = ()
    country: Annotated[
        str, Flag("--country", "COUNTRY", "Its public holidays are days off: DE.")
    ] = ""
    region: Annotated[str, Flag("--region", "REGION", "And those of a part of it: BY.")] = ""
    git: Annotated[bool, Flag("--git/--no-git", "", "Keep the book in git.")] = True


COMMAND = Command(
    "salescli.commands.init:init",
    InitFlags,
    ("init sales --me ada", "init deals --country DE --region BY --process enterprise"),
)
