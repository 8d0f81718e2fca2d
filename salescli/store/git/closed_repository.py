"""Git's own folder where it is closed to us: git takes that for no repository at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from salescli.text.shell_quoting import word

_PARTS = ("", "/HEAD", "/config", "/objects", "/refs")


def why_closed(folder: Path) -> str:
    """Return why the repository that a folder lies in can't be read, and what to type; or ''.

    Raises nothing.
    """
    top = str(folder.absolute())
    while not os.path.lexists(f"{top}/.git"):
        if top == os.path.dirname(top):  # noqa: PTH120 - quick: it is asked at every step of git
            return ""
        top = os.path.dirname(top)  # noqa: PTH120
    entry = Path(top, ".git")
    return next(filter(None, (_why(entry, f"{top}/.git{part}") for part in _PARTS)), "")


def _why(entry: Path, path: str) -> str:
    if os.access(path, os.R_OK | os.X_OK):
        return ""
    try:
        status = os.stat(path)  # noqa: PTH116
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError:
        status = entry.lstat()
    else:
        if not stat.S_ISDIR(status.st_mode) and os.access(path, os.R_OK):
            return ""
    folder = word(str(entry))
    opens = f"chmod -R u+rwX {folder}"
    if status.st_uid != os.geteuid():
        opens = f"it belongs to another user: sudo chown -R {os.geteuid()} {folder}"
    return f"{path} can't be read: {opens}"
