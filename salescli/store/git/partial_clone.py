"""Partial clones: what git has left with the other copy, which looking back would need."""

from __future__ import annotations

import re
from pathlib import Path

from salescli.store.git.run import run_git, setting_values
from salescli.text.lazy_re import lazy_re

_PROMISED = lazy_re(r"remote\..*\.promisor|extensions\.partialclone", re.DOTALL)


def count_missing(root: Path) -> int:
    """Return how many objects of its history a partial clone lacks; 0 in any other repository.

    Raises OSError.
    """
    if not any(map(_PROMISED.fullmatch, setting_values(root))):
        return 0
    listed = run_git(root, "rev-list", "--objects", "--all", "--missing=print").stdout
    return sum(line.startswith(b"?") for line in listed.splitlines())
