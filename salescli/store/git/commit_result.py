"""What became of a commit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class CommitResult:
    """Whether the files are committed; if not, why; and what else there is to say.

    `owed`: a later command commits them.
    """

    done: bool
    reason: str = ""
    note: str = ""
    owed: bool = False
