"""Rows that are sorted before they are written, and are too many to be held: a file has them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from json import dumps, loads
from tempfile import SpooledTemporaryFile
from typing import Any

_HELD = 4 * 1024 * 1024  # bytes that need no file


class RowSpool:
    """Rows of JSON, each with the key that it is sorted by, and the name of its kind.

    The file has no name, and is gone with the process.
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_HELD)  # noqa: SIM115 - `in_order` closes it
        self._places: dict[str, list[tuple[Any, int]]] = {}

    def add(self, key: Any, row: Any, kind: str = "") -> None:
        """Add a row. Raises OSError, as on a full disk."""
        self._places.setdefault(kind, []).append((key, self._file.tell()))
        self._file.write(dumps(row, separators=(",", ":"), default=str).encode("ascii") + b"\n")

    def keys(self, kind: str = "") -> list[Any]:
        """Return the keys of the rows of a kind, in order."""
        places = self._places.setdefault(kind, [])
        places.sort()
        return [key for key, _ in places]

    def in_order(self, kind: str = "") -> Iterator[Any]:
        """Yield the rows of a kind by their keys, and those of one key as they were added.

        Dates are text in them. No other row is to be had afterwards. Raises OSError.
        """
        with closing(self):
            for _, place in sorted(self._places.get(kind, ())):
                self._file.seek(place)
                yield loads(self._file.readline())

    def close(self) -> None:
        """Let go of the rows."""
        self._file.close()
