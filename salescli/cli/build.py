"""A typer command made from its declaration in salescli/flags, when it is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from inspect import Parameter, Signature, cleandoc
from typing import Annotated, Any, get_args, get_origin

import typer
from typer.main import get_command_from_info
from typer.models import CommandInfo

from salescli.flags.support.command_table import CommandRow
from salescli.flags.support.declaration import Argument, Command, CommandLine, Flag, FlagTable
from salescli.flags.support.declared_fields import DeclaredField, declared_fields
from salescli.flags.support.shared import FIELDS, JSON

_FIELDS = "fields__json"  # the parameter of --fields, which no declaration has
_TAKES_A_COMMAND = {"allow_interspersed_args": False}


def build_command(row: CommandRow, cls: type) -> Any:
    """Return the command that a row of the table names, as an instance of `cls`."""
    module = import_module(row.module)
    command: Command = module.COMMAND

    several, json = _in_several_words(command.flags), _json_field(command.flags)

    def run(ctx: typer.Context, **values: Any) -> Any:
        where, _, name = command.function.partition(":")
        if several:
            values[several] = " ".join(values[several] or ()) or None
        names = values.pop(_FIELDS, None)
        if names is not None:
            values[json] = True
        flags = _filled(command.flags, values, "", ctx)
        function = getattr(import_module(where), name)
        return function(flags) if names is None else _with_fields(names, function, flags)

    context = Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context)
    fields = [_parameter(_FIELDS, str, FIELDS, None)] if json else []
    run.__signature__ = Signature([context, *_parameters(command.flags, "", several), *fields])  # type: ignore[attr-defined]
    run.__annotations__ = {"ctx": typer.Context}
    info = CommandInfo(
        name=row.name,
        cls=cls,
        callback=run,
        help=cleandoc(module.__doc__ or ""),
        context_settings=_TAKES_A_COMMAND if _takes_a_command(command.flags) else None,
        epilog="\n".join(f"salescli {line}" for line in command.examples),
    )
    built: Any = get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=None)
    built.alone = dict(_alone(command.flags))
    return built


def _json_field(flags: type) -> str:
    """Return the field that is set where JSON is asked for; '' where there is none."""
    return next((field.name for field in declared_fields(flags) if field.declared == JSON), "")


def _with_fields(names: str, function: Any, flags: Any) -> Any:
    from salescli.views.render.json_fields import only_fields

    with only_fields(names):
        return function(flags)


def _in_several_words(flags: type) -> str:
    """Return the argument that a deal is named in, where there is no other one; '' for none.

    Its name may then be typed without quotes.
    """
    arguments = [*_arguments(flags)]
    is_deal = len(arguments) == 1 and arguments[0].declared.is_deal
    return arguments[0].name if is_deal else ""


def _takes_a_command(flags: type) -> bool:
    """Return whether a command line follows, whose flags are its own."""
    return any(one.declared.takes == "COMMAND..." for one in _arguments(flags))


def _arguments(flags: type) -> Iterator[DeclaredField]:
    for field in declared_fields(flags):
        if isinstance(field.declared, Argument):
            yield field
        elif field.declared is None and field.type is not CommandLine:
            yield from _arguments(field.type)


def _alone(flags: type) -> Iterator[tuple[str, str]]:
    """Yield the names of the flags that may stand without a value, and what they mean then."""
    for field in declared_fields(flags):
        if isinstance(field.declared, Flag) and field.declared.alone:
            yield from ((name, field.declared.alone) for name in field.declared.names.split())


def _parameters(flags: type, prefix: str, several: str = "") -> Iterator[Parameter]:
    """Yield a parameter for each flag; those of groups under the names of both.

    The one that is called `several` takes several words.
    """
    for field in declared_fields(flags):
        name = prefix + field.name
        if isinstance(field.declared, FlagTable):
            for key, (kind, flag) in field.declared.rows().items():
                yield _parameter(f"{name}__{key}", kind, flag, None)
        elif field.declared is not None:
            kind = tuple[str, ...] if name == several else field.type
            default = Parameter.empty if field.is_needed else field.default
            default = () if name == several and default is None else default
            yield _parameter(name, kind, field.declared, default)
        elif field.type is not CommandLine:
            yield from _parameters(field.type, f"{name}__")


def _parameter(name: str, kind: Any, declared: Flag | Argument, default: Any) -> Parameter:
    if get_origin(kind) is tuple:
        kind = list[get_args(kind)[0]]  # type: ignore[misc]
        default = None if default == () else default
    info: Any = typer.Argument(metavar=declared.takes, help=declared.help)
    if isinstance(declared, Flag):
        bounds = {"min": declared.least, "max": declared.most}
        takes = {"metavar": declared.takes} if declared.takes else {}
        info = typer.Option(*declared.names.split(), help=declared.help, **bounds, **takes)  # type: ignore[call-overload]
    kind = kind if default is not None else kind | None
    return Parameter(
        name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, info]
    )


def _filled(flags: type, values: Mapping[str, Any], prefix: str, ctx: typer.Context) -> Any:
    """Return the flags with the values that were typed."""
    filled: dict[str, Any] = {}
    for field in declared_fields(flags):
        name = prefix + field.name
        if isinstance(field.declared, FlagTable):
            typed = {key: values[f"{name}__{key}"] for key in field.declared.rows()}
            filled[field.name] = {
                key: tuple(value) if isinstance(value, list) else value
                for key, value in typed.items()
                if value not in (None, [])
            }
        elif field.declared is not None:
            is_tuple = field.is_repeated
            filled[field.name] = tuple(values[name] or ()) if is_tuple else values[name]
        elif field.type is CommandLine:
            from salescli.cli.command_line import command_line

            filled[field.name] = command_line(ctx.find_root())
        else:
            filled[field.name] = _filled(field.type, values, f"{name}__", ctx)
    return flags(**filled)
