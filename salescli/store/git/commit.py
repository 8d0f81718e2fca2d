"""Commit files of a book, and say in one sentence why git did not.

Nothing here raises because of git.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.store.git.commit_result import CommitResult
from salescli.store.git.identity import why_nobody
from salescli.store.git.lagging_index import catch_up
from salescli.store.git.obstruction import obstruction
from salescli.store.git.refusals import (
    FULL,
    git_failure,
    is_full_for_git,
    known_reason,
    last_line,
    lock_named,
    not_started,
)
from salescli.store.git.refusing_hook import refusing_hook
from salescli.store.git.run import (
    MANY,
    ask_status,
    literal_pathspec,
    run_git,
    run_git_on_paths,
    setting_values,
)

if TYPE_CHECKING:
    from subprocess import CompletedProcess

# Seconds between the tries while another git, such as an editor's, has the index.
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)

_NO_BRANCH = "the commit is on no branch (detached HEAD): to keep it, type git switch -c NAME"
_UNFINISHED = {
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "MERGE_HEAD": "merge",
}


def is_repository(folder: Path) -> bool:
    """Return whether a folder lies in the working tree of a repository.

    The repository may be larger than the folder.
    """
    try:
        answer = run_git(folder, "rev-parse", "--is-inside-work-tree")
    except OSError:
        return False
    return answer.stdout.startswith(b"true")


def has_repository(folder: Path) -> bool:
    """Return whether there is a repository, be it one that git can't read now, or without git."""
    try:
        answer = run_git(folder, "rev-parse", "--is-inside-work-tree")
        if answer.returncode >= 0 and not obstruction(folder):
            return answer.stdout.startswith(b"true")
    except OSError:
        pass
    book = folder.absolute()
    return any(os.path.lexists(top / ".git") for top in (book, *book.parents))


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
    return git_failure(made.returncode, made.stderr, root=folder) if made.returncode else ""


def set_identity(folder: Path, name: str, email: str) -> None:
    """Give the folder's repository an author of its own, where git knows of none."""
    with suppress(OSError):
        if why_nobody(folder, "COMMITTER"):
            for key, value in (("user.name", name), ("user.email", email)):
                run_git(folder, "config", key, value)


def obstacle(folder: Path) -> str:
    """Why nothing can be committed in the folder now; nothing where it can."""
    try:
        return _ready(folder)[1]
    except OSError as error:
        return not_started(folder, error)


def commit_files(
    folder: Path, paths: Sequence[Path], message: str, *, new: Collection[Path] = ()
) -> CommitResult:
    """Commit these files of the book in `folder`, new, changed or deleted, and nothing else.

    Where nothing changed, that counts as done. What else is staged stays staged; a new file
    stays staged even when the commit is refused. `new` are files, of these, that git is known not
    to have: nobody has to find that out.
    """
    names = sorted({_name(folder, path) for path in paths})
    begun = sorted({_name(folder, path) for path in new if os.path.lexists(path)})
    if not names:
        return CommitResult(done=True)
    try:
        repository, reason = _ready(folder)
        if reason:
            return CommitResult(done=False, reason=reason)
        started = time.time()
        status, output = _record(folder, names, begun, message)
        if status:
            reason = commit_refusal(folder, names, (status, output), started)
            return CommitResult(done=False, reason=reason)
        return CommitResult(done=True, note=_NO_BRANCH if is_detached(repository) else "")
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


def _record(folder: Path, names: list[str], new: list[str], message: str) -> tuple[int, bytes]:
    """Commit, and again for as long as another git has the index; the exit code and what it output.

    A commit in which nothing has changed fails in git; here it has succeeded.
    """
    for pause in (*_PAUSES, None):
        status, output = _try(folder, names, new, message)
        if not status or pause is None or not lock_named(output):
            break
        time.sleep(pause)
    return status, output


def _try(folder: Path, names: list[str], new: list[str], message: str) -> tuple[int, bytes]:
    status, output = run_git_on_paths(folder, new, "add", "-A") if new else (0, b"")
    if status:
        return status, output
    status, output = run_git_on_paths(folder, names, *message_arguments(message), "--only")
    tracked = _tracked(folder, names) if status == 1 else set()  # as where it doesn't have one
    if status == 1 and not tracked.issuperset(map(os.fsencode, names)):
        # Others were made and deleted between commits.
        names = [name for name in names if _is_there(folder, name, tracked)]
        status, output = run_git_on_paths(folder, names, "add", "-A") if names else (0, b"")
        if status or not names:
            return status, output
        status, output = run_git_on_paths(folder, names, *message_arguments(message), "--only")
    return (0, b"") if status == 1 and _is_committed(folder, names) else (status, output)


