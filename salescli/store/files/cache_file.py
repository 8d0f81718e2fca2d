"""Files that may be lost: written in one step, and read only where they are our own.

Light on purpose, like `fingerprint`.
"""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_LARGEST = 256 * 1024 * 1024  # bytes: a cache of that size is not ours


def write_cache(path: str, data: bytes | Iterable[bytes]) -> None:
    """Write what may be lost: in one step, readable by its owner only; nothing is raised.

    Not by the one way of writing, which flushes to disk and answers for what it writes.
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
            file.writelines((data,) if isinstance(data, bytes) else data)
        os.replace(beside, path)
    except OSError:  # a full disk, for one: no part of it stays behind
        _remove(beside)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def read_cache(path: str) -> bytes:
    """Return what was kept at a path; nothing where there is nothing to read.

    A link, a file that stands under another name too, and one of another owner are passed over:
    we made none of them.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            ours = status.st_uid == os.geteuid() and status.st_nlink == 1
            if not ours or not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
                return b""
            return file.read()
    except OSError:
        return b""
