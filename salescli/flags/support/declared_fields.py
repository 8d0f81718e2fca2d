"""What the fields of a class of flags declare, in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from salescli.flags.support.declaration import Argument, Flag, FlagTable
from salescli.lazy_dataclass import dataclass, defaults

_ON_LINE = (Flag, Argument, FlagTable)


@dataclass(frozen=True, slots=True)
class DeclaredField:
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


def declared_fields(flags: type) -> Iterator[DeclaredField]:
    """Yield the fields of a class of flags; those that are set by the command left out."""
    hints = get_type_hints(flags, include_extras=True)
    known = defaults(flags)
    for name, whole in hints.items():
        kind, *notes = get_args(whole) if get_origin(whole) is Annotated else [None]
        declared = next((note for note in notes if isinstance(note, _ON_LINE)), None)
        if declared is not None or defaults(whole) is not None:
            default = known.get(name) if known else None
            is_needed = known is None or name not in known
            yield DeclaredField(name, kind or whole, declared, default, is_needed)
