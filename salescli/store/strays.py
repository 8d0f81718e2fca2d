"""Edits by hand that nobody committed: a commit of their own, so that history tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from salescli.errors import SalescliError
from salescli.model.text import harmless
from salescli.store import git
from salescli.store.memory import KEPT, Memory, memory

BY_HAND = "edited by hand"
_NAMED = 4  # files that a message names


def commit_strays(root: Path, paths: Sequence[Path]) -> git.Commit:
    """Commit what was edited by hand in these files of the book, or in these folders of it.

    Nothing is raised: where there is no git or it refuses, that is said. Nothing to commit counts
    as done.
    """
    names = [path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root)]
    names = [name for name in names if name.startswith(KEPT)]
    if not names:
        return git.Commit(done=True)
    try:
        if not Memory(root, "").uncommitted(names):  # nearly always: no need to ask where it lies
            return git.Commit(done=True)
        found = sorted(memory(root).uncommitted(names))
    except SalescliError as error:
        return git.Commit(done=False, reason=error.message)
    return git.commit(root, [root / name for name in found], message_by_hand(found))


def message_by_hand(files: Sequence[str]) -> str:
    """The message of a commit of files that were edited by hand: `acme, beta: edited by hand`.

    It is one line, whatever the files are named: what a command made is told by a line below.
    """
    names = [_spoken(PurePosixPath(file)) for file in files[:_NAMED]]
    more = [f"{len(files) - _NAMED} more"] if len(files) > _NAMED else []
    return harmless(f"{', '.join([*names, *more])}: {BY_HAND}")


def _spoken(path: PurePosixPath) -> str:
    if path.parts[0] == "processes":
        return f"process {path.stem}"
    return path.stem if path.parts[0] == "deals" else "settings"
