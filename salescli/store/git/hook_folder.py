"""The folder that a repository has its hooks in."""

from __future__ import annotations

import os
from pathlib import Path

from salescli.store.git.run import list_settings, run_git


def hook_folder(root: Path) -> Path | None:
    """Return the folder of the hooks; None where there is none, or git can't say. Raises OSError.

    `root` is a folder of the working tree.
    """
    asked = run_git(root, "rev-parse", "--show-toplevel", "--git-common-dir")
    top, _, common = os.fsdecode(asked.stdout).removesuffix("\n").partition("\n")
    if not common:
        return None
    # The last one is what we read with.
    *named, _ours = [value for name, value in list_settings(root)[0] if name == "core.hookspath"]
    if not named:
        return root / common / "hooks"
    if not named[-1]:  # so hooks are switched off
        return None
    listed = run_git(root, "config", "--null", "--type=path", "--get-all", "core.hooksPath")
    paths = os.fsdecode(listed.stdout).split("\0")
    return Path(top, paths[-3]) if len(paths) > 2 else None  # ours, and what follows its end
