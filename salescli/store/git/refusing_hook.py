"""Which hook of a repository refused a commit, and how that is said: git itself doesn't."""

from __future__ import annotations

import os
from pathlib import Path

from salescli.store.git.hook_folder import hook_folder
from salescli.store.git.run import run_git

_BEFORE = "pre-commit"  # it runs before git writes the message to its file
_AFTER = ("prepare-commit-msg", "commit-msg")
_MESSAGE = "COMMIT_EDITMSG"
_TICK = 0.05  # seconds by which a file system's clock may be behind


def refusing_hook(folder: Path, started: float) -> str:
    """Return the hook, or the two, that may have refused a commit; '' where there is none.

    `started` is when git was started, in seconds since 1970. Raises OSError.
    """
    hooks = hook_folder(folder)
    if hooks is None:
        return ""
    there = [name for name in (_BEFORE, *_AFTER) if os.access(hooks / name, os.X_OK)]
    if len(there) > 1 and _BEFORE in there:
        own = os.fsdecode(run_git(folder, "rev-parse", "--absolute-git-dir").stdout[:-1])
        there = there[1:] if _is_new(Path(own, _MESSAGE), started) else there[:1]
    return " or ".join(there)


def hook_refusal(hook: str, last: str) -> str:
    """Return the sentence about a hook that refused; `last` is its last line, '' for none."""
    name = f"the hook {hook} of the repository" if hook else "a hook of the repository"
    return f"{name} refused: {last}" if last else f"{name} refused it, without a word (exit code 1)"


def _is_new(path: Path, started: float) -> bool:
    try:
        return path.stat().st_mtime >= started - _TICK
    except OSError:
        return False
