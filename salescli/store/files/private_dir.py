"""Our own folder in a book, `.salescli`: what lies in it is for its owner alone, and never a link.

Git ignores it, but a book that somebody else packed may bring one along.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.files.atomic import temporary_name, unwritten, write_new
from salescli.store.files.own_folder import OWN
from salescli.text.shell_quoting import word


def private_folder(root: Path, *below: str) -> Path:
    """Return our own folder of a book, or one below it: made where there is none, closed to others.

    Raises SalescliError for a symbolic link, and OSError.
    """
    folder = root
    for name in (OWN, *below):
        folder /= name
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        status = folder.lstat()
        if stat.S_ISLNK(status.st_mode):
            message = f"{folder} is a symbolic link; nothing was changed"
            raise SalescliError(message, fix=f"rm {word(str(folder))}, then repeat the command")
        if not stat.S_ISDIR(status.st_mode):
            raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        if stat.S_IMODE(status.st_mode) & 0o077:
            with suppress(OSError):  # a folder of somebody else, who lets us in
                folder.chmod(0o700)
    return folder


def write_private(path: Path, data: bytes | Iterable[bytes], root: Path) -> None:
    """Give a file in our own folder this content, in one step, readable by its owner only.

    A link in its place is replaced, not followed. Raises SalescliError.
    """
    try:
        private_folder(root, *path.parent.relative_to(root / OWN).parts)
        temporary = temporary_name(path)
        write_new(temporary, data, 0o600)
        try:
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise unwritten(path, error) from error


def read_private(path: Path, begins: bytes = b"") -> bytes | None:
    """Return what we wrote to a file in our own folder; None where there is no such file.

    A link, a file with several names and one of another user are not ours. What does not begin as
    we begin it is not read to its end, which may be gigabytes away.
    """
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        descriptor = os.open(path, flags)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            own = stat.S_ISREG(status.st_mode) and status.st_nlink == 1
            if not own or status.st_uid != os.geteuid():
                return None
            begun = file.read(len(begins))
            return begun + file.read() if begun == begins else begun
    except OSError:
        return None


def is_of_another_user(path: Path) -> bool:
    """Return whether a path is a file that another user wrote."""
    try:
        status = path.lstat()
    except OSError:
        return False
    own = status.st_uid == os.geteuid()
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and not own


def is_foreign_link(root: Path) -> Path | None:
    """Return what of our own folder is a symbolic link, where nothing of ours is written."""
    folders = (root / OWN, root / OWN / "drafts")
    return next((folder for folder in folders if os.path.islink(folder)), None)  # noqa: PTH114


def is_private(root: Path) -> bool:
    """Return whether nobody else can look into our own folder; so it is where there is none yet."""
    try:
        return not stat.S_IMODE((root / OWN).lstat().st_mode) & 0o077
    except OSError:
        return True
