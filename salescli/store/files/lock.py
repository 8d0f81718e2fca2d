"""The book's lock: one command at a time changes a book.

The kernel holds the lock, not the file: when a process dies, however it dies, its lock is gone.
The programs that it started to write have the lock too (see `held`): as long as one of them is at
work nobody else is. What outlives a command that ended well, such as a hook's server, has it not.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.files.atomic import os_error_text
from salescli.store.files.own_folder import OWN
from salescli.store.files.private_dir import private_folder
from salescli.store.files.running import is_alive

_PAUSE = 0.02  # seconds between two tries
_TURNS = 6  # so many times the timeout we wait while others take turns


_HELD: list[int] = []  # the locks of this process
_BOOKS: list[Path] = []  # the books that they are of


def held() -> tuple[int, ...]:
    """Return the descriptors of the locks of this process, for the programs that it starts."""
    return tuple(_HELD)


def locked_book() -> Path | None:
    """Return the folder of the book that this process has locked last; None for none."""
    return _BOOKS[-1] if _BOOKS else None


@contextmanager
def locked(folder: Path, timeout: float = 10.0, *, name: str = "lock") -> Iterator[None]:
    """Hold the lock of the book in `folder`, or another lock of it by its name.

    Waits at most `timeout` seconds for one other process, six times as long where several take
    turns.
    Raises SalescliError when it can't be had, or when the folder can't be written to.
    """
    file = folder / OWN / name
    try:
        descriptor = _take(file, timeout)
    except OSError as error:
        message = f"{folder} could not be locked for writing: {_why(error)}; nothing was changed"
        fix = f"make {file.parent} a folder that you can write to, then repeat the command"
        raise SalescliError(message, fix=fix) from error
    _HELD.append(descriptor)
    _BOOKS.append(folder)
    try:
        yield
    finally:
        _HELD.remove(descriptor)
        _BOOKS.remove(folder)
        _sign(descriptor, b"")
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)  # for all that have the descriptor
        os.close(descriptor)


def _take(file: Path, timeout: float) -> int:
    start = time.monotonic()
    end, last = start + timeout, ""
    while True:
        descriptor = _open(file)
        try:
            if _try(descriptor, file):
                _sign(descriptor, b"%d\n" % os.getpid())
                return descriptor
            holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        now = time.monotonic()
        if holder != last:
            end, last = min(now + timeout, start + _TURNS * timeout), holder
        if now >= end:
            raise _held(file, holder)
        time.sleep(_PAUSE)


def _open(file: Path) -> int:
    """Open the lock's file: a new one in place of what can't be one (see `_is_lock`)."""
    folder = private_folder(file.parent.parent)
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    owner = folder.stat().st_uid
    with suppress(FileNotFoundError):
        if not _is_lock(file.lstat(), owner):
            file.unlink()
    descriptor = os.open(file, flags, 0o600)
    if not _is_lock(os.fstat(descriptor), owner):
        os.close(descriptor)
        raise OSError(errno.EMLINK, os.strerror(errno.EMLINK))
    if os.geteuid() == 0 != owner:  # with sudo: the owner must be able to lock it later
        os.fchown(descriptor, owner, -1)
    return descriptor


def _is_lock(status: os.stat_result, owner: int) -> bool:
    """Return whether a file can be the lock of a folder with that owner.

    Any other file may be a trap that someone else has set. It is a file of ours or of the folder's
    owner, and stands under no other name: it is emptied whenever it changes hands.
    """
    ours = status.st_uid in (os.geteuid(), owner)
    return ours and status.st_nlink == 1 and stat.S_ISREG(status.st_mode)


def _try(descriptor: int, file: Path) -> bool:
    """Return whether we have the lock now, of the very file that the next process will open."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False


def _sign(descriptor: int, name: bytes) -> None:
    """Say who holds the lock. Only a courtesy: on a full disk the lock holds without it."""
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, name, 0)


def _held(file: Path, holder: str) -> SalescliError:
    if holder.isdecimal() and not is_alive(int(holder)):
        from salescli.text.shell_quoting import word

        path = word(str(file))
        return SalescliError(
            f"an interrupted command (process {holder}) left a program running on this book, "
            "such as git or one of its hooks; nothing was changed",
            fix=f"wait until it is done (look at it with: lsof {path}); what never ends, end with "
            "kill -9 and its number; then repeat the command",
        )
    message = "another salescli command is changing this book"
    fix = "wait until it is done, then repeat the command"
    if holder.isdecimal():
        message += f" (process {holder})"
        fix = f"wait until it is done (to see it: ps -p {holder}), then repeat the command"
    return SalescliError(f"{message}; nothing was changed", fix=fix)


def _why(error: OSError) -> str:
    if error.errno in (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP):
        return "its file system does not support locks"
    return os_error_text(error)
