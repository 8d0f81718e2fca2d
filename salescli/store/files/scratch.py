"""A folder for what a command needs for a moment: in the book's own folder, and gone with it.

It has the name of a temporary file and is locked for as long as it is used. One that a killed
command left is deleted by the next command that writes.
"""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.files.atomic import process_of
from salescli.store.files.lock import locked_book
from salescli.store.files.own_folder import OWN
from salescli.store.files.private_dir import private_folder
from salescli.store.files.running import is_alive

_HOMES: list[Path] = []  # books that this process works in without their lock
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@contextmanager
def scratch(root: Path | None = None) -> Iterator[Path]:
    """Yield a new folder, readable by its owner only, which is deleted in the end.

    It lies in the book at `root`, or else in the one that this process has locked or works in (see
    `scratch_in`). Without such a book, or where it can't be written to, it is one of the system's.
    Raises OSError.
    """
    book = root or locked_book() or (_HOMES[-1] if _HOMES else None)
    folder = _new_folder(book) if book else None
    if folder is None:
        from tempfile import TemporaryDirectory

        with TemporaryDirectory(prefix="salescli-") as name:
            yield Path(name)
        return
    descriptor = None
    try:
        descriptor = os.open(folder, _FOLDER)
        with suppress(OSError):  # a file system without locks
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield folder
    finally:
        _delete(folder)
        if descriptor is not None:
            os.close(descriptor)


@contextmanager
def scratch_in(root: Path) -> Iterator[None]:
    """Let what is needed for a moment lie in a book, also where that isn't locked."""
    _HOMES.append(root)
    try:
        yield
    finally:
        _HOMES.remove(root)


def _delete(folder: Path) -> None:
    from shutil import rmtree

    rmtree(folder, ignore_errors=True)


def _new_folder(book: Path) -> Path | None:
    try:
        own = private_folder(book.absolute())
        for number in range(1000):
            folder = own / f".scratch-{number}.{os.getpid()}.tmp"
            with suppress(FileExistsError):
                folder.mkdir(mode=0o700)
                return folder
    except (OSError, SalescliError):
        pass
    return None


def left_scratch(root: Path) -> list[Path]:
    """Return such folders whose commands are dead."""
    folders = []
    with suppress(OSError):
        if not (root / OWN).is_symlink():
            folders = [path for path in (root / OWN).iterdir() if _is_left(path)]
    return sorted(folders)


def _is_left(path: Path) -> bool:
    process = process_of(path.name)
    if process is None or is_alive(process):
        return False
    try:
        if not stat.S_ISDIR(path.lstat().st_mode):
            return False
        descriptor = os.open(path, _FOLDER)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:  # of a process whose number means another one here, as in a container
        return False
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return True


def drop_scratch(root: Path) -> None:
    """Delete the folders of commands that are dead."""
    for folder in left_scratch(root):
        _delete(folder)
