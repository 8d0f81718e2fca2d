"""Print what the words of a command line could end with."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, CommandLine


@dataclass(frozen=True, slots=True)
class CompleteWordsFlags:
    """What a shell's script hands over, and the command line that it asks about."""

    line: CommandLine
    shell: Annotated[str, Argument("SHELL", "Whose script asks.")]
    words: Annotated[tuple[str, ...], Argument("[WORD]...")] = ()


COMMAND = Command("salescli.commands.completion.candidates:complete", CompleteWordsFlags)
