"""What the fields of a class of flags declare, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from salescli.flags.support.declaration import Argument, CommandLine, Flag, FlagTable

_ON_LINE = (Flag, Argument, FlagTable)


class DeclaredField(NamedTuple):
    """A field: its type, its Flag, Argument or FlagTable (None for a group), and its default.

    `is_needed`: it has none.
    """

    name: str
    type: Any
    declared: Any
    default: Any
    is_needed: bool

    @property
    def is_repeated(self) -> bool:
        """Return whether several values may be typed."""
        return get_origin(self.type) is tuple


@cache
def declared_fields(flags: type) -> tuple[DeclaredField, ...]:
    """Return the fields of a class of flags; those that are set by the command left out."""
    return tuple(_declared(flags))


def _declared(flags: type) -> Iterator[DeclaredField]:
    hints = get_type_hints(flags, include_extras=True)
    for field in fields(flags):
        whole = hints[field.name]
        kind, *notes = get_args(whole) if get_origin(whole) is Annotated else [None]
        declared = next((note for note in notes if isinstance(note, _ON_LINE)), None)
        if declared is not None or is_dataclass(whole) or whole is CommandLine:
            is_needed = field.default is MISSING
            default = None if is_needed else field.default
            yield DeclaredField(field.name, kind or whole, declared, default, is_needed)
