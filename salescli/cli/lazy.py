"""Commands that are built when they are named: typer would build all of them to run one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup
from typer.main import get_command_from_info, get_command_name, get_group_from_info

Builders = Mapping[str, Callable[[], Any]]


class LazyGroup(TyperGroup):
    """The commands that `builders` can build, in their order."""

    builders: ClassVar[Builders] = {}
    shown: ClassVar[Mapping[str, str]] = {}  # those for people, each with what it does

    def list_commands(self, _ctx: Any) -> list[str]:
        """The names of the commands."""
        return list(self.builders)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name; None where there is none."""
        if cmd_name in self.builders and cmd_name not in self.commands:
            self.commands[cmd_name] = self.builders[cmd_name]()
        return super().get_command(ctx, cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the arguments name, or an error that suggests one of all."""
        if args[0] not in self.builders:
            for name in self.builders:
                self.get_command(ctx, name)
        return super().resolve_command(ctx, args)


def said_of(app: typer.Typer) -> dict[str, str]:
    """What each command and group of an app does, in a line; the hidden ones left out."""
    found = {}
    for command in app.registered_commands:
        if not command.hidden:
            name = command.name or get_command_name(getattr(command.callback, "__name__", ""))
            found[name] = (getattr(command.callback, "__doc__", None) or "").partition("\n")[0]
    for group in app.registered_groups:
        told = group.typer_instance.info.help if group.typer_instance else ""
        found[str(group.name)] = str(told or "").partition("\n")[0]
    return found


def take_commands(app: typer.Typer) -> Builders:
    """Take the commands and groups that were declared from an app; what builds each of them."""
    settings: dict[str, Any] = {"pretty_exceptions_short": True, "rich_markup_mode": None}
    builders: dict[str, Callable[[], Any]] = {}
    for command in app.registered_commands:
        name = command.name or get_command_name(getattr(command.callback, "__name__", ""))
        builders[name] = partial(get_command_from_info, command, **settings)
    for group in app.registered_groups:
        builders[str(group.name)] = partial(
            get_group_from_info, group, suggest_commands=True, **settings
        )
    app.registered_commands, app.registered_groups = [], []
    return builders
