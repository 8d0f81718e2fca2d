"""What stands in git's way in a folder: git would wait for ever, read for minutes, or be misled."""

from __future__ import annotations

from pathlib import Path

from salescli.store.git.closed_repository import why_closed
from salescli.store.git.pipes import find_huge, find_pipe


def obstruction(folder: Path) -> str:
    """Return why git is not to be run in a folder, in words as git's own; '' where it may.

    Raises nothing.
    """
    if pipe := find_pipe(folder):
        return f"fatal: {pipe} is a pipe"
    if huge := find_huge(folder):
        return f"fatal: {huge} is far too large"
    if closed := why_closed(folder):
        return f"fatal: {closed}"
    return ""
