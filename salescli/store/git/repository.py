"""The repository that a book lies in: what may keep git from committing the next command."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from salescli.store.files.read import read_file
from salescli.store.git.commit import is_detached, unfinished
from salescli.store.git.identity import why_nobody
from salescli.store.git.refusals import git_failure, not_started
from salescli.store.git.remotes import remote_names
from salescli.store.git.run import ask_status, list_settings, run_git, status_names


@dataclass(frozen=True, slots=True)
class Repository:
    """How a repository stands. `fault` says why there is none to speak of; then nothing else holds.

    `doing` is a merge, a rebase or the like in progress; `lock` a file that keeps other gits out;
    `stranger` why git doesn't know whose commits these are.
    """

    fault: str = ""
    top: Path = Path()
    detached: bool = False
    doing: str = ""
    lock: Path | None = None
    uncommitted: tuple[str, ...] = ()
    stranger: str = ""
    remotes: tuple[str, ...] = ()
    ignores_ours: bool = True


def look_at_repository(root: Path) -> Repository:
    """Return the repository that the book in `root` lies in. Never raises."""
    try:
        answer = run_git(root, "rev-parse", "--show-toplevel", "--absolute-git-dir")
        if answer.returncode:
            return Repository(fault=git_failure(answer.returncode, answer.stderr))
        top, own = os.fsdecode(answer.stdout).removesuffix("\n").split("\n", 1)
        status = ask_status(root, ["."])
        if status.returncode:
            return Repository(fault=git_failure(status.returncode, status.stderr))
        lock = Path(own) / "index.lock"
        return Repository(
            top=Path(top),
            detached=is_detached(Path(own)),
            doing=unfinished(Path(own)),
            lock=lock if os.path.lexists(lock) else None,
            uncommitted=tuple(status_names(status.stdout)),
            stranger=why_nobody(root, "COMMITTER"),
            remotes=tuple(remote_names(list_settings(root)[0])),
            ignores_ours=_ignores_ours(root),
        )
    except OSError as error:
        return Repository(fault=not_started(root, error))


def _ignores_ours(root: Path) -> bool:
    """Return whether git leaves our own folder alone, be it by the rules of a larger repository."""
    with suppress(OSError):
        if b".salescli/" in read_file(root / ".gitignore").split():
            return True
    seen = run_git(root, "ls-files", "--others", "--exclude-standard", "--", ".salescli").stdout
    return not seen and os.path.lexists(root / ".salescli" / "lock")


def git_version(root: Path) -> tuple[str, str]:
    """Return the version of the git program, and why there is none: one of them is ''."""
    try:
        words = os.fsdecode(run_git(root, "--version").stdout).split()
    except OSError as error:
        return "", not_started(root, error)
    return words[2] if len(words) > 2 else "unknown", ""
