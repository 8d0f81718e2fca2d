"""Commits that are owed: what is in place already, and the message it is to be committed with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from salescli.store.files.own_folder import OWED, OWN
from salescli.store.files.private_dir import read_private, write_private
from salescli.store.git import commit as git


@dataclass(frozen=True, slots=True)
class Owed:
    """One commit that has yet to be made, of files named from the book's folder."""

    message: str
    files: tuple[str, ...]


def owe(root: Path, commit: Owed) -> None:
    """Remember a commit that could not be made. Raises SalescliError."""
    _keep(root, [*owed_commits(root), commit])


def owed_commits(root: Path) -> list[Owed]:
    """Return the commits that are owed, the oldest first."""
    try:
        rows = json.loads(read_private(root / OWN / OWED) or b"[]")
        return [Owed(str(row["message"]), tuple(map(str, row["files"]))) for row in rows]
    except (ValueError, KeyError, TypeError):
        return []


def settle(root: Path) -> None:
    """Make the commits that are owed, as far as git lets us. Raises SalescliError."""
    commits = owed_commits(root)
    left = [commit for commit in commits if not _made(root, commit)]
    if left != commits:
        _keep(root, left)


def _made(root: Path, commit: Owed) -> bool:
    done = git.commit_files(root, [root / name for name in commit.files], commit.message).done
    return done or not git.is_repository(root)


def _keep(root: Path, commits: Sequence[Owed]) -> None:
    path = root / OWN / OWED
    if not commits:
        path.unlink(missing_ok=True)
        return
    rows = [{"message": each.message, "files": each.files} for each in commits]
    write_private(path, json.dumps(rows).encode(), root)
