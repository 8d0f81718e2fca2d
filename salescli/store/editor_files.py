"""The files that the user's editor works on: they lie among the drafts, as what is saved is one.

Each has a folder of its own, so that the editor sees the file's own name, and is locked for as
long as the command lives that opened it. What is there and not locked was left by a command that
was cut off; an editor that outlives it goes on saving there.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from salescli.errors import SalescliError
from salescli.store.files.atomic import write_new
from salescli.store.files.own_folder import OWN
from salescli.store.files.private_dir import private_folder, write_private
from salescli.store.files.read import read_file
from salescli.text.handles import slug

ENDING = ".text"  # of the folders' names
_ABOUT, _BASE = ".about.json", ".base"
_DAY = 24 * 60 * 60  # seconds
_LOCKED = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW


@dataclass(frozen=True, slots=True)
class EditorFile:
    """A file for the editor, opened by a command about a name; `base` is what it began with."""

    command: str
    name: str
    at: datetime
    path: Path
    base: bytes

    @property
    def saved(self) -> bytes | None:
        """Return what was saved in it; None where that is nothing, or what it began with."""
        try:
            data = read_file(self.path)
        except OSError:
            return None
        return data if data.strip() and data != self.base else None

    def drop(self) -> None:
        """Delete it: it was taken, or isn't wanted."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


@contextmanager
def held_open(file: EditorFile) -> Iterator[EditorFile]:
    """Hold a file while the editor has it, so that nobody else takes it for left behind."""
    descriptor = os.open(file.path.with_name(_ABOUT), _LOCKED)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(descriptor)


def new_editor_file(
    root: Path, about: tuple[str, str], name: str, base: bytes, at: datetime
) -> EditorFile:
    """Return a new file of that name for the editor, about a command's subject.

    Raises SalescliError and OSError.
    """
    sweep(root)
    command, subject = about
    drafts = private_folder(root, "drafts")
    stem = f"{slug(command)}-{slug(subject)[:40]}-{os.getpid()}"
    folder = next(
        path for n in range(1000) if not (path := drafts / f"{stem}-{n}{ENDING}").exists()
    )
    folder.mkdir(mode=0o700)
    table = {"command": command, "name": subject, "file": name, "at": at.isoformat()}
    write_new(folder / _BASE, base, 0o600)
    write_new(folder / name, base, 0o600)
    write_new(folder / _ABOUT, json.dumps(table).encode(), 0o600)
    return EditorFile(command, subject, at, folder / name, base)


def left_files(root: Path) -> list[EditorFile]:
    """Return the files in which something was saved, and whose command is gone, by time."""
    files = [file for folder in _folders(root) if (file := _read(folder)) is not None]
    left = (file for file in files if file.saved is not None and not _is_open(file))
    return sorted(left, key=lambda file: (file.at, file.path))


def rename_left_files(root: Path, old: str, new: str, but: str) -> None:
    """Let what was left about a name be about a new one, except what a command left: `but`."""
    for file in left_files(root):
        if file.name == old and file.command != but:
            table = {"command": file.command, "name": new, "file": file.path.name}
            text = json.dumps({**table, "at": file.at.isoformat()})
            with suppress(SalescliError):  # then it stays a draft of the old name
                write_private(file.path.with_name(_ABOUT), text.encode(), root)


def sweep(root: Path) -> None:
    """Delete the files in which nothing was saved for a day after their command was gone."""
    for folder in _folders(root):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime < _DAY:
                continue
            file = _read(folder)
            if file is None:
                is_over = _holds_nothing(folder)
            else:
                is_over = file.saved is None and not _is_open(file)
            if is_over:
                shutil.rmtree(folder, ignore_errors=True)


def _holds_nothing(folder: Path) -> bool:
    """Return whether nothing was saved in a folder, whatever it is about. Raises OSError."""
    return not any(path.stat().st_size for path in folder.iterdir() if path.name[0] != ".")


def _folders(root: Path) -> list[Path]:
    """Return the folders of such files that are our own."""
    folders = []
    with suppress(OSError):
        for path in (root / OWN / "drafts").iterdir():
            status = path.lstat()
            if stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid():
                folders += [path] if path.suffix == ENDING else []
    return folders


def left_file(root: Path, command: str, name: str) -> EditorFile | None:
    """Return the first of these files that is about a command's subject."""
    return next(
        (file for file in left_files(root) if (file.command, file.name) == (command, name)), None
    )


def _read(folder: Path) -> EditorFile | None:
    """Return the file of a folder, if what stands beside it can be read."""
    try:
        table: dict[str, Any] = json.loads(read_file(folder / _ABOUT))
        at = datetime.fromisoformat(table["at"]).astimezone()
        path = folder / Path(str(table["file"])).name
        base = read_file(folder / _BASE)
        return EditorFile(str(table["command"]), str(table["name"]), at, path, base)
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _is_open(file: EditorFile) -> bool:
    """Return whether a command that lives has it in the editor."""
    try:
        descriptor = os.open(file.path.with_name(_ABOUT), _LOCKED)
    except OSError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
