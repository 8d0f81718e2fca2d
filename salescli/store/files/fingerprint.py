"""What the system says of the files of a book: enough to know that nobody has touched them.

Light on purpose: the short way to an answer that was kept loads this and little else.
"""

from __future__ import annotations

import os
import stat
import sys
import time

from salescli import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

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
_KEEPING = {"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "bcachefs", "jfs", "overlay"}


def state_of(path: str) -> State:
    """Return the state of the file that a path leads to; ABSENT where there is none."""
    try:
        status = _status(path, follow=True)
        return _state(path, status, _settled(os.path.dirname(path), [status]))
    except (OSError, ValueError):
        return ABSENT


def states(folder: str, ending: str = ".toml") -> dict[str, State]:
    """Return the states of a folder's files named NAME.toml, by NAME, in order of their names.

    Raises OSError, as FileNotFoundError where there is no such folder.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        names = [name for name in os.listdir(descriptor) if name.endswith(ending)]
        handles = sorted([name[: -len(ending)] for name in names if name[0] != "."])
        seen = [_seen(handle + ending, descriptor) for handle in handles]
    finally:
        os.close(descriptor)
    settled = _settled(folder, filter(None, seen))
    states: dict[str, State] = {}
    for handle, status in zip(handles, seen, strict=True):
        if status is not None:
            content, changed = status.st_mtime_ns, status.st_ctime_ns
            if content < settled and changed < settled:  # as nearly all of them
                states[handle] = status.st_size, content, changed, status.st_ino, 0
                continue
        states[handle] = looked_into(os.path.join(folder, handle + ending))
    return states


def _seen(name: str, folder: int) -> os.stat_result | None:
    """Return what the system says of a file in a folder; None of a link."""
    try:
        status = _status(name, folder)
    except OSError:
        return None
    return None if stat.S_ISLNK(status.st_mode) else status


def _status(path: str, folder: int | None = None, *, follow: bool = False) -> os.stat_result:
    return os.stat(path, dir_fd=folder, follow_symlinks=follow)


def looked_into(path: str) -> State:
    """Return the state of a file with a hash of what it holds; ABSENT where there is none."""
    try:
        return _state(path, _status(path, follow=True), 0)
    except (OSError, ValueError):
        return ABSENT


def _state(path: str, status: os.stat_result, settled: int) -> State:
    content, changed = status.st_mtime_ns, status.st_ctime_ns
    is_settled = content < settled and changed < settled
    return status.st_size, content, changed, status.st_ino, 0 if is_settled else _hash(path, status)


def _hash(path: str, status: os.stat_result) -> int:
    if not stat.S_ISREG(status.st_mode) or status.st_size > _HASHED:
        return 0
    import zlib

    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        data = os.read(descriptor, status.st_size + 1)  # so much is reserved, too
    finally:
        os.close(descriptor)
    return zlib.crc32(data) << 32 | zlib.adler32(data)


def is_unchanged(path: str, now: State, before: bytes) -> bool:
    """Return whether a file holds what it held in a state `before`: five numbers and commas.

    That may have been a moment after the file was: then it was looked into. Now that its times can
    be believed it is looked into once more, and need not be any longer.
    """
    if now[4] or not before.startswith(b"%d,%d,%d,%d," % now[:4]):
        return False
    return before == b"%d,%d,%d,%d,%d" % looked_into(path)


def _settled(folder: str, files: Iterable[os.stat_result]) -> int:
    """Return the time before which nobody can have touched a file unseen; 0 where one could.

    A file system that shows the time of the status as that of the content, as sshfs does, is
    deceived by whoever puts that back. Where nobody says which one it is, one file with two times
    shows that it keeps both.
    """
    kind = _file_system(folder)
    keeps = kind in _KEEPING or (
        not kind and any(file.st_ctime_ns != file.st_mtime_ns for file in files)
    )
    return time.time_ns() - _GRACE if keeps else 0


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
