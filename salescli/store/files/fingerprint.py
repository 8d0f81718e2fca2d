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
        status = _status(path, follow=True)
        return _state(path, status, _keeps_times(os.path.dirname(path), [status]))
    except (OSError, ValueError):
        return ABSENT


def states(folder: str, ending: str = ".toml") -> dict[str, State]:
    """Return the states of a folder's files named NAME.toml, by NAME, in order of their names.

    Raises OSError, as FileNotFoundError where there is no such folder.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        names = [name for name in os.listdir(descriptor) if name.endswith(ending)]
        seen = _statuses([name for name in names if name[0] != "."], descriptor)
    finally:
        os.close(descriptor)
    keeps = _keeps_times(folder, [status for status, _ in seen.values() if status])
    settled = time.time_ns() - _GRACE if keeps else 0
    cut = -len(ending)
    found = {name[:cut]: _quick_state(*look, settled) for name, look in seen.items()}
    for name, (status, is_link) in seen.items():
        if found[name[:cut]] is None and status:
            path = os.path.join(folder, name)
            found[name[:cut]] = _state(path, status, keeps and not is_link)
    return {name: found[name] or ABSENT for name in sorted(found)}


_Look = tuple["os.stat_result | None", bool]


def _statuses(names: Sequence[str], descriptor: int) -> dict[str, _Look]:
    """Return what the system says of files in a folder, and which of them are links."""
    seen: dict[str, _Look] = {}
    for name in names:
        try:
            status = _status(name, descriptor)
            is_link = stat.S_ISLNK(status.st_mode)
            seen[name] = (_status(name, descriptor, follow=True) if is_link else status), is_link
        except OSError:
            seen[name] = None, False
    return seen


def _status(path: str, folder: int | None = None, *, follow: bool = False) -> os.stat_result:
    return os.stat(path, dir_fd=folder, follow_symlinks=follow)


def _quick_state(status: os.stat_result | None, is_link: bool, settled: int) -> State | None:
    """Return the state of a file that was left alone since a time; None where that isn't known."""
    if status is None or is_link:
        return None
    content, changed = status.st_mtime_ns, status.st_ctime_ns
    if content >= settled or changed >= settled:
        return None
    return status.st_size, content, changed, status.st_ino, 0


def _state(path: str, status: os.stat_result, keeps_times: bool) -> State:
    settled = time.time_ns() - _GRACE if keeps_times else 0
    known = _quick_state(status, False, settled)
    if known is not None:
        return known
    size, content, changed = status.st_size, status.st_mtime_ns, status.st_ctime_ns
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
    files = (
        os.path.join(folder, "holidays", name)
        for folder in sys.path
        for name in ("version.py", "__init__.py")
    )
    return next((made for file in files if (made := _stat_of(file))), ())


def _stat_of(path: str) -> tuple[int, ...]:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return ()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
