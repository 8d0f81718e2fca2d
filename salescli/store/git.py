"""The book's memory: the git program, asked so that a file name is only ever a file name.

Nothing here raises because of git: what it did not do is told in one sentence.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.store.files import why

if TYPE_CHECKING:
    from subprocess import CompletedProcess

NO_GIT = "there is no git on this machine: install it from https://git-scm.com"

# Seconds between the tries while another git, such as an editor's, has the index.
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)

# More names than this go to git on its input: a command line has a limit.
_MANY = 400

# A hook that runs us sets these to its own repository; git refuses the last three beside
# --literal-pathspecs.
_DROPPED = {
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"),
    *("GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
    *("GIT_QUARANTINE_PATH", "GIT_INTERNAL_SUPER_PREFIX"),
    *("GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
}
_UNFINISHED = {
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
_UNKNOWN = b"did not match any file"
_LOCKED = re.compile(r"^(?:fatal|error): .*'([^']*\.lock)': File exists", re.MULTILINE)

_WHO = (
    'git does not know who you are: type git config --global user.name "Your Name" '
    "and git config --global user.email you@example.com"
)

# What git says when it gives up, and what we say: {0} is what the pattern caught.
_REASONS = (
    (_LOCKED, "another git is at work, or one that died left {0} behind: if none runs, delete it"),
    (
        re.compile(r"^fatal: not a git repository", re.MULTILINE),
        "the book is not a git repository: type git init in it",
    ),
    (
        re.compile(r"safe\.directory (.*)"),
        "it belongs to another user: to trust it, git config --global --add safe.directory {0}",
    ),
    (
        re.compile(r"tell me who you are|empty ident name|no (?:email|name) was given"),
        _WHO,
    ),
    (
        re.compile(r"^fatal: cannot do a partial commit during a (.*?)\.?$", re.MULTILINE),
        "a {0} is in progress: finish it, then commit the file",
    ),
    (
        re.compile(r"^The following paths are ignored .*\n(.*)", re.MULTILINE),
        "git ignores {0}: take it out of .gitignore",
    ),
    (
        re.compile(r"^(?:error|fatal): (.*(?:failed to sign|signing|public key).*)", re.MULTILINE),
        "git could not sign the commit: {0}",
    ),
    (re.compile(r"No space left on device"), "no space is left on the disk"),
    (re.compile(r"^fatal: (.*is outside repository.*)", re.MULTILINE), "git said: {0}"),
)
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")


@dataclass(frozen=True, slots=True)
class Commit:
    """Whether the files are committed; if not, why; and what else there is to say."""

    done: bool
    reason: str = ""
    note: str = ""


def available() -> bool:
    """Whether there is a git program on this machine."""
    from shutil import which

    return which("git") is not None


def is_repository(folder: Path) -> bool:
    """Whether the folder lies in the working tree of a repository, its own or a larger one."""
    try:
        asked = _ask(folder, "rev-parse", "--is-inside-work-tree")
    except OSError:
        return False
    return asked.stdout.startswith(b"true")


def init(folder: Path) -> str:
    """Make the folder a repository; the reason if that failed, else nothing."""
    try:
        made = _ask(folder, "init", "-q")
    except OSError as error:
        return _not_started(folder, error)
    return _reason(made.returncode, made.stderr) if made.returncode else ""


def introduce(folder: Path, name: str, email: str) -> None:
    """Give the folder's repository an author of its own, where git knows of none."""
    with suppress(OSError):
        if _ask(folder, "var", "GIT_COMMITTER_IDENT").returncode:
            for key, value in (("user.name", name), ("user.email", email)):
                _ask(folder, "config", key, value)


def commit(folder: Path, paths: Sequence[Path], message: str) -> Commit:
    """Commit these files of the book in `folder`, new, changed or deleted, and nothing else.

    Where nothing changed, that counts as done. What else is staged stays staged; a new file
    stays staged even when the commit is refused.
    """
    names = sorted({_name(folder, path) for path in paths})
    if not names:
        return Commit(done=True)
    try:
        repository, reason = _ready(folder)
        if reason:
            return Commit(done=False, reason=reason)
        status, said = _record(folder, names, message)
        if status:
            return Commit(done=False, reason=_reason(status, said))
        return Commit(done=True, note=_detached(repository))
    except OSError as error:
        return Commit(done=False, reason=_not_started(folder, error))


def _ready(folder: Path) -> tuple[Path, str]:
    """Git's own folder of the repository, and the reason, if any, not to commit there now."""
    asked = _ask(folder, "rev-parse", "--is-inside-work-tree", "--absolute-git-dir")
    if asked.returncode:
        return folder, _reason(asked.returncode, asked.stderr)
    inside, name = os.fsdecode(asked.stdout).removesuffix("\n").split("\n", 1)
    repository = Path(name)
    if inside != "true":
        return repository, "the book lies in git's own folder: move it out"
    for mark, doing in _UNFINISHED.items():
        if os.path.lexists(repository / mark):
            return repository, f"a {doing} is in progress: finish it, then commit the file"
    return repository, ""


