"""Print the script by which your shell completes commands."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command


@dataclass(frozen=True, slots=True)
class CompletionFlags:
    """The flags of `completion`, as they were typed."""

    shell: Annotated[str, Argument("bash|zsh|fish", "Your shell.")]


COMMAND = Command(
    "salescli.commands.completion.candidates:completion",
    CompletionFlags,
    ("completion bash", "completion zsh"),
)
