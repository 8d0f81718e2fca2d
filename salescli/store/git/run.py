"""Running the git program, so that a file name is only ever a file name.

What reads runs no program that a repository names, and speaks English. What writes runs hooks: they
see the environment of a plain git command, so nothing of ours is in it. Nothing here raises because
git refused.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from salescli.store.files.lock import held
from salescli.store.git.kept_answers import (
    LIST_SETTINGS,
    Basis,
    find_basis,
    keep,
    may_keep,
    recall,
)
from salescli.store.git.obstruction import obstruction

if TYPE_CHECKING:
    from subprocess import CompletedProcess

# More names than this go to git on its input: a command line has a limit.
MANY = 400

# A hook that runs us sets these to its own repository; the last four change what a name means.
_DROPPED = {
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"),
    *("GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
    *("GIT_QUARANTINE_PATH", "GIT_INTERNAL_SUPER_PREFIX"),
    *("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS"),
    *("GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
}

# Reading runs none of the programs that a repository may name, and fetches nothing: what a
# partial clone lacks is missing. An older git knows the first of these only, and refuses. A book
# may come from somebody else: a folder of it that looks like a repository, such as one with a
# `config` of its own, is none.
_READING = (
    *("--no-optional-locks", "--literal-pathspecs", "-c", f"core.hooksPath={os.devnull}"),
    *("-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false"),
)
_OFFLINE = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
_STATUS = ("status", "--porcelain=v2", "-z", "-uall", "--no-renames", "--ignore-submodules=all")
# How many words stand before the name in each kind of its lines.
_BEFORE_NAME = {b"1": 8, b"u": 10, b"?": 1, b"!": 1}


def run_git(
    folder: Path, *arguments: str, stdin: bytes = b"", settings: Mapping[str, str] | None = None
) -> CompletedProcess[bytes]:
    """Run a git command that only reads, or sets up a repository. Raises OSError.

    `stdin` is what it reads on its input, `settings` are those of git that differ for it.
    """
    if reason := obstruction(folder):
        return refusal(reason)
    basis = find_basis(folder) if may_keep(arguments) and not settings else None
    if basis and (known := _recalled(folder, arguments, basis)):
        return known
    import subprocess

    answer = subprocess.run(
        ["git", *_READING, *arguments],
        cwd=folder,
        env={**english(), **_OFFLINE, **_with_settings(settings or {})},
        input=stdin,
        capture_output=True,
        check=False,
    )
    if basis:
        keep(folder, arguments, basis, answer)
    return answer


def _recalled(
    folder: Path, arguments: tuple[str, ...], basis: Basis
) -> CompletedProcess[bytes] | None:
    """Return an answer that is known, or follows from git's settings, which most commands ask for.

    None where git must be asked. Raises OSError.
    """
    known = recall(arguments, basis)
    if known or arguments == LIST_SETTINGS:
        return known
    run_git(folder, *LIST_SETTINGS)
    return recall(arguments, basis)


def refusal(reason: str) -> CompletedProcess[bytes]:
    """Return what git would have answered, had it refused for a reason."""
    import subprocess

    return subprocess.CompletedProcess(["git"], 128, b"", os.fsencode(reason))


def list_settings(folder: Path) -> tuple[list[tuple[str, str]], bytes]:
    """Return git's settings in a folder, name and value, and why it refuses, if it does.

    A name may stand there more than once; the last one holds. Raises OSError.
    """
    answer = run_git(folder, *LIST_SETTINGS)
    if answer.returncode:
        return [], answer.stderr
    entries = (entry.partition("\n") for entry in os.fsdecode(answer.stdout).split("\0"))
    return [(name, value) for name, _, value in entries if name], b""


def setting_values(folder: Path) -> dict[str, str]:
    """Return git's settings in a folder by name; none where it refuses. Raises OSError."""
    return dict(list_settings(folder)[0])


def ask_status(folder: Path, names: Sequence[str]) -> CompletedProcess[bytes]:
    """Return what git has not committed of these files or folders, `XY NAME` each. Raises OSError.

    No filter runs: those of a repository are programs that it names. A file that differs from what
    was committed in its line ends alone, and not by the rules of the repository, is none.
    """
    names_set = [name for name in setting_values(folder) if name.startswith("filter.")]
    drivers = {name.rpartition(".")[0] for name in names_set}
    off = {f"{driver}.{key}": "" for driver in drivers for key in ("clean", "smudge", "process")}
    off |= {f"{driver}.required": "false" for driver in drivers}
    status = run_git(folder, *_STATUS, "--", *names, settings=off)
    objects: dict[bytes, bytes] = {}
    entries = []
    for row in status.stdout.split(b"\0"):
        if places := _BEFORE_NAME.get(row[:1]):  # a setting may put others in between
            *words, name = row.split(b" ", places)
            changed = words[1].replace(b".", b" ") if len(words) > 1 else words[0] * 2
            entries.append(changed + b" " + name)
            objects[name] = words[-1]
    same = same_content(folder, entries, settings=off, index=objects)
    status.stdout = b"".join(entry + b"\0" for entry in entries if entry not in same)
    return status


