"""What the system says of the files of a book: enough to know that nobody has touched them.

Light on purpose: the short way to an answer that was kept loads this and little else.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Sequence

from salescli import __version__

# Size, times of content and of status in nanoseconds, inode; a hash of what a regular file holds
# where the others could stay as they are while that changes, else 0.
State = tuple[int, int, int, int, int]
ABSENT: State = (-1, 0, 0, 0, 0)

_HASHED = 8 * 1024 * 1024  # bytes: a larger file of a book is not read anyway
# Nanoseconds. A file that is touched twice within one tick of its file system's clock shows one
# time for two contents; so does one that a program writes through memory, for as long as the
# system has not brought its pages to disk: half a minute.
_GRACE = 60_000_000_000
# File systems that say of each change when it was, those in memory and over a network aside.
_KEEPING = {
    *("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "bcachefs", "jfs", "overlay"),
    "",  # where nobody says which one it is
}


def state_of(path: str) -> State:
    """Return the state of the file that a path leads to; ABSENT where there is none."""
    try:
        status = os.stat(path)
        return _state(path, status, _keeps_times(os.path.dirname(path), [status]))
    except (OSError, ValueError):
        return ABSENT


def states(folder: str, ending: str = ".toml") -> dict[str, State]:
    """Return the states of a folder's files named NAME.toml, by NAME, in order of their names.

    Raises OSError, as FileNotFoundError where there is no such folder.
    """
    seen: dict[str, tuple[os.DirEntry[str], os.stat_result | None]] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.endswith(ending) and name[0] != ".":
                try:
                    seen[name[: -len(ending)]] = entry, entry.stat()
                except OSError:
                    seen[name[: -len(ending)]] = entry, None
    keeps = _keeps_times(folder, [status for _, status in seen.values() if status])
    found = {}
    for name in sorted(seen):
        entry, status = seen.pop(name)  # of a large book not all of it is held twice
        known = keeps and not entry.is_symlink()
        found[name] = _state(entry.path, status, known) if status else ABSENT
    return found


def _state(path: str, status: os.stat_result, keeps_times: bool) -> State:
    size, content, changed = status.st_size, status.st_mtime_ns, status.st_ctime_ns
    if keeps_times and max(content, changed) < time.time_ns() - _GRACE:
        return size, content, changed, status.st_ino, 0
    return size, content, changed, status.st_ino, _hash(path, status)


def _hash(path: str, status: os.stat_result) -> int:
    if not stat.S_ISREG(status.st_mode) or status.st_size > _HASHED:
        return 0
    import zlib

    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        data = os.read(descriptor, _HASHED)
    finally:
        os.close(descriptor)
    return zlib.crc32(data) << 32 | zlib.adler32(data)


def _keeps_times(folder: str, files: Sequence[os.stat_result]) -> bool:
    """Return whether a file system shows by its times that a file in a folder was changed.

    One that shows the time of the status as that of the content, as sshfs does, is deceived by
    whoever puts that back. Where all files are as they were made, it can't be told from others.
    """
    apart = any(file.st_ctime_ns != file.st_mtime_ns for file in files)
    return apart and _file_system(folder) in _KEEPING


def _file_system(folder: str) -> str:
    """Return the kind of file system that a folder lies on; '' where the system doesn't say."""
    if not _MOUNTS:
        _MOUNTS.extend(_mounts())
    inside, kind, longest = f"{os.path.realpath(folder)}/", "", 0
    for line in _MOUNTS:
        place = line.split(" ", 5)[4].replace("\\040", " ").rstrip("/") + "/"
        if inside.startswith(place) and len(place) >= longest:  # the last one lies on top
            kind, longest = line.partition(" - ")[2].partition(" ")[0], len(place)
    return kind


_MOUNTS: list[str] = []  # as this process found them


def _mounts() -> list[str]:
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
            return file.read().splitlines()
    except OSError:
        return []


def environment_key() -> list[str | int]:
    """Return what conclusions depend on beside the files.

    That is this program, what it runs on, who asks, the zone that times are read in, and the
    library of public holidays.
    """
    zone: list[str | int] = [*time.tzname, time.timezone, time.altzone, os.environ.get("TZ", "")]
    user: list[str | int] = [
        os.geteuid(),
        os.environ.get("USER", ""),
        os.environ.get("LOGNAME", ""),
    ]
    return [
        __version__,
        sys.hexversion,
        *user,
        *zone,
        *_stat_of("/etc/localtime"),
        *holidays_made(),
    ]


def holidays_made() -> tuple[int, ...]:
    """Return what distinguishes versions of the holidays library, without loading it."""
    files = (os.path.join(folder, "holidays", "version.py") for folder in sys.path)
    return next((made for file in files if (made := _stat_of(file))), ())


def _stat_of(path: str) -> tuple[int, ...]:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return ()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
