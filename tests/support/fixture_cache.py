"""Folders that many tests begin with, made once in a run and copied to each of them."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from salescli.store.git.foreign_programs import is_known, note_known
from support.git_settings import know_settings

# The folders, the files with their content, rights and times, and the links of what was made.
Content = tuple[
    list[tuple[str, int]], list[tuple[str, bytes, os.stat_result]], list[tuple[str, str]]
]
# With them the repositories, and whether each was no stranger to who made it: nor are copies.
_MADE: dict[str, tuple[Content, dict[str, bool]]] = {}
# The files that are gone after something was done, and the content that is new or changed.
_DONE: dict[str, tuple[list[str], Content]] = {}


def copy_of(
    name: str, make: Callable[[Path], object], factory: pytest.TempPathFactory, to: Path
) -> None:
    """Put into a folder what `make` puts into the one that it is given, the first time."""
    if name not in _MADE:
        folder = factory.mktemp("made") / "book"
        make(folder)
        repositories = [path.parent for path in (*folder.glob(".git"), *folder.glob("*/.git"))]
        for repository in repositories:
            _pack(repository / ".git")
        os.environ.pop("SALESCLI_BOOK", None)
        known = {str(path.relative_to(folder)): is_known(path) for path in repositories}
        _MADE[name] = _content(folder), known
        shutil.rmtree(folder)
    content, known = _MADE[name]
    _write(content, to)
    for repository, is_no_stranger in known.items():
        if is_no_stranger:
            note_known(to / repository)
        know_settings(to / repository)


def done_once(name: str, do: Callable[[], object], folder: Path) -> None:
    """Let a folder be as it is after `do`, which does it the first time; then it is copied.

    Before it the folder has to hold the same each time, as one that was copied does.
    """
    if name not in _DONE:
        before = _content(folder)
        do()
        _DONE[name] = _difference(before, _content(folder))
        return
    gone, content = _DONE[name]
    for file in gone:
        os.unlink(f"{folder}/{file}")  # noqa: PTH108
    _write(content, folder)


def _difference(before: Content, after: Content) -> tuple[list[str], Content]:
    """Return the files that are gone, and the folders, files and links that are new or changed."""
    was = {name: (data, status.st_mode, status.st_mtime_ns) for name, data, status in before[1]}
    files = [
        (name, data, status)
        for name, data, status in after[1]
        if was.get(name) != (data, status.st_mode, status.st_mtime_ns)
    ]
    gone = was.keys() - {name for name, *_ in after[1]}
    folders = [folder for folder in after[0] if folder not in before[0]]
    return sorted(gone), (folders, files, [link for link in after[2] if link not in before[2]])


def _content(folder: Path) -> Content:
    """Return all that is in a folder, to be written a hundred times without reading it again."""
    folders, files, links = [], [], []
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            links.append((name, os.readlink(path)))  # noqa: PTH115
        elif path.is_dir():
            folders.append((name, stat.S_IMODE(path.stat().st_mode)))
        else:
            files.append((name, path.read_bytes(), path.stat()))
    return folders, files, links


def _write(content: Content, to: Path) -> None:
    """Put content into a folder; it takes the place of what is there."""
    folders, files, links = content
    begin = f"{to}/"
    before = os.umask(0)  # each has its rights as it is made
    try:
        os.makedirs(begin, 0o777 & ~before, exist_ok=True)  # noqa: PTH103
        for name, mode in folders:
            try:
                os.mkdir(begin + name, mode)  # noqa: PTH102
            except FileExistsError:
                os.chmod(begin + name, mode)  # noqa: PTH101
        for name, data, status in files:
            descriptor = _new_file(begin + name, stat.S_IMODE(status.st_mode))
            os.write(descriptor, data)
            os.utime(descriptor, ns=(status.st_atime_ns, status.st_mtime_ns))
            os.close(descriptor)
        for name, target in links:
            os.symlink(target, begin + name)  # noqa: PTH211
    finally:
        os.umask(before)


def _new_file(path: str, mode: int) -> int:
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)


def _pack(repository: Path) -> None:
    """Leave fewer files to copy: git's objects in one of them, and no samples of git's."""
    subprocess.run(["git", "repack", "-adqn"], cwd=repository, check=True)
    for sample in (*repository.glob("hooks/*.sample"), *repository.glob("description")):
        sample.unlink()
