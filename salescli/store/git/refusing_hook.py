"""Which hook of a repository refused a commit, and how that is said: git itself doesn't."""

from __future__ import annotations

import os
from pathlib import Path

from salescli.store.git.run import run_git

_BEFORE = "pre-commit"  # it runs before git writes the message to its file
_AFTER = ("prepare-commit-msg", "commit-msg")
_MESSAGE = "COMMIT_EDITMSG"
_TICK = 0.05  # seconds by which a file system's clock may be behind


def refusing_hook(folder: Path, started: float) -> str:
    """Return the hook, or the two, that may have refused a commit; '' where there is none.

    `started` is when git was started, in seconds since 1970. Raises OSError.
    """
    asked = run_git(
        folder, "rev-parse", "--show-toplevel", "--absolute-git-dir", "--git-common-dir"
    )
    places = os.fsdecode(asked.stdout).splitlines()
    if len(places) != 3:
        return ""
    top, own, common = (Path(folder, place) for place in places)
    hooks = _folder(folder, top) or common / "hooks"
    there = [name for name in (_BEFORE, *_AFTER) if os.access(hooks / name, os.X_OK)]
    if len(there) > 1 and _BEFORE in there:
        there = there[1:] if _is_new(own / _MESSAGE, started) else there[:1]
    return " or ".join(there)


def hook_refusal(hook: str, last: str) -> str:
    """Return the sentence about a hook that refused; `last` is its last line, '' for none."""
    name = f"the hook {hook} of the repository" if hook else "a hook of the repository"
    return f"{name} refused: {last}" if last else f"{name} refused it, without a word (exit code 1)"


def _folder(folder: Path, top: Path) -> Path | None:
    """Return the folder that the settings name for hooks; None where they name none."""
    listed = run_git(folder, "config", "--null", "--type=path", "--get-all", "core.hooksPath")
    *named, _ = [name for name in os.fsdecode(listed.stdout).split("\0") if name] or [""]
    return top / named[-1] if named else None  # the last one is what we read with


def _is_new(path: Path, started: float) -> bool:
    try:
        return path.stat().st_mtime >= started - _TICK
    except OSError:
        return False
