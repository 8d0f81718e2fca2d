"""What is to become of git with the files of a journal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merge:
    """What is to become of git when the files of a merge are in place.

    HEAD moves from `ours` to `commit`; where that is '', conflicts are left, and `theirs` becomes
    MERGE_HEAD. `entries` are lines for git update-index.
    """

    ours: str
    theirs: str
    commit: str
    message: str
    entries: tuple[str, ...]
