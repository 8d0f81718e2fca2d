"""Show the pipeline by stage, with signs of trouble."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.shared import At, Book, Json, Today


@dataclass(frozen=True, slots=True)
class BoardFlags:
    """The flags of `board`, as they were typed. `everything`: however long the screen gets."""

    book: Book = None
    today: Today = None
    at: At = None
    processes: Annotated[tuple[str, ...], Flag("--process", "NAME", "Only that process.")] = ()
    mine: Annotated[bool, Flag("--mine", "", "Only the deals that I own.")] = False
    everything: Annotated[bool, Flag("--all", "", "However many there are.")] = False
    wide: Annotated[bool, Flag("--wide", "", "Stages side by side, on a wide screen.")] = False
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.board:board",
    BoardFlags,
    ("board --process enterprise", "board --wide"),
)
