"""Propose a change of a deal: tried, and kept for its owner.

What is proposed is a command: log, schedule, cancel, skip, note, set, person, win, lose or walk.
It runs on a copy of the deal; the book stays as it is until `salescli apply`.
"""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, CommandLine, Flag
from salescli.flags.support.shared import Book, Json


@dataclass(frozen=True, slots=True)
class ProposeFlags:
    """The flags of `propose`, as they were typed."""

    line: CommandLine
    words: Annotated[
        tuple[str, ...], Argument("COMMAND...", "The command, the deal's handle behind its name.")
    ]
    by: Annotated[str, Flag("--by", "NAME", "Who proposes it.")] = "assistant"
    why: Annotated[str, Flag("--why", "TEXT", "Why.")] = ""
    book: Book = None
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.proposals.propose:propose",
    ProposeFlags,
    (
        "propose --by claude schedule lindvik fri 10:00",
        'propose --why "She rang" note corvane "The scanner arrived"',
    ),
)
