"""`help`: the guide, page by page."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from salescli.cli import app
from salescli.cli.sections import KEEPING, examples


@app.command(
    "help",
    rich_help_panel=KEEPING,
    epilog=examples("help", "help questions", "help log", "help N02"),
)
def help_(
    ctx: typer.Context,
    topic: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TOPIC]...", help="A topic, a command, or the code of a finding."),
    ] = None,
) -> None:
    """Show the guide: its topics, or one of them."""
    from salescli.commands.help import help as command
    from salescli.commands.help.pages import CommandLine

    root: Any = ctx.find_root()
    line = CommandLine(
        summaries={name: summary.text for name, summary in root.command.shown.items()},
        help_of=lambda words: _help_of(root, words),
        flags_of=lambda words: _flags_of(root, words),
    )
    command.help_(topic or [], line)


def _context_of(root: Any, words: list[str]) -> Any:
    """Return the context of the command that the words name; None where there is none."""
    context = root
    for word in words:
        group = context.command
        command = group.get_command(context, word) if hasattr(group, "get_command") else None
        if command is None:
            return None
        settings = {**command.context_settings, "resilient_parsing": True}
        context = command.context_class(command, parent=context, info_name=word, **settings)
    return context


def _help_of(root: Any, words: list[str]) -> str | None:
    context = _context_of(root, words)
    return None if context is None else str(context.get_help())


def _flags_of(root: Any, words: list[str]) -> list[tuple[str, str]]:
    context = _context_of(root, words)
    every = [param for param in context.command.params if param.param_type_name == "option"]
    records = [param.get_help_record(context) for param in every]
    return [(f"`{name}`", text) for name, text in filter(None, records)]
