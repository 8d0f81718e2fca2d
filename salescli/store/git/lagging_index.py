"""An index that lags behind the last commit: git was killed after it had made that commit.

Git moves the branch first and writes its index last. In between the index has the files as they
were: each later commit of the same content fails then, for it has nothing new, and a commit by hand
of what seems to be staged would take the last one back.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from salescli.store.files.scratch import scratch
from salescli.store.git.run import run_writing


def catch_up(folder: Path, names: Sequence[str], status: bytes) -> bool:
    """Let git's index have these files as they are, where the last commit has them so.

    `status` is what `git status --porcelain -z` lists of them. Returns whether the last commit has
    them so, and the index by now. Raises OSError.
    """
    if not any(entry[:1] not in b" ?" for entry in status.split(b"\0")):
        return False  # the index is as the last commit: something else is the matter
    listed = b"".join(os.fsencode(f"{name}\0") for name in names)
    with scratch() as own:
        index = own / "index"
        if run_writing(folder, "read-tree", "HEAD", index=index)[0]:
            return False
        if _take_in(folder, listed, index):
            return False
        same = ("diff-index", "--cached", "--quiet", "--ignore-submodules", "HEAD")
        if run_writing(folder, *same, index=index)[0]:
            return False
    return not _take_in(folder, listed)


def _take_in(folder: Path, listed: bytes, index: Path | None = None) -> int:
    """Let an index have files as they are; git's exit code."""
    line = ("update-index", "--add", "--remove", "-z", "--stdin")
    return run_writing(folder, *line, stdin=listed, index=index)[0]