def message_arguments(message: str) -> tuple[str | bytes, ...]:
    """Return the git command that commits with a message as it is."""
    text = message.replace("\0", "").encode("utf-8", "replace")
    return ("commit", "-q", "--cleanup=verbatim", b"--message=" + text)


def _tracked(folder: Path, names: list[str]) -> set[bytes]:
    """Return the files, of these, that git has."""
    listed = b"".join(asked.stdout for asked in _portions(folder, names, "ls-files", "-z"))
    return set(listed.split(b"\0"))


def _is_there(folder: Path, name: str, tracked: set[bytes]) -> bool:
    return os.path.lexists(folder / name) or os.fsencode(name) in tracked


def commit_refusal(folder: Path, names: list[str], ended: tuple[int, bytes], started: float) -> str:
    """Why git did not commit, by how it `ended`; in another language, by how things stand.

    `started` is when it was started, in seconds since 1970.
    """
    status, output = ended
    reason = known_reason(output)
    if reason or status < 0:
        return (reason or git_failure(status, output, root=folder)).replace(
            literal_pathspec(""), ""
        )
    for role in ("AUTHOR", "COMMITTER"):
        if nobody := why_nobody(folder, role):
            return nobody
    listing = ("ls-files", "-z", "-o", "-i", "--exclude-standard")
    asked = _portions(folder, names, *listing) if status == 1 else ()
    if ignored := b"".join(answer.stdout for answer in asked):
        return f"git ignores {os.fsdecode(ignored.split(bytes(1))[0])}: take it out of .gitignore"
    if is_full_for_git(folder):
        return FULL
    if status > 1 and _signs(folder) and not _are_filtered(folder, names):
        return f"git could not sign the commit: {last_line(output)}"
    hook = refusing_hook(folder, started) if status == 1 else ""
    return git_failure(status, output, hook=hook)


def _signs(folder: Path) -> bool:
    """Return whether git signs each commit. Raises OSError."""
    if "commit.gpgsign" not in setting_values(folder):
        return False
    return run_git(folder, "config", "--type=bool", "commit.gpgSign").stdout == b"true\n"


def _are_filtered(folder: Path, names: list[str]) -> bool:
    """Return whether git runs a program of its settings on the content of any of these files."""
    drivers = {
        name.split(".", 1)[1].rpartition(".")[0]
        for name in setting_values(folder)
        if name.startswith("filter.")
    }
    asked = _portions(folder, names, "check-attr", "-z", "filter") if drivers else ()
    return any(
        os.fsdecode(value) in drivers
        for answer in asked
        for value in answer.stdout.split(b"\0")[2::3]
    )


def _is_committed(folder: Path, names: list[str]) -> bool:
    """Return whether the last commit has these files as they are, and git's index too by now."""
    parts = [names[start : start + MANY] for start in range(0, len(names), MANY)]
    answers = [ask_status(folder, part) for part in parts]
    if any(asked.returncode for asked in answers):
        return False
    changed = b"".join(asked.stdout for asked in answers)
    return not changed or catch_up(folder, names, changed)


def _portions(folder: Path, names: list[str], *arguments: str) -> Iterator[CompletedProcess[bytes]]:
    """Yield git's answers about these files, some at a time: a command line has a limit."""
    for start in range(0, len(names), MANY):
        yield run_git(folder, *arguments, "--", *names[start : start + MANY])


def _name(folder: Path, path: Path) -> str:
    """Return the path as git is told it: from the folder, or whole where it lies elsewhere."""
    name = os.path.relpath(path, folder)
    return str(path.absolute()) if name.startswith("..") else name


def is_detached(repository: Path) -> bool:
    """Return whether commits are made on no branch; `repository` is git's own folder."""
    try:
        head = repository / "HEAD"
        return not head.is_symlink() and not head.read_bytes().startswith(b"ref:")
    except OSError:
        return False
