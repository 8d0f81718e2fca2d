"""What lies in a book's folder beside its content: files that a killed command left, the lock."""

from __future__ import annotations

import fcntl
import os
import stat
import time
from contextlib import suppress
from pathlib import Path

from salescli.store.files.atomic import process_of
from salescli.store.files.own_folder import CAPTURED, DRAFTS, OWED, OWN, PROPOSALS
from salescli.store.files.running import is_alive

_OWN_FOLDERS = tuple(f"{OWN}/{name}" for name in (DRAFTS, OWED, CAPTURED, PROPOSALS))
_FOLDERS = ("", "deals", "processes", "processes/past", OWN, *_OWN_FOLDERS)
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # it might be a fifo
_DAY = 24 * 60 * 60  # seconds


def find_leftovers(root: Path) -> list[Path]:
    """Return the temporary files of processes that are dead, or that wrote them over a day ago."""
    paths = []
    for folder in _FOLDERS:
        with suppress(OSError):
            if (root / folder).resolve().is_relative_to(root.resolve()):
                paths += [path for path in (root / folder).iterdir() if _is_left(path)]
    return sorted(paths)


def drop_killed_writes(folder: Path) -> None:
    """Delete what a killed command left in a folder that isn't the book's. Raises OSError."""
    with os.scandir(folder) as entries:
        hidden = [Path(entry.path) for entry in entries if entry.name.startswith(".")]
    for path in filter(_is_left, hidden):
        path.unlink(missing_ok=True)


def _is_left(path: Path) -> bool:
    process = process_of(path.name)
    if process is None:
        return False
    try:
        status = path.lstat()
    except OSError:
        return False
    old = time.time() - status.st_mtime > _DAY
    return stat.S_ISREG(status.st_mode) and (old or not is_alive(process))


def lock_holder(root: Path) -> str | None:
    """Return the number of the process that holds the book's lock.

    '' where it gave none, None where nobody holds it.
    """
    try:
        descriptor = os.open(root / ".salescli" / "lock", _FLAGS)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        text = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
        return text if text.isdecimal() else ""
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return None
