"""Show the guide: its topics, or one of them."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, CommandLine


@dataclass(frozen=True, slots=True)
class HelpFlags:
    """The flags of `help`, as they were typed, and the command line that it explains."""

    line: CommandLine
    topic: Annotated[
        tuple[str, ...], Argument("[TOPIC]...", "A topic, a command, or the code of a finding.")
    ] = ()


COMMAND = Command(
    "salescli.commands.help.help:help_",
    HelpFlags,
    ("help", "help questions", "help log", "help N02"),
)