def _record(folder: Path, names: list[str], message: str) -> tuple[int, bytes]:
    """Commit, and again for as long as another git has the index; the exit code and what it said.

    A commit in which nothing has changed fails in git; here it has succeeded.
    """
    for pause in (*_PAUSES, None):
        status, said = _try(folder, names, message)
        if not status or pause is None or not _LOCKED.search(_text(said)):
            break
        time.sleep(pause)
    return status, said


def _try(folder: Path, names: list[str], message: str) -> tuple[int, bytes]:
    status, said = _tell(folder, names, *_commit_arguments(message))
    if status and _UNKNOWN in said:
        status, said = _tell(folder, names, "add", "-A")
        if status and _UNKNOWN in said:
            names = _known(folder, names)
            status, said = _tell(folder, names, "add", "-A") if names else (0, b"")
        if status or not names:
            return status, said
        status, said = _tell(folder, names, *_commit_arguments(message))
    return (0, b"") if status == 1 and _unchanged(folder, names) else (status, said)


def _commit_arguments(message: str) -> tuple[str | bytes, ...]:
    text = message.replace("\0", "").encode("utf-8", "replace")
    # `-c` must stand before the command: this is the only setting that we overrule, since the
    # message is UTF-8 whatever the user writes their own in.
    return (
        *("-c", "i18n.commitEncoding=UTF-8"),
        *("commit", "-q", "--only", "--cleanup=verbatim", b"--message=" + text),
    )


def _known(folder: Path, names: list[str]) -> list[str]:
    """The files that are there or that git has: others were made and deleted between commits."""
    listed = b"".join(asked.stdout for asked in _portions(folder, names, "ls-files", "-z"))
    tracked = set(listed.split(b"\0"))
    return [
        name for name in names if os.path.lexists(folder / name) or os.fsencode(name) in tracked
    ]


def _unchanged(folder: Path, names: list[str]) -> bool:
    answers = _portions(folder, names, "status", "--porcelain", "-z")
    return all(asked.returncode == 0 and not asked.stdout for asked in answers)


def _portions(folder: Path, names: list[str], *arguments: str) -> Iterator[CompletedProcess[bytes]]:
    """What git answers about these files, some of them at a time: a command line has a limit."""
    for start in range(0, len(names), _MANY):
        yield _ask(folder, *arguments, "--", *names[start : start + _MANY])


def _ask(folder: Path, *arguments: str) -> CompletedProcess[bytes]:
    """Run a git command that only reads, or sets up a repository. Raises OSError."""
    import subprocess

    return subprocess.run(
        ["git", "--no-optional-locks", "--literal-pathspecs", *arguments],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def _tell(folder: Path, names: list[str], *arguments: str | bytes) -> tuple[int, bytes]:
    """Run a git command that changes something; its exit code and what it said. Raises OSError."""
    import subprocess
    from tempfile import TemporaryFile

    many = len(names) > _MANY
    given = ["--pathspec-from-file=-", "--pathspec-file-nul"] if many else ["--", *names]
    # A file, not a pipe: a hook may leave a process running, and we don't wait for that one.
    with TemporaryFile() as said:
        done = subprocess.run(
            ["git", "--literal-pathspecs", *arguments, *given],
            cwd=folder,
            env=_environment(),
            input=b"\0".join(os.fsencode(name) for name in names) if many else b"",
            stdout=subprocess.DEVNULL,
            stderr=said,
            check=False,
        )
        said.seek(0)
        return done.returncode, said.read()


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    return {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}


def _name(folder: Path, path: Path) -> str:
    """The path as git is told it: from the folder, or whole where it lies elsewhere."""
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


def _reason(status: int, said: bytes) -> str:
    """One sentence from what git said."""
    text = _text(said)
    for pattern, sentence in _REASONS:
        if match := pattern.search(text):
            return sentence.format(*match.groups())
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("hint:")]
    last = lines[-1].strip()[:200] if lines else f"nothing (exit code {status})"
    refused = status == 1 and not last.startswith(("fatal:", "error:"))
    return f"a hook of the repository refused: {last}" if refused else f"git said: {last}"


def _text(said: bytes) -> str:
    """What git said, without colours and other control characters."""
    plain = _COLOUR.sub("", said.decode("utf-8", "replace"))
    return "".join(char for char in plain if char == "\n" or char.isprintable())


def _not_started(folder: Path, error: OSError) -> str:
    if not available():
        return NO_GIT
    if not folder.is_dir():
        return f"{folder} is not a folder"
    return f"git could not be started: {why(error)}"
