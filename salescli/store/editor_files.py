"""The files that the user's editor works on: they lie among the drafts, as what is saved is one.

Each has a folder of its own, so that the editor sees the file's own name, and is locked for as
long as the command lives that opened it. What is there and not locked was left by a command that
was cut off; an editor that outlives it goes on saving there.
"""

from __future__ import annotations

import fcntl
import json
import os
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
        from shutil import rmtree

        rmtree(self.path.parent, ignore_errors=True)


def discard(file: EditorFile) -> None:
    """Delete a file that isn't wanted, unless another command has it in the editor by now."""
    if not _is_open(file.path.parent):
        file.drop()


@contextmanager
def held_open(file: EditorFile) -> Iterator[EditorFile]:
    """Hold a file while the editor has it, so that nobody else takes it for left behind.

    Raises SalescliError where another command has it, or has taken it by now.
    """
    about = file.path.with_name(_ABOUT)
    try:
        descriptor = os.open(about, _LOCKED)
    except OSError as error:
        raise _taken(file) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SalescliError(
                f"this text ({file.command} {file.name}) is open in another salescli command",
                fix="finish it there; or repeat the command when that has ended",
            ) from error
        if not about.exists():
            raise _taken(file)
        yield file
    finally:
        os.close(descriptor)


def _taken(file: EditorFile) -> SalescliError:
    return SalescliError(
        f"another salescli command has finished this text ({file.command} {file.name}) meanwhile",
        fix="repeat the command to begin a new one",
    )


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
    left = (file for file in files if file.saved is not None and not _is_open(file.path.parent))
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
    from shutil import rmtree

    for folder in _folders(root):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime < _DAY:
                continue
            if not _saved_texts(folder) and not _is_open(folder):
                rmtree(folder, ignore_errors=True)


def stuck_texts(root: Path) -> list[Path]:
    """Return what was saved and is no draft: what it is about, or the text, can't be read."""
    texts = []
    for folder in _folders(root):
        with suppress(OSError):
            file = _read(folder)
            if (file is None or file.saved is None) and not _is_open(folder):
                texts += _saved_texts(folder)
    return sorted(texts)


def _saved_texts(folder: Path) -> list[Path]:
    """Return the files of a folder in which something was saved, readable or not. Raises OSError.

    One that was begun and not yet described is none.
    """
    paths = [path for path in folder.iterdir() if path.name[0] != "."]
    try:
        base = read_file(folder / _BASE)
    except OSError:
        base = b""
    return [path for path in paths if _was_saved(path, base)]


def _was_saved(path: Path, base: bytes) -> bool:
    try:
        data = read_file(path)
    except FileNotFoundError:
        return False
    except OSError:  # too large, or not to be read: it is something
        return True
    return bool(data.strip()) and data != base


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


def _is_open(folder: Path) -> bool:
    """Return whether a command that lives has the file of a folder in the editor."""
    try:
        descriptor = os.open(folder / _ABOUT, _LOCKED)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
