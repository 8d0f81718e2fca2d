"""The folders that the system has for what a program keeps of its user."""

from __future__ import annotations

import os.path
import sys

_PROGRAM = "salescli"
_USUAL = {"data": "~/.local/share", "state": "~/.local/state"}


def user_folder(kind: str) -> str:
    """Return our folder for what is kept of the user: `data`, or `state`.

    Where it is the usual one of Linux it is named here: every command in the default book needs
    it, and the library takes as long to load as a tenth of the command.
    """
    is_usual = sys.platform == "linux" and not os.environ.get(f"XDG_{kind.upper()}_HOME")
    if is_usual and os.path.isabs(os.environ.get("HOME", "")) and "ANDROID_DATA" not in os.environ:
        return os.path.join(os.path.expanduser(_USUAL[kind]), _PROGRAM)
    import platformdirs

    dirs = platformdirs.PlatformDirs(_PROGRAM, appauthor=False)
    return dirs.user_data_dir if kind == "data" else dirs.user_state_dir
