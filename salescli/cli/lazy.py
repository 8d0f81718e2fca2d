"""Commands that are built when they are named: typer would build all of them to run one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info, get_command_name, get_group_from_info

from salescli.cli.sections import SECTIONS, Summary

Builders = Mapping[str, Callable[[], Any]]


class Command(TyperCommand):
    """A command whose epilog is its examples, one a line."""

    def format_epilog(self, _ctx: Any, formatter: Any) -> None:
        """Write the examples under a heading of their own."""
        write_examples(formatter, self.epilog)


class Group(TyperGroup):
    """A group that shows its help when it is named alone, and suggests the nearest command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return what is left for the command; print the help where nothing was typed."""
        if not args and not ctx.resilient_parsing:
            self.show_alone(ctx)
            raise typer.Exit
        return super().parse_args(ctx, args)

    def show_alone(self, ctx: Any) -> None:
        """Print what stands for the group when no command is named."""
        typer.echo(ctx.get_help())

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments name. Raises UsageError with the nearest."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            from salescli.cli.refusals import unknown_command

            raise unknown_command(ctx, args, self.offered(ctx))
        return super().resolve_command(ctx, args)

    def offered(self, ctx: Any) -> list[str]:
        """Return the names of the commands that are for people."""
        return self.list_commands(ctx)

    def format_epilog(self, _ctx: Any, formatter: Any) -> None:
        """Write the examples under a heading of their own."""
        write_examples(formatter, self.epilog)


class LazyGroup(Group):
    """The commands that `builders` can build, in their order."""

    builders: ClassVar[Builders] = {}
    shown: ClassVar[Mapping[str, Summary]] = {}  # those for people

    def list_commands(self, _ctx: Any) -> list[str]:
        """Return the names of the commands."""
        return list(self.builders)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name; None where there is none."""
        if cmd_name in self.builders and cmd_name not in self.commands:
            self.commands[cmd_name] = self.builders[cmd_name]()
        return super().get_command(ctx, cmd_name)

    def offered(self, _ctx: Any) -> list[str]:
        """Return the names of the commands that are for people."""
        return list(self.shown)

    def format_commands(self, _ctx: Any, formatter: Any) -> None:
        """Write the commands by section, without building one of them."""
        longest = max(map(len, self.shown))
        for section in SECTIONS:
            rows = [
                (name.ljust(longest), summary.text)
                for name, summary in self.shown.items()
                if summary.section == section
            ]
            with formatter.section(section):
                formatter.write_dl(rows)


def write_examples(formatter: Any, epilog: str | None) -> None:
    """Write the lines of an epilog as they are, under `Examples`."""
    if epilog:
        with formatter.section("Examples"):
            for line in epilog.splitlines():
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")


def summaries_of(app: typer.Typer) -> dict[str, Summary]:
    """Return what each command and group of an app does, by name; the hidden ones left out."""
    found = {}
    for command in app.registered_commands:
        if not command.hidden:
            text = getattr(command.callback, "__doc__", None) or ""
            found[_name(command)] = Summary(text.partition("\n")[0], str(command.rich_help_panel))
    for group in app.registered_groups:
        text = str(group.typer_instance.info.help if group.typer_instance else "")
        found[str(group.name)] = Summary(text.partition("\n")[0], str(group.rich_help_panel))
    return found


def take_commands(app: typer.Typer) -> Builders:
    """Take the commands and groups that were declared from an app; return what builds each."""
    settings: dict[str, Any] = {"pretty_exceptions_short": True, "rich_markup_mode": None}
    builders: dict[str, Callable[[], Any]] = {}
    for command in _declared(app):
        command.cls = Command
    for command in app.registered_commands:
        builders[_name(command)] = partial(get_command_from_info, command, **settings)
    for group in app.registered_groups:
        builders[str(group.name)] = partial(
            get_group_from_info, group, suggest_commands=False, **settings
        )
    app.registered_commands, app.registered_groups = [], []
    return builders


def _declared(app: typer.Typer) -> Iterator[Any]:
    yield from app.registered_commands
    for group in app.registered_groups:
        yield from group.typer_instance.registered_commands if group.typer_instance else ()


def _name(command: Any) -> str:
    return command.name or get_command_name(getattr(command.callback, "__name__", ""))
