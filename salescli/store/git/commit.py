"""Commit files of a book, and say in one sentence why git did not.

Nothing here raises because of git.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.store.git.refusals import LOCKED, git_failure, not_started, plain_output
from salescli.store.git.run import MANY, run_git, run_git_on_paths

if TYPE_CHECKING:
    from subprocess import CompletedProcess

# Seconds between the tries while another git, such as an editor's, has the index.
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)

_UNFINISHED = {
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "MERGE_HEAD": "merge",
}

_UNKNOWN = b"did not match any file"


@dataclass(frozen=True, slots=True)
class CommitResult:
    """Whether the files are committed; if not, why; and what else there is to say."""

    done: bool
    reason: str = ""
    note: str = ""


def is_repository(folder: Path) -> bool:
    """Return whether a folder lies in the working tree of a repository.

    The repository may be larger than the folder.
    """
    try:
        answer = run_git(folder, "rev-parse", "--is-inside-work-tree")
    except OSError:
        return False
    return answer.stdout.startswith(b"true")


def has_commits(folder: Path) -> bool:
    """Return whether anything was ever committed in the repository of a folder, on its branch."""
    try:
        return run_git(folder, "rev-parse", "-q", "--verify", "HEAD").returncode == 0
    except OSError:
        return False


def init_repository(folder: Path) -> str:
    """Make the folder a repository; the reason if that failed, else nothing."""
    try:
        made = run_git(folder, "init", "-q")
    except OSError as error:
        return not_started(folder, error)
    return git_failure(made.returncode, made.stderr) if made.returncode else ""


def set_identity(folder: Path, name: str, email: str) -> None:
    """Give the folder's repository an author of its own, where git knows of none."""
    with suppress(OSError):
        if run_git(folder, "var", "GIT_COMMITTER_IDENT").returncode:
            for key, value in (("user.name", name), ("user.email", email)):
                run_git(folder, "config", key, value)


def obstacle(folder: Path) -> str:
    """Why nothing can be committed in the folder now; nothing where it can."""
    try:
        return _ready(folder)[1]
    except OSError as error:
        return not_started(folder, error)


def commit_files(folder: Path, paths: Sequence[Path], message: str) -> CommitResult:
    """Commit these files of the book in `folder`, new, changed or deleted, and nothing else.

    Where nothing changed, that counts as done. What else is staged stays staged; a new file
    stays staged even when the commit is refused.
    """
    names = sorted({_name(folder, path) for path in paths})
    if not names:
        return CommitResult(done=True)
    try:
        repository, reason = _ready(folder)
        if reason:
            return CommitResult(done=False, reason=reason)
        status, output = _record(folder, names, message)
        if status:
            return CommitResult(done=False, reason=git_failure(status, output))
        return CommitResult(done=True, note=_detached(repository))
    except OSError as error:
        return CommitResult(done=False, reason=not_started(folder, error))


def _ready(folder: Path) -> tuple[Path, str]:
    """Git's own folder of the repository, and the reason, if any, not to commit there now."""
    answer = run_git(folder, "rev-parse", "--is-inside-work-tree", "--absolute-git-dir")
    if answer.returncode:
        return folder, git_failure(answer.returncode, answer.stderr)
    inside, name = os.fsdecode(answer.stdout).removesuffix("\n").split("\n", 1)
    repository = Path(name)
    if inside != "true":
        return repository, "the book lies in git's own folder: move it out"
    if doing := unfinished(repository):
        return repository, f"a {doing} is in progress: finish it, then commit the file"
    return repository, ""


def unfinished(repository: Path) -> str:
    """Return what is in progress in a repository, such as a rebase; '' for nothing.

    `repository` is git's own folder.
    """
    marks = (mark for mark in _UNFINISHED if os.path.lexists(repository / mark))
    return next((_UNFINISHED[mark] for mark in marks), "")


def _record(folder: Path, names: list[str], message: str) -> tuple[int, bytes]:
    """Commit, and again for as long as another git has the index; the exit code and what it said.

    A commit in which nothing has changed fails in git; here it has succeeded.
    """
    for pause in (*_PAUSES, None):
        status, output = _try(folder, names, message)
        if not status or pause is None or not LOCKED.search(plain_output(output)):
            break
        time.sleep(pause)
    return status, output


def _try(folder: Path, names: list[str], message: str) -> tuple[int, bytes]:
    status, output = run_git_on_paths(folder, names, *_commit_arguments(message))
    if status and _UNKNOWN in output:
        status, output = run_git_on_paths(folder, names, "add", "-A")
        if status and _UNKNOWN in output:
            names = _known(folder, names)
            status, output = run_git_on_paths(folder, names, "add", "-A") if names else (0, b"")
        if status or not names:
            return status, output
        status, output = run_git_on_paths(folder, names, *_commit_arguments(message))
    return (0, b"") if status == 1 and _unchanged(folder, names) else (status, output)


def _commit_arguments(message: str) -> tuple[str | bytes, ...]:
    text = message.replace("\0", "").encode("utf-8", "replace")
    # `-c` must stand before the command: this is the only setting that we overrule, since the
    # message is UTF-8 whatever the user writes their own in.
    return (
        *("-c", "i18n.commitEncoding=UTF-8"),
        *("commit", "-q", "--only", "--cleanup=verbatim", b"--message=" + text),
    )


def _known(folder: Path, names: list[str]) -> list[str]:
    """Return the files that exist or that git has.

    The others were made and deleted between two commits.
    """
    listed = b"".join(answer.stdout for answer in _portions(folder, names, "ls-files", "-z"))
    tracked = set(listed.split(b"\0"))
    return [
        name for name in names if os.path.lexists(folder / name) or os.fsencode(name) in tracked
    ]


def _unchanged(folder: Path, names: list[str]) -> bool:
    answers = _portions(folder, names, "status", "--porcelain", "-z")
    return all(answer.returncode == 0 and not answer.stdout for answer in answers)


def _portions(folder: Path, names: list[str], *arguments: str) -> Iterator[CompletedProcess[bytes]]:
    """Yield git's answers about these files, some at a time: a command line has a limit."""
    for start in range(0, len(names), MANY):
        yield run_git(folder, *arguments, "--", *names[start : start + MANY])


def _name(folder: Path, path: Path) -> str:
    """Return the path as git is told it: from the folder, or whole where it lies elsewhere."""
    name = os.path.relpath(path, folder)
    return str(path.absolute()) if name.startswith("..") else name


def _detached(repository: Path) -> str:
    try:
        head = (repository / "HEAD").read_bytes()
    except OSError:
        return ""
    if head.startswith(b"ref:"):
        return ""
    return "the commit is on no branch (detached HEAD): to keep it, type git switch -c NAME"
