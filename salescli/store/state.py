"""What the system says of the files of a book: enough to know that nobody has touched them.

Light on purpose: the short way to an answer that was kept loads this and little else.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Sequence
from contextlib import suppress

from salescli import __version__

State = tuple[int, int, int, int]  # size, times of content and of status in nanoseconds, inode
ABSENT: State = (-1, 0, 0, 0)

OWN = ".salescli"  # the folder of what may be deleted at any time
_LARGEST = 256 * 1024 * 1024  # bytes: an index of that size is not ours
_GRACE = 2_000_000_000  # nanoseconds: file systems may count time in steps of two seconds


def state_of(path: str) -> State:
    """The state of the file that a path leads to; ABSENT where there is none."""
    try:
        return _state(os.stat(path))
    except (OSError, ValueError):
        return ABSENT


def states(folder: str, ending: str = ".toml") -> dict[str, State]:
    """The states of a folder's files named NAME.toml, by NAME, in order of their names.

    Raises OSError, as FileNotFoundError where there is no such folder.
    """
    found: dict[str, State] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.endswith(ending) and name[0] != ".":
                try:
                    found[name[: -len(ending)]] = _state(entry.stat())
                except OSError:
                    found[name[: -len(ending)]] = ABSENT
    return {name: found[name] for name in sorted(found)}


def _state(status: os.stat_result) -> State:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def is_settled(state: Sequence[int], moment: int) -> bool:
    """Whether a file was last touched well before a moment, which is given in nanoseconds.

    A file that is touched twice within one tick of its file system's clock shows one state for
    two contents: what was read within the grace can't be told from what came after it.
    """
    return untouched(max(state[1], state[2]), moment)


def untouched(last: int, moment: int) -> bool:
    """Whether the last touch lies well before a moment, both in nanoseconds."""
    return last < moment - _GRACE


def surroundings() -> list[str | int]:
    """What conclusions depend on beside the files: this program, and the zone times are read in."""
    zone: list[str | int] = [*time.tzname, time.timezone, time.altzone, os.environ.get("TZ", "")]
    return [__version__, *zone, *state_of("/etc/localtime")]


def keep(path: str, data: bytes) -> None:
    """Write what may be lost: in one step, readable by its owner only; nothing is raised.

    Not through the one door, which flushes to disk and answers for what it writes.
    """
    folder = os.path.dirname(path)
    beside = os.path.join(folder, f".{os.path.basename(path)}.{os.getpid()}.tmp")
    try:
        if os.path.islink(folder):
            return
        if not os.path.isdir(folder):
            os.mkdir(folder, 0o700)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
        descriptor = os.open(beside, flags, 0o600)
        with open(descriptor, "wb") as file:
            file.write(data)
        os.replace(beside, path)
    except OSError:  # a full disk, for one: no part of it stays behind
        with suppress(OSError):
            os.unlink(beside)


def kept(path: str) -> tuple[bytes, int]:
    """What was kept at a path, and when, in nanoseconds; nothing where there is nothing to read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
                return b"", 0
            return file.read(), status.st_mtime_ns
    except OSError:
        return b"", 0
