"""Reading a file whole, whoever put it there: never a device or a pipe, never more than a limit."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from salescli.errors import SalescliError

LARGEST = 8 * 1024 * 1024  # bytes; a log of that length is a mistake, not a deal

# O_NONBLOCK: a fifo would otherwise hold the open until somebody writes to it.
_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
_CHUNK = 64 * 1024

_REASONS = {
    errno.ENOENT: "there is no such file",
    errno.ENOTDIR: "there is no such file",
    errno.EACCES: "you have no permission to read it",
    errno.EPERM: "you have no permission to read it",
    errno.ELOOP: "it is a symbolic link that leads back to itself",
    errno.ENXIO: "it is not a file",
    errno.EISDIR: "it is a folder, not a file",
    errno.EFBIG: f"it is larger than {LARGEST // 1024**2} MB",
    errno.EIO: "the disk reported an error",
}


def read_file(path: Path | str) -> bytes:
    """Return what a regular file of at most LARGEST bytes holds.

    Raises OSError; what keeps it from being such a file has an errno too (see `why_unread`).
    """
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _refused(errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.ENXIO, path)
        data = part = os.read(descriptor, min(status.st_size, LARGEST) + 1)
        while part and len(data) != status.st_size and len(data) <= LARGEST:
            part = os.read(descriptor, _CHUNK)
            data += part
    finally:
        os.close(descriptor)
    if len(data) > LARGEST:
        raise _refused(errno.EFBIG, path)
    return data


def read_or_refuse(path: Path) -> bytes:
    """Return the same, for a command that can't go on without it. Raises SalescliError."""
    try:
        return read_file(path)
    except OSError as error:
        from salescli.text.shell_quoting import word

        fix = f"check it: ls -l {word(str(path))}"
        raise SalescliError(f"{path} can't be read: {why_unread(error)}", fix=fix) from error


def why_unread(error: OSError) -> str:
    """Why a file was not read, in plain words, as the end of a sentence."""
    return _REASONS.get(error.errno or 0) or os.strerror(error.errno or 0).lower()


def _refused(number: int, path: Path | str) -> OSError:
    return OSError(number, os.strerror(number), os.fspath(path))
