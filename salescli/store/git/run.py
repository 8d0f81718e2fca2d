"""Run the git program, in such a way that a file name is only ever a file name.

Nothing here raises because git refused: `refusals` puts that in one sentence.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.store.files.lock import held

if TYPE_CHECKING:
    from subprocess import CompletedProcess

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

# A book may come from someone else. A folder of it that looks like a repository, such as one
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


def run_git(
    folder: Path, *arguments: str, stdin: bytes = b"", settings: Mapping[str, str] | None = None
) -> CompletedProcess[bytes]:
    """Run a git command that only reads, or sets up a repository. Raises OSError.

    `stdin` is what it reads on its input, `settings` are those of git that differ for it.
    """
    import subprocess

    return subprocess.run(
        ["git", *_READING, *arguments],
        cwd=folder,
        env={**environment(), **_OFFLINE, **_with_settings(settings or {})},
        input=stdin,
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


def status_names(status: bytes) -> list[str]:
    """Return the files that `git status --porcelain -z --no-renames` lists, in its order."""
    return [entry[3:] for entry in os.fsdecode(status).split("\0") if entry]


def _with_settings(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the environment that gives git settings: unlike `-c`, it takes any name."""
    known = os.environ.get("GIT_CONFIG_COUNT", "")
    start = int(known) if known.isdecimal() else 0
    variables = {"GIT_CONFIG_COUNT": str(start + len(settings))} if settings else {}
    for number, (name, value) in enumerate(settings.items(), start):
        variables |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return variables


def run_git_on_paths(folder: Path, names: list[str], *arguments: str | bytes) -> tuple[int, bytes]:
    """Run a git command that changes something; its exit code and what it said. Raises OSError."""
    import subprocess
    from tempfile import TemporaryFile

    many = len(names) > MANY
    pathspec = ["--pathspec-from-file=-", "--pathspec-file-nul"] if many else ["--", *names]
    # A file, not a pipe: a hook may leave a process running, and we don't wait for that one.
    with TemporaryFile() as errors:
        done = subprocess.run(
            ["git", *ALWAYS, *arguments, *pathspec],
            cwd=folder,
            env=environment(),
            input=b"\0".join(os.fsencode(name) for name in names) if many else b"",
            stdout=subprocess.DEVNULL,
            stderr=errors,
            check=False,
            pass_fds=held(),
        )
        errors.seek(0)
        return done.returncode, errors.read()


def environment() -> dict[str, str]:
    """Return our environment, without what points git at another repository."""
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    return {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}


def available() -> bool:
    """Return whether there is a git program on this machine."""
    from shutil import which

    return which("git") is not None
