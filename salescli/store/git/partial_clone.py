"""Partial clones: what git has left with the other copy, which looking back would need."""

from __future__ import annotations

from pathlib import Path

from salescli.store.git.run import run_git

_PROMISED = r"^(remote\..*\.promisor|extensions\.partialclone)$"


def count_missing(root: Path) -> int:
    """Return how many objects of its history a partial clone lacks; 0 in any other repository.

    Raises OSError.
    """
    if run_git(root, "config", "--get-regexp", _PROMISED).returncode:
        return 0
    listed = run_git(root, "rev-list", "--objects", "--all", "--missing=print").stdout
    return sum(line.startswith(b"?") for line in listed.splitlines())
