"""A part of the cache of deals: the lines of one of its files."""

from __future__ import annotations

from json import loads
from typing import Any

_SPLITS = 4  # of a line: behind its handle, state, openness and process
SPOILT = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


class CachePart:
    """The lines of one file, by the quoted handle, and the processes that changed since."""

    def __init__(self, lines: Any, changed: frozenset[str]) -> None:
        self.lines = {line[: line.find(b"\t")]: line for line in lines}
        self.is_new = False
        self.changed = changed
        self._fresh: set[bytes] = set()

    def set(self, line: bytes) -> None:
        """Put a line that was found out anew in the place of the one before."""
        key = line[: line.find(b"\t")]
        self.lines[key] = line
        self._fresh.add(key)
        self.is_new = True

    def keep(self, line: bytes) -> None:
        """Keep a line that says the same as before in other words."""
        self.lines[line[: line.find(b"\t")]] = line
        self.is_new = True

    def forget(self, line: bytes) -> None:
        """Drop a line that can't be read."""
        self.lines.pop(line[: line.find(b"\t")], None)

    def is_void(self, line: bytes) -> bool:
        """Return whether a deal's process is no longer as it was, or can't be told."""
        if not self.changed or line[: line.find(b"\t")] in self._fresh:
            return False
        try:
            name = loads(line.split(b"\t", _SPLITS)[3])
            return not isinstance(name, str) or name.casefold() in self.changed
        except SPOILT:
            return True
