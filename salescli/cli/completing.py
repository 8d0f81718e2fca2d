"""The commands that complete others: the script for a shell, and what the script calls."""

from __future__ import annotations

from typing import Annotated

import typer

from salescli.cli import app
from salescli.cli.sections import KEEPING, examples


@app.command(
    rich_help_panel=KEEPING,
    epilog=examples(
        "completion bash",
        "completion zsh",
    ),
)
def completion(
    shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish", help="Your shell.")],
) -> None:
    """Print the script by which your shell completes commands."""
    from salescli.commands.completion import candidates as command

    command.completion(shell)


@app.command(name="complete-words", hidden=True)
def complete_words(
    ctx: typer.Context,
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="Whose script asks.")],
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD]...")] = None,
) -> None:
    """Print what the words of a command line could end with."""
    from salescli.cli.asked import asked_for
    from salescli.commands.completion import candidates as command

    group = ctx.find_root().command
    code = command.complete(shell, list(words or ()), lambda line: asked_for(group, line))
    raise typer.Exit(code)
