"""Groups whose commands are built when they are named; `salescli` itself is one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from salescli.flags.support.command_table import SECTIONS, CommandRow, command_table


class CommandParser(TyperCommand):
    """A command whose epilog is its examples, one a line.

    `alone` has the flags that stand for another one where no value follows them.
    """

    alone: Mapping[str, str] = {}

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return what is left of the words; `-m` at the end, or before a flag, is `--edit`."""
        flags = {name for param in self.params for name in (*param.opts, *param.secondary_opts)}
        end = args.index("--") if "--" in args else len(args)
        words = list(args)
        for place, word in enumerate(args[:end]):
            is_last = place + 1 == end
            if word in self.alone and (is_last or args[place + 1].partition("=")[0] in flags):
                words[place] = self.alone[word]
        return super().parse_args(ctx, words)

    def format_epilog(self, _ctx: Any, formatter: Any) -> None:
        """Write the examples under a heading of their own."""
        if self.epilog:
            with formatter.section("Examples"):
                for line in self.epilog.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")


class Group(TyperGroup):
    """The commands of some rows of the table; named alone, it shows its help."""

    rows: Mapping[str, CommandRow]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return what is left for the command; print the help where nothing was typed."""
        if not args and not ctx.resilient_parsing:
            self.show_alone(ctx)
            raise typer.Exit
        return super().parse_args(ctx, args)

    def show_alone(self, ctx: Any) -> None:
        """Print what stands for the group when no command is named."""
        typer.echo(ctx.get_help())

    def shown(self) -> dict[str, str]:
        """Return the commands for people, each with what it does in a line."""
        return {name: row.summary for name, row in self.rows.items()}

    def list_commands(self, _ctx: Any) -> list[str]:
        """Return the names of the commands, the hidden ones too."""
        return list(self.rows)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name; None where there is none."""
        if cmd_name in self.rows and cmd_name not in self.commands:
            self.commands[cmd_name] = _built(self.rows[cmd_name])
        return super().get_command(ctx, cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments name. Raises UsageError with the nearest."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            from salescli.cli.refusals import unknown_command

            raise unknown_command(ctx, args, list(self.shown()))
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: Any, formatter: Any) -> None:
        """Write the commands, without building one of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.shown().items()))


class Root(Group):
    """All commands, by section."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.rows = command_table()

    def shown(self) -> dict[str, str]:
        """Return the commands for people, each with what it does in a line."""
        return {name: row.summary for name, row in self.rows.items() if row.section}

    def format_commands(self, _ctx: Any, formatter: Any) -> None:
        """Write the commands under the headings of their sections."""
        shown = self.shown()
        longest = max(map(len, shown))
        for section in SECTIONS.values():
            with formatter.section(section):
                formatter.write_dl(
                    [
                        (name.ljust(longest), text)
                        for name, text in shown.items()
                        if self.rows[name].section == section
                    ]
                )


@cache
def _built(row: CommandRow) -> Any:
    if row.is_group:
        group = Group(name=row.name, help=row.summary, rich_markup_mode=None)
        group.rows = row.members()
        return group
    from salescli.cli.build import build_command

    command = build_command(row, CommandParser)
    command.hidden = row.module.startswith("salescli.flags.plumbing")
    return command
