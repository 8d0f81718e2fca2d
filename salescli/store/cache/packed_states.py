"""The states of many files as bytes: quick to make and to compare, and which of them differ.

Light on purpose, like `salescli/store/files/fingerprint.py`.
"""

from __future__ import annotations

import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from salescli.store.files.fingerprint import State

_LENGTHS = struct.Struct("<QQ")  # of all names in bytes, and how many there are
_STATE = struct.Struct("<qqqQQ")
_END = "\0"  # of a name; no file's has it


def packed_states(states: Mapping[str, State]) -> bytes:
    """Return the states of files by name, as bytes that are the same for the same states only."""
    names = "".join([name + _END for name in states]).encode("utf-8", "surrogateescape")
    pack = _STATE.pack
    try:
        rows = [pack(*state) for state in states.values()]
    except struct.error:  # a time beyond the year 2262
        rows = [pack(*(number & 2**62 - 1 for number in state)) for state in states.values()]
    return b"".join((_LENGTHS.pack(len(names), len(rows)), names, *rows))


def packed_length(data: bytes, start: int = 0) -> int:
    """Return how long the states are that begin at a place of some bytes; 0 where there are none.

    They may be more than there are bytes.
    """
    if len(data) < start + _LENGTHS.size:
        return 0
    named, number = _LENGTHS.unpack_from(data, start)
    length: int = _LENGTHS.size + named + number * _STATE.size
    return length


def changed_files(before: bytes, now: bytes) -> frozenset[str] | None:
    """Return the names of the files whose states differ, those that came or went among them.

    None where either is damaged.
    """
    try:
        old, new = _rows(before), _rows(now)
    except (ValueError, struct.error):
        return None
    came_or_other = {name for name, row in new.items() if old.get(name) != row}
    return frozenset(came_or_other | (old.keys() - new.keys()))


def _rows(data: bytes) -> dict[str, bytes]:
    """Return the packed states by name. Raises ValueError and struct.error."""
    named, number = _LENGTHS.unpack_from(data)
    start = _LENGTHS.size + named
    names = data[_LENGTHS.size : start].decode("utf-8", "surrogateescape").split(_END)[:-1]
    size = _STATE.size
    if len(data) != start + number * size:
        raise ValueError(data)
    rows = [data[at : at + size] for at in range(start, len(data), size)]
    return dict(zip(names, rows, strict=True))