def same_content(
    folder: Path,
    entries: Sequence[bytes],
    settings: Mapping[str, str] | None = None,
    index: Mapping[bytes, bytes] | None = None,
) -> set[bytes]:
    """Which lines of git's status are of files that git only thinks changed, by their size.

    `settings` are as for `run_git`, `index` has the object of each file in git's index, where it is
    known. Raises OSError.
    """
    doubtful = {entry[3:]: entry for entry in entries if entry[:3] == b" M " and b"\n" not in entry}
    if not doubtful:
        return set()
    top = Path(os.fsdecode(run_git(folder, "rev-parse", "--show-toplevel").stdout[:-1]))
    known = _index_objects(top, doubtful) if index is None else index
    stdin = b"".join(name + b"\n" for name in doubtful)
    hashes = run_git(top, "hash-object", "--stdin-paths", stdin=stdin, settings=settings).stdout
    now = dict(zip(doubtful, hashes.split(), strict=False))
    return {doubtful[name] for name in doubtful.keys() & now.keys() if now[name] == known.get(name)}


def _index_objects(top: Path, names: Iterable[bytes]) -> dict[bytes, bytes]:
    """Return the object of each file in git's index; names and objects as git writes them."""
    listed = run_git(top, "ls-files", "-s", "-z", "--", *map(os.fsdecode, names)).stdout
    rows = (row.partition(b"\t") for row in listed.split(b"\0") if row)
    return {name: about.split()[1] for about, _, name in rows}


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
    paths = [literal_pathspec(name) for name in names]
    if len(paths) <= MANY:
        return run_writing(folder, *arguments, "--", *paths)
    stdin = b"\0".join(os.fsencode(path) for path in paths)
    from_input = ("--pathspec-from-file=-", "--pathspec-file-nul")
    return run_writing(folder, *arguments, *from_input, stdin=stdin)


def run_writing(
    folder: Path, *arguments: str | bytes, stdin: bytes = b"", index: Path | None = None
) -> tuple[int, bytes]:
    """Run a git command that runs hooks; its exit code and what it said. Raises OSError.

    `stdin` is what it reads on its input, `index` the file that it is to take for the index.
    """
    import subprocess

    settings, refused = overruled(folder)
    if refused:
        return 128, refused
    # A file, not a pipe: a hook may leave a process running, and we don't wait for that one.
    with _nameless_file() as said:
        done = subprocess.run(
            ["git", *settings, *arguments],
            cwd=folder,
            env={**environment(), **({"GIT_INDEX_FILE": str(index)} if index else {})},
            input=stdin,
            stdout=subprocess.DEVNULL,
            stderr=said,
            check=False,
            pass_fds=held(),
        )
        said.seek(0)
        return done.returncode, said.read()


def _nameless_file() -> IO[bytes]:
    """Return a file that has no name: in memory, where the system has such. Raises OSError."""
    if hasattr(os, "memfd_create"):  # what makes one on a disk takes as long to load as git to run
        with suppress(OSError):
            return os.fdopen(os.memfd_create("git"), "w+b")
    from tempfile import TemporaryFile

    return TemporaryFile()


def literal_pathspec(name: str) -> str:
    """Return a file name as a pathspec that is nothing but that file; no hook sees how."""
    return f":(literal){name}"


def overruled(folder: Path) -> tuple[tuple[str, ...], bytes]:
    """Return the settings that git must not go by when it writes, and why it must not write.

    Hooks see what overrules a setting, so nothing is where nothing is set otherwise: our messages
    are UTF-8, and a server that git starts for good would keep our lock. It must not write where a
    folder of the book poses as a repository. Raises OSError.
    """
    listed, refused = list_settings(folder)
    if refused:
        return (), refused
    values = {name: value.lower() for name, value in listed}
    settings: tuple[str, ...] = ()
    # The last value is what we ask with.
    if any(name == "core.fsmonitor" and value != "false" for name, value in listed):
        settings += ("-c", "core.fsmonitor=false")
    if values.get("i18n.commitencoding", "utf-8") not in ("utf-8", "utf8"):
        settings += ("-c", "i18n.commitEncoding=UTF-8")
    return settings, b""


def environment() -> dict[str, str]:
    """Our environment, without what points git at another repository or reads names otherwise."""
    return {name: value for name, value in os.environ.items() if name not in _DROPPED}


def english() -> dict[str, str]:
    """Return the environment in which git says what we know."""
    return {**environment(), "LC_ALL": "C"}


def available() -> bool:
    """Return whether there is a git program on this machine."""
    from shutil import which

    return which("git") is not None
