"""A flag or an argument of the parser, made from what its field declares."""

from __future__ import annotations

from dataclasses import MISSING
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin

import click

from salescli.flags.support.declaration import Argument, Flag


class Positional(click.Argument):
    """An argument that the help explains, as it does a flag."""

    def __init__(self, name: str, text: str, **settings: Any) -> None:
        super().__init__([name], **settings)
        self.help = text

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Return what it takes, as the help shows it, and its sentence."""
        return self.make_metavar(ctx), self.help or ""


def parameter(name: str, kind: Any, declared: Flag | Argument, default: Any) -> click.Parameter:
    """Return the parameter that takes a field's value.

    `kind` is the field's type: a tuple is repeatable. `default` is MISSING where it is required.
    """
    is_repeated = get_origin(kind) is tuple
    (single, *_) = [part for part in get_args(kind) or (kind,) if part not in (NoneType, ...)]
    settings: dict[str, Any] = {"type": _type(single, declared), "required": default is MISSING}
    if default not in (MISSING, ()):
        settings["default"] = default
    if isinstance(declared, Argument):
        return _positional(name, declared, nargs=-1 if is_repeated else 1, **settings)
    if single is bool:
        settings |= {"is_flag": True, "show_default": "/" in declared.names and default is not None}
    else:
        settings |= {"multiple": is_repeated, "metavar": declared.takes or None}
        settings["show_default"] = default not in (MISSING, None, "", ())
    return click.Option([name, *declared.names.split()], help=declared.help, **settings)


def _positional(name: str, declared: Argument, **settings: Any) -> Positional:
    takes, text, default = declared.takes, declared.help, settings.get("default")
    if settings["required"]:
        text += "  [required]"
    elif not takes.startswith("["):
        takes = f"[{takes}]"
    if default:
        text += f"  [default: {default}]"
    return Positional(name, text, metavar=takes, **settings)


def _type(kind: Any, declared: Flag | Argument) -> Any:
    if kind is Path:
        return click.Path(path_type=Path)
    if isinstance(declared, Flag) and (declared.least, declared.most) != (None, None):
        return click.IntRange(declared.least, declared.most)
    return kind
