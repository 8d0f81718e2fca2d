"""What git answers alike for as long as a repository lies where it lies, and is set up as it is.

A command asks for it again and again, and each time a program is started. An answer is kept in
this process alone, and holds while all that git looks at for it is the same, byte for byte: the
files of settings, HEAD, the folders and whose they are, the environment. Where that is not known
for sure, as where settings are included from elsewhere, nothing is kept. Where the settings of the
whole system are differs by how git was built: what would be given again after more than a moment
waits until git said it. Most commands end before that. Where a repository lies follows from all
this: once git has read its settings, it isn't asked for that.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.store.files.read import read_file
from salescli.text.lazy_re import lazy_re

if TYPE_CHECKING:
    from subprocess import CompletedProcess

LIST_SETTINGS = ("config", "--null", "--list")
ASK_BRANCH = ("symbolic-ref", "-q", "HEAD")

_PLACES = {
    *("--show-prefix", "--show-toplevel", "--absolute-git-dir", "--git-common-dir"),
    "--is-inside-work-tree",
}
# No setting, and no place, depends on who commits and when, nor on what is ours.
_OTHERS = (b"GIT_AUTHOR_", b"GIT_COMMITTER_", b"SALESCLI_")
_ON_A_BRANCH = b"ref: refs/heads/"
_BRANCH = lazy_re(r"ref: (refs/heads/[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*)\n")
_LONGEST = 1 << 16  # bytes of a file of settings
_MOST = 64  # answers

Basis = tuple[object, ...]
_kept: dict[tuple[str, ...], tuple[Basis, CompletedProcess[bytes], float]] = {}
_MOMENT = 1.0  # seconds
_USUAL = "/etc/gitconfig"
_system_files: dict[tuple[str | None, ...], str] = {}  # as git said, by what that depends on


def may_keep(arguments: tuple[str, ...]) -> bool:
    """Return whether a git command asks for a place in the repository, its settings or branch."""
    if arguments in (LIST_SETTINGS, ASK_BRANCH):
        return True
    return arguments[:1] == ("rev-parse",) and _PLACES.issuperset(arguments[1:])


def find_basis(folder: Path) -> Basis | None:
    """Return all that an answer about a folder depends on; None where that is not known."""
    try:
        place = os.path.realpath(folder, strict=True)
        top = _plain_repository(place)
        git = f"{top.rstrip('/')}/.git"
        head = read_file(f"{git}/HEAD")
        if not head.startswith(_ON_A_BRANCH):
            return None
        folders = tuple(map(_owned, (place, top, git, f"{git}/objects", f"{git}/refs")))
        settings = tuple(map(_content, _settings_files(git)))
    except (OSError, ValueError):
        return None
    return place, git, head, folders, settings, _environment(), _system_file()


def _environment() -> dict[bytes, bytes]:
    return {name: value for name, value in os.environb.items() if not name.startswith(_OTHERS)}


def recall(arguments: tuple[str, ...], basis: Basis) -> CompletedProcess[bytes] | None:
    """Return git's answer of before, if it still holds, or what follows from one."""
    kept = _kept.get((str(basis[0]), *arguments))
    if not kept or kept[0] != basis:
        return _follows(arguments, basis)
    if time.monotonic() - kept[2] < _MOMENT:
        return kept[1]
    key = _system_key()
    if key not in _system_files:
        _system_files[key] = _ask_system_file()
    return kept[1] if _system_files[key] == _system_file() == basis[-1] else None


def _follows(arguments: tuple[str, ...], basis: Basis) -> CompletedProcess[bytes] | None:
    """Return what follows from the settings that git read there; None if it must say."""
    place, git = str(basis[0]), str(basis[1])
    kept = _kept.get((place, *LIST_SETTINGS))
    if arguments == LIST_SETTINGS or kept is None or kept[0] != basis:
        return None
    settings = dict(entry.partition(b"\n")[::2] for entry in kept[1].stdout.split(b"\0"))
    is_plain = b"core.worktree" not in settings and settings.get(b"core.bare") == b"false"
    if not is_plain or b"core.repositoryformatversion" not in settings:
        return None
    lines = _branch(basis, settings) if arguments == ASK_BRANCH else _places(arguments, place, git)
    if lines is None:
        return None
    import subprocess

    return subprocess.CompletedProcess(["git", *arguments], 0, lines, b"")


