"""Learn from closed deals what goes with winning."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, Flag
from salescli.flags.support.shared import Book, Json


@dataclass(frozen=True, slots=True)
class LearnFlags:
    """The flags of `learn`, as they were typed."""

    process: Annotated[str | None, Argument("[PROCESS]", "The process's name.")] = None
    proposals: Annotated[
        tuple[str, ...], Argument("[PROPOSAL]...", "With --apply: its number, its id, or all.")
    ] = ()
    apply: Annotated[bool, Flag("--apply", "", "Make these proposals the next revision.")] = False
    since: Annotated[str | None, Flag("--since", "DATE", "Only deals closed from then on.")] = None
    until: Annotated[str | None, Flag("--until", "DATE", "Only deals closed until then.")] = None
    book: Book = None
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.learn.learn:learn",
    LearnFlags,
    ("learn small-business", "learn small-business --since 2026-01-01"),
)
