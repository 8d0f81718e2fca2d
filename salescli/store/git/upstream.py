"""The book's other copies: what git fetches, merges and pushes, and what it says when it can't."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.errors import SalescliError, UsageError
from salescli.store.files.lock import held
from salescli.store.git.commit import has_repository
from salescli.store.git.kept_answers import ASK_BRANCH
from salescli.store.git.query import git_answer
from salescli.store.git.refusals import (
    NO_GIT,
    git_failure,
    lock_named,
    not_started,
    plain_output,
    sentence_error,
    unreachable,
)
from salescli.store.git.refusing_hook import refusing_hook
from salescli.store.git.remotes import remote_names
from salescli.store.git.run import available, english, environment, list_settings, overruled
from salescli.text.lazy_re import lazy_re
from salescli.text.shell_quoting import word

if TYPE_CHECKING:
    from subprocess import CompletedProcess

_ALONE = ("--recurse-submodules=no",)  # a book has no other repositories in it
_NAMES = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv")
_KEPT = "nothing is lost: everything is committed here"
_BEHIND = lazy_re(r"\[rejected\]|fetch first|non-fast-forward|cannot lock ref")


class GitError(SalescliError):
    """Git refused; `locked` says whether because another git is at work."""

    def __init__(self, reason: str, *, locked: bool = False, fix: str = "") -> None:
        super().__init__(reason, fix=fix)
        self.locked = locked


# Another git, such as an editor's, fetches too.
_BUSY = lazy_re(r"cannot lock ref|Unable to create '[^']*\.lock': File exists")
_PAUSES = (0.1, 0.2, 0.4, 0.8)  # seconds


@dataclass(frozen=True, slots=True)
class Upstream:
    """The branch that the book is on, and where it goes: a remote and a branch there."""

    root: Path
    branch: str
    remote: str
    there: str
    tracked: bool

    @property
    def url(self) -> str:
        """Return the address of the other end, as git takes it."""
        return git_answer(self.root, "remote", "get-url", "--", self.remote)


def no_remote() -> UsageError:
    """Return what to say where a book is on this machine only."""
    return UsageError(
        "the book has no other copy to sync with",
        fix="make an empty private repository, then: git remote add origin URL",
    )


def find_upstream(root: Path) -> Upstream | None:
    """Return where the book in `root` goes; None where it has no other copy.

    Raises SalescliError where it lies in no repository, git can't read that, or it is on no branch.
    """
    listed = _settings(root)
    remotes = remote_names(listed)
    if not remotes:
        return None
    branch = git_answer(root, *ASK_BRANCH).removeprefix("refs/heads/")
    if not branch:
        raise UsageError("the book is on no branch (detached HEAD)", fix=_back_on_branch(root))
    settings = dict(listed)
    tracked = settings.get(f"branch.{branch}.remote", "")
    fallback = "origin" if "origin" in remotes else remotes[0]
    remote = tracked if tracked in remotes else fallback
    there = settings.get(f"branch.{branch}.merge", "").removeprefix("refs/heads/")
    return Upstream(root, branch, remote, there or branch, tracked in remotes and bool(there))


def _settings(root: Path) -> list[tuple[str, str]]:
    """Return git's settings in a book. Raises SalescliError where it lies in no repository."""
    if not available():
        raise UsageError("sync needs git", fix=NO_GIT.partition(": ")[2])
    try:
        listed, refused = list_settings(root)  # where the repository lies follows from it
    except OSError as error:
        raise sentence_error(not_started(root, error)) from error
    if not has_repository(root):
        raise UsageError("the book is not a git repository", fix=f"git init {word(str(root))}")
    if refused:
        raise sentence_error(git_failure(128, refused), "nothing was synced")
    return listed


def _back_on_branch(root: Path) -> str:
    """Return what to type to be on a branch again, with all that was committed on none."""
    heads = git_answer(
        root, "for-each-ref", "--format=%(refname:short)", "refs/heads/"
    ).splitlines()
    if not heads:
        return "git switch -c main"
    branch = word(next((name for name in ("main", "master") if name in heads), heads[0]))
    if not git_answer(root, "rev-list", "-1", "HEAD", "--not", "--branches"):
        return f"git switch {branch}"
    head = git_answer(root, "rev-parse", "--short", "HEAD")
    return f"git switch {branch} && git merge {head}"


