"""Print what an assistant must know, or write it to AGENTS.md."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from salescli.flags.support.declaration import Command, CommandLine, Flag
from salescli.flags.support.shared import Book


@dataclass(frozen=True, slots=True)
class AgentFlags:
    """The flags of `agent`, as they were typed."""

    line: CommandLine
    install: Annotated[bool, Flag("--install", "", "Write it to AGENTS.md in the book.")] = False
    skill: Annotated[
        Path | None, Flag("--skill", "FOLDER", "Write it as a skill into that folder.")
    ] = None
    book: Book = None


COMMAND = Command("salescli.commands.agent.agent:agent", AgentFlags, ("agent", "agent --install"))
