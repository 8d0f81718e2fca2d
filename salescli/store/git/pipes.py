"""Pipes in the place of what git reads: it would wait there for ever, and we with it.

Looked for once by a command: a folder that was handed over has them from the start.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from salescli.store.files.read import LARGEST, read_file
from salescli.text.lazy_re import lazy_re

# Folders of git's own, and how deep the files lie in them; in `objects` links to folders count.
_OWN_FOLDERS = {"": 0, "info": 0, "refs": 9, "logs": 9, "objects": 2}
_ALTERNATES = 100  # folders of objects: git reads no more than five in a row
_NEXT_TO_FILES = (".gitattributes", ".gitignore", ".gitmodules", ".mailmap")
_FOLDERS = (".", "deals", "processes", "processes/past")
_RULES = (".git/info/attributes", ".git/info/exclude")
_GITDIR = b"gitdir: "
_LONGEST = 4096  # letters of a path: the system takes no more
_SETTINGS = ("config", "config.worktree")
_NAMES_A_FILE = lazy_re(
    r"(?im)^[ \t]*(?:attributesfile|excludesfile|orderfile|template|path|file)"
    r'[ \t]*=[ \t]*"?([^"\n]+)'
)


@lru_cache(maxsize=64)
def find_pipe(folder: Path) -> str:
    """Return the first pipe, or device, that git would read in the repository of a folder, or ''.

    Raises nothing.
    """
    return next((path for path in _read_by_git(folder.absolute()) if _is_odd(path)), "")


def find_huge(folder: Path) -> str:
    """Return a file of rules that is so large that git takes gigabytes for it, or ''.

    Raises nothing.
    """
    book = str(folder.absolute())
    top = book
    while not os.path.lexists(f"{top}/.git") and top != os.path.dirname(top):  # noqa: PTH120
        top = os.path.dirname(top)  # noqa: PTH120
    places = [f"{book}/{name}/{file}" for name in _FOLDERS for file in _NEXT_TO_FILES]
    places += [f"{top}/{name}" for name in (*_NEXT_TO_FILES, *_RULES)]
    there = (path for path in places if os.access(path, os.F_OK))
    return next((os.path.normpath(path) for path in there if _size(path) > LARGEST), "")


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - quick: it is asked at every step of git
    except OSError:
        return 0


def _read_by_git(book: Path) -> Iterator[str]:
    for name in _FOLDERS:
        yield from (str(book / name / file) for file in _NEXT_TO_FILES)
    for top in (book, *book.parents):
        if os.path.lexists(top / ".git"):
            yield from (str(top / file) for file in _NEXT_TO_FILES)
            yield from _own(top / ".git")
            return


def _own(entry: Path) -> Iterator[str]:
    """Yield what lies in git's own folder, be it elsewhere; the loose references too."""
    yield str(entry)
    own = _named(entry) or entry
    common = _named(own / "commondir", b"") or own
    for folder in dict.fromkeys((own, common)):
        for name, depth in _OWN_FOLDERS.items():
            yield from _no_files(str(folder / name), depth, linked=name == "objects")
        yield from (path for name in _SETTINGS for path in _set(folder / name))
    for objects in _alternates(common / "objects"):
        yield from _no_files(objects, _OWN_FOLDERS["objects"], linked=True)


def _no_files(folder: str, depth: int, *, linked: bool) -> Iterator[str]:
    """Yield what is neither a file nor a folder so deep in a folder.

    There may be as many files as there were deals: none of them is looked at.
    """
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False):
                    continue
                if not entry.is_dir(follow_symlinks=linked):
                    yield entry.path
                elif depth:
                    yield from _no_files(entry.path, depth - 1, linked=linked)
    except OSError:
        return


def _alternates(objects: Path) -> list[str]:
    """Return the folders of objects that one names, and those that they name, each once."""
    found = [os.path.realpath(objects)]
    for folder in found:
        try:
            lines = read_file(Path(folder, "info", "alternates")).split(b"\n")
        except OSError:
            continue
        for line in dict.fromkeys(lines):
            if line and line[:1] != b"#" and b"\0" not in line and len(found) < _ALTERNATES:
                other = os.path.realpath(os.path.join(folder, os.fsdecode(line)))  # noqa: PTH118
                found += [other] if other not in found else []
    return found[1:]


def _set(file: Path) -> Iterator[str]:
    """Yield the files that settings of the repository itself name."""
    try:
        text = read_file(file).decode("utf-8", "replace")
    except OSError:
        return
    for name in _NAMES_A_FILE.findall(text):
        yield os.path.join(file.parent, os.path.expanduser(name))  # noqa: PTH111, PTH118


def _named(file: Path, before: bytes = _GITDIR) -> Path | None:
    """Return the folder that a file of git names behind some letters."""
    try:
        text = read_file(file)
    except OSError:
        return None
    named = os.fsdecode(text.removeprefix(before).strip(b"\r\n"))
    is_name = text.startswith(before) and "\0" not in named and len(named) < _LONGEST
    return file.parent / named if is_name else None


def _is_odd(path: str) -> bool:
    try:
        status = os.stat(path)  # noqa: PTH116 - where a link leads counts
        if stat.S_ISCHR(status.st_mode):
            return status.st_rdev != os.stat(os.devnull).st_rdev  # noqa: PTH116
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(status.st_mode)
