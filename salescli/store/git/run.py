"""Running the git program, so that a file name is only ever a file name, and what it said.

Nothing here raises because git refused: that is told in one sentence.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.store.files.atomic import os_error_text
from salescli.store.files.lock import held

if TYPE_CHECKING:
    from subprocess import CompletedProcess

NO_GIT = "there is no git on this machine: install it from https://git-scm.com"

# More names than this go to git on its input: a command line has a limit.
MANY = 400

# A hook that runs us sets these to its own repository; git refuses the last three beside
# --literal-pathspecs.
_DROPPED = {
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"),
    *("GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
    *("GIT_QUARANTINE_PATH", "GIT_INTERNAL_SUPER_PREFIX"),
    *("GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
}

LOCKED = re.compile(r"^(?:fatal|error): .*'([^']*\.lock)': File exists", re.MULTILINE)

_WHO = (
    'git does not know who you are: type git config --global user.name "Your Name" '
    "and git config --global user.email you@example.com"
)

# What git says when it gives up, and what we say: {0} is what the pattern caught.
_REASONS = (
    (LOCKED, "another git is at work, or one that died left {0} behind: if none runs, delete it"),
    (
        re.compile(r"^fatal: not a git repository", re.MULTILINE),
        "the book is not a git repository: type git init in it",
    ),
    (re.compile(r"cannot use bare repository"), "the book lies in git's own folder: move it out"),
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
    (
        re.compile(r"from promisor remote|transport '.*' not allowed"),
        "this is a partial clone, and looking back fetches nothing: git fetch --refetch",
    ),
    (re.compile(r"No space left on device"), "no space is left on the disk"),
    (re.compile(r"^fatal: (.*is outside repository.*)", re.MULTILINE), "git said: {0}"),
)

# A book may come from somebody else. A folder of it that looks like a repository, such as one
# with a `config` of its own, is none. A server that git starts for good would keep our lock.
ALWAYS = (
    *("--literal-pathspecs", "--no-pager", "-c", "safe.bareRepository=explicit"),
    *("-c", "core.fsmonitor=false"),
)
# Reading runs none of the programs that a repository may name, and fetches nothing: what a
# partial clone lacks is missing. An older git knows the first of these only, and refuses.
_READING = ("--no-optional-locks", "-c", f"core.hooksPath={os.devnull}", *ALWAYS)
_OFFLINE = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}
_STATUS = ("status", "--porcelain", "-z", "-uall", "--no-renames", "--ignore-submodules=all")

_COLOUR = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")


def run_git(
    folder: Path, *arguments: str, given: bytes = b"", settings: Mapping[str, str] | None = None
) -> CompletedProcess[bytes]:
    """Run a git command that only reads, or sets up a repository. Raises OSError.

    `given` is what it reads on its input, `settings` are those of git that differ for it.
    """
    import subprocess

    return subprocess.run(
        ["git", *_READING, *arguments],
        cwd=folder,
        env={**environment(), **_OFFLINE, **_with_settings(settings or {})},
        input=given,
        capture_output=True,
        check=False,
    )


def ask_status(folder: Path, names: Sequence[str]) -> CompletedProcess[bytes]:
    """Return what git has not committed of these files or folders, `XY NAME` each. Raises OSError.

    No filter runs: those of a repository are programs that it names.
    """
    listed = run_git(folder, "config", "--null", "--name-only", "--get-regexp", r"^filter\.").stdout
    drivers = {name.rpartition(".")[0] for name in os.fsdecode(listed).split("\0") if name}
    off = {f"{driver}.{key}": "" for driver in drivers for key in ("clean", "smudge", "process")}
    off |= {f"{driver}.required": "false" for driver in drivers}
    return run_git(folder, *_STATUS, "--", *names, settings=off)


def _with_settings(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the environment that gives git settings: unlike `-c`, it takes any name."""
    known = os.environ.get("GIT_CONFIG_COUNT", "")
    start = int(known) if known.isdecimal() else 0
    given = {"GIT_CONFIG_COUNT": str(start + len(settings))} if settings else {}
    for number, (name, value) in enumerate(settings.items(), start):
        given |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return given


def run_git_on_paths(folder: Path, names: list[str], *arguments: str | bytes) -> tuple[int, bytes]:
    """Run a git command that changes something; its exit code and what it said. Raises OSError."""
    import subprocess
    from tempfile import TemporaryFile

    many = len(names) > MANY
    given = ["--pathspec-from-file=-", "--pathspec-file-nul"] if many else ["--", *names]
    # A file, not a pipe: a hook may leave a process running, and we don't wait for that one.
    with TemporaryFile() as said:
        done = subprocess.run(
            ["git", *ALWAYS, *arguments, *given],
            cwd=folder,
            env=environment(),
            input=b"\0".join(os.fsencode(name) for name in names) if many else b"",
            stdout=subprocess.DEVNULL,
            stderr=said,
            check=False,
            pass_fds=held(),
        )
        said.seek(0)
        return done.returncode, said.read()


def environment() -> dict[str, str]:
    """Return our environment, without what points git at another repository."""
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    return {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}


def git_failure(status: int, said: bytes, *, hooks: bool = True) -> str:
    """Return one sentence from what git said; `hooks`: it may have been a hook that refused."""
    text = plain_output(said)
    for pattern, sentence in _REASONS:
        if match := pattern.search(text):
            return sentence.format(*match.groups())
    if status < 0:
        return f"git was killed (signal {-status}): salescli doctor   says what it left behind"
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("hint:")]
    last = lines[-1].strip()[:200] if lines else f"nothing (exit code {status})"
    refused = hooks and status == 1 and not last.startswith(("fatal:", "error:"))
    return f"a hook of the repository refused: {last}" if refused else f"git said: {last}"


def plain_output(said: bytes) -> str:
    """Return what git said, without colours and other control characters."""
    plain_output = _COLOUR.sub("", said.decode("utf-8", "replace"))
    return "".join(char for char in plain_output if char == "\n" or char.isprintable())


def not_started(folder: Path, error: OSError) -> str:
    """Why git could not be started, in one sentence."""
    if not available():
        return NO_GIT
    if not folder.is_dir():
        return f"{folder} is not a folder"
    return f"git could not be started: {os_error_text(error)}"


def available() -> bool:
    """Return whether there is a git program on this machine."""
    from shutil import which

    return which("git") is not None
