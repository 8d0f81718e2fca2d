"""A version of a file that can't be put in place: it is kept among the drafts, and named."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from salescli.store.files.own_folder import OWN
from salescli.store.files.private_dir import write_private


def keep_aside(root: Path, name: str, data: bytes) -> str:
    """Keep a version of a file among the drafts; where that is, from the book's folder.

    Raises SalescliError.
    """
    path = root / OWN / "drafts" / f"unfinished-{PurePosixPath(name).name}"
    write_private(path, data, root)
    return os.path.relpath(path, root)
