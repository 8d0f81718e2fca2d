"""What is kept of a deal for one purpose: a row of plain values, and how it is read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from zlib import crc32

Row = list[Any]
T = TypeVar("T")


LABEL = b"label="  # what a deal may be called by
DUE = b"due="  # the day of its first next step, where nothing else of it counts before


def no_marks(_: object) -> Mapping[bytes, str]:
    """Return the marks of what is only asked for by its row."""
    return {}


@dataclass(frozen=True, slots=True, repr=False)
class RowForm(Generic[T]):
    """A kind of row: the tag in front of it, which rows of other columns don't have.

    `read` raises ValueError, TypeError or LookupError for a row that `write` did not make. `marks`
    are what is asked for where the row is not to be read, behind tags of their own: no tabs.
    """

    tag: bytes
    write: Callable[[T], Row]
    read: Callable[[Row], T]
    marks: Callable[[T], Mapping[bytes, str]] = no_marks


def row_tag(name: str, columns: Iterable[str]) -> bytes:
    """Return the tag of rows of that name and those columns."""
    return b"%b.%08x=" % (name.encode(), crc32(" ".join(columns).encode()))
