"""The command line as the guide and the completion see it: names, help and flags."""

from __future__ import annotations

from typing import Any

from salescli.cli.completion_context import completion_context
from salescli.flags.support.declaration import CommandLine


def command_line(root: Any) -> CommandLine:
    """Return what the commands of a root context are, and what completes them."""
    return CommandLine(
        summaries=root.command.shown(),
        help_of=lambda words: _help_of(root, words),
        flags_of=lambda words: _flags_of(root, words),
        completes=lambda words: completion_context(root.command, words),
        run=lambda words: root.command.main(args=words, standalone_mode=False) or 0,
    )


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
    options = [param for param in context.command.params if param.param_type_name == "option"]
    records = [param.get_help_record(context) for param in options]
    return [(f"`{name}`", text) for name, text in filter(None, records)]