def fetch(line: Upstream, *, prompts: bool) -> None:
    """Fetch from the other end. Raises SalescliError, in one sentence, where that fails."""
    for pause in (*_PAUSES, None):
        fetching = ("fetch", *_ALONE, "-q", "--", line.remote)
        done = run(line.root, *fetching, prompts=prompts, env=english())
        if not done.returncode:
            return
        if pause is None or not _BUSY.search(plain_output(done.stderr)):
            raise upstream_error(line, done)
        time.sleep(pause)


def push(line: Upstream, *, prompts: bool) -> bool:
    """Push to the other end; False where it has moved on meanwhile. Raises SalescliError."""
    upstream = [] if line.tracked else ["-u"]
    to = f"refs/heads/{line.branch}:refs/heads/{line.there}"
    done = run(line.root, "push", *_ALONE, "-q", *upstream, "--", line.remote, to, prompts=prompts)
    if done.returncode and not _BEHIND.search(plain_output(done.stderr)):
        raise upstream_error(line, done)
    return not done.returncode


def upstream_error(line: Upstream, done: CompletedProcess[bytes]) -> SalescliError:
    """Return the error that says why the other copy can't be reached, or refuses."""
    known = unreachable(plain_output(done.stderr), line.remote, line.url)
    reason, fix = known or (git_failure(done.returncode, done.stderr, root=line.root), "")
    return SalescliError(f"{reason}; {_KEPT}", fix=fix or "salescli sync   when that is fixed")


def changed_files(root: Path, before: str, after: str) -> set[str]:
    """Return the files of the book that are not the same in two commits, named from its folder."""
    output = git_answer(root, "diff", *_NAMES, "--relative", before, after, "--")
    return set(filter(None, output.split("\0")))


def run(
    root: Path,
    *arguments: str,
    prompts: bool | None = None,
    stdin: bytes = b"",
    index: Path | None = None,
    env: dict[str, str] | None = None,
) -> CompletedProcess[bytes]:
    """Run a git command that changes something, all that it says caught.

    `prompts`: whether one that asks the other end may ask for a password in the terminal. `stdin`
    is what it reads on its input, `index` the file that it is to take for the index, `env` an
    environment that is not the plain one of a git command.

    Raises SalescliError where it can't be started.
    """
    import subprocess

    around = dict(environment() if env is None else env)
    around |= {"GIT_INDEX_FILE": str(index)} if index else {}
    around |= {} if prompts is None else {"GIT_TERMINAL_PROMPT": str(int(prompts))}
    try:
        settings, refused = overruled(root)
        command = ["git", *settings, *arguments]
        if refused:
            return subprocess.CompletedProcess(command, 128, b"", refused)
        return subprocess.run(
            command,
            cwd=root,
            env=around,
            input=stdin,
            capture_output=True,
            check=False,
            pass_fds=held(),
        )
    except OSError as error:
        raise sentence_error(not_started(root, error)) from error


def must(root: Path, *arguments: str, stdin: bytes = b"", index: Path | None = None) -> str:
    """Return what git says to a command that changes something, without the last line's end.

    Raises GitError where it refuses.
    """
    return os.fsdecode(must_give(root, *arguments, stdin=stdin, index=index)).removesuffix("\n")


def must_give(root: Path, *arguments: str, stdin: bytes = b"", index: Path | None = None) -> bytes:
    """Return what git outputs at such a command, as it is. Raises GitError where it refuses."""
    started = time.time()
    done = run(root, *arguments, stdin=stdin, index=index)
    if done.returncode:
        said = done.stderr or done.stdout
        hook = refusing_hook(root, started) if arguments[:1] == ("commit",) else ""
        reason = git_failure(done.returncode, said, hook=hook, root=root)
        raise GitError(reason, locked=bool(lock_named(said)))
    return done.stdout
