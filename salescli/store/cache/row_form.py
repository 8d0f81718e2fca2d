"""What is kept of a deal for one purpose: a row of plain values, and how it is read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from zlib import crc32

Row = list[Any]
T = TypeVar("T")


def no_label(_: object) -> str:
    """Return the label of what is found by its handle alone."""
    return ""


@dataclass(frozen=True, slots=True)
class RowForm(Generic[T]):
    """A kind of row: the tag in front of it, which rows of other columns don't have.

    `read` raises ValueError, TypeError or LookupError for a row that `write` did not make. `label`
    is what a deal is found by where its row is not to be read: one line, no tabs.
    """

    tag: bytes
    write: Callable[[T], Row]
    read: Callable[[Row], T]
    label: Callable[[T], str] = no_label


def row_tag(name: str, columns: Iterable[str]) -> bytes:
    """Return the tag of rows of that name and those columns."""
    return b"%b.%08x=" % (name.encode(), crc32(" ".join(columns).encode()))
