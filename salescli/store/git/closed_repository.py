"""Git's own folder where it is closed to us: git takes that for no repository at all."""

from __future__ import annotations

import os
from pathlib import Path

from salescli.text.shell_quoting import word

_PARTS = ("", "HEAD", "config", "objects", "refs")


def why_closed(folder: Path) -> str:
    """Return why the repository that a folder lies in can't be read, and what to type; or ''.

    Raises nothing.
    """
    book = folder.absolute()
    for top in (book, *book.parents):
        entry = top / ".git"
        if os.path.lexists(entry):
            return next(filter(None, (_why(entry, entry / part) for part in _PARTS)), "")
    return ""


def _why(entry: Path, path: Path) -> str:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError:
        status = entry.lstat()
    else:
        if os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)):
            return ""
    folder = word(str(entry))
    opens = f"chmod -R u+rwX {folder}"
    if status.st_uid != os.geteuid():
        opens = f"it belongs to another user: sudo chown -R {os.geteuid()} {folder}"
    return f"{path} can't be read: {opens}"