def _branch(basis: Basis, settings: dict[bytes, bytes]) -> bytes | None:
    """Return the branch that is checked out, as git names it; None where it may name another."""
    head = basis[2]
    if not isinstance(head, bytes) or b"extensions.refstorage" in settings:
        return None
    named = _BRANCH.fullmatch(os.fsdecode(head))
    return os.fsencode(f"{named[1]}\n") if named else None


def _places(arguments: tuple[str, ...], place: str, git: str) -> bytes | None:
    """Return the places that are asked for, each on a line; None where there are others."""
    top = os.path.dirname(git)  # noqa: PTH120 - as git writes it
    inner = os.path.relpath(place, top)
    answers = {
        "--git-common-dir": os.path.relpath(git, place),
        "--is-inside-work-tree": "true",
        "--absolute-git-dir": git,
        "--show-toplevel": top,
        "--show-prefix": "" if inner == "." else f"{inner}/",
    }
    if not answers.keys() >= set(arguments[1:]):
        return None
    return b"".join(os.fsencode(answers[name]) + b"\n" for name in arguments[1:])


def keep(
    folder: Path, arguments: tuple[str, ...], basis: Basis, answer: CompletedProcess[bytes]
) -> None:
    """Keep an answer, unless git refused it or what it depends on changed meanwhile.

    The branch may be one that no file names, so that nothing here says when it is another.
    """
    if answer.returncode or answer.stderr or arguments == ASK_BRANCH:
        return
    if find_basis(folder) != basis:
        return
    if len(_kept) >= _MOST:
        _kept.clear()
    _kept[str(basis[0]), *arguments] = basis, answer, time.monotonic()


def forget_answers() -> None:
    """Know no answer any more, as a process that begins."""
    _kept.clear()
    _system_files.clear()


def _plain_repository(place: str) -> str:
    """Return the folder, this one or one above it, that is the top of a repository.

    Raises OSError and ValueError where there is none, or git may take another one for it.
    """
    top, above = "", place
    while top != above:
        top, above = above, os.path.dirname(above)  # noqa: PTH120 - quick: git is run often
        try:
            status = os.lstat(f"{top}/.git")
        except FileNotFoundError:
            if os.path.lexists(f"{top}/HEAD"):  # it may pose as a repository
                break
            continue
        if stat.S_ISDIR(status.st_mode) and not os.path.lexists(f"{top}/.git/commondir"):
            return top
        break
    raise ValueError(place)


def _settings_files(git: str) -> Iterator[str]:
    """Yield the files that git reads its settings from, there or not."""
    home = os.environ.get("HOME") or "/"
    yield from (f"{git}/config", f"{git}/config.worktree")
    yield os.environ.get("GIT_CONFIG_GLOBAL") or f"{home}/.gitconfig"
    yield f"{home}/.gitconfig"  # an older git goes by no variable
    yield f"{os.environ.get('XDG_CONFIG_HOME') or f'{home}/.config'}/git/config"
    yield _system_file()


def _system_file() -> str:
    """Return the file of the settings for all users: as git said, else the usual one."""
    named = os.environ.get("GIT_CONFIG_SYSTEM")
    return _system_files.get(_system_key()) or named or _USUAL


def _system_key() -> tuple[str | None, ...]:
    return tuple(map(os.environ.get, ("PATH", "GIT_EXEC_PATH", "GIT_CONFIG_SYSTEM", "HOME")))


def _ask_system_file() -> str:
    """Return which file git would edit for all users; no file's name where it doesn't say."""
    import subprocess

    # Every version of git gives the file to the editor; only the newest ones name it otherwise.
    answer = subprocess.run(
        ["git", "config", "--system", "--edit"],
        cwd="/",
        env={**os.environ, "GIT_EDITOR": "printf %s"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return "" if answer.returncode else os.fsdecode(answer.stdout)


def _content(path: str) -> bytes | None:
    """Return what a file holds, None where there is none. Raises OSError, and ValueError."""
    if path == os.devnull:
        return None
    try:
        content = read_file(path)
    except FileNotFoundError:
        return None
    if len(content) > _LONGEST or b"include" in content.lower():
        raise ValueError(path)
    return content


def _owned(path: str) -> tuple[int, ...]:
    status = os.stat(path)  # noqa: PTH116
    return status.st_dev, status.st_ino, status.st_mode, status.st_uid, status.st_gid
