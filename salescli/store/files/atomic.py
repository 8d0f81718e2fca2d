"""The floor of the one way of writing: a file is the old one or the new one, always whole."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from salescli.errors import SalescliError
from salescli.text.lazy_re import lazy_re

_REASONS = {
    errno.ENOSPC: "no space is left on the disk",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "the folder cannot be written to",
    errno.EPERM: "the folder cannot be written to",
    errno.EROFS: "the folder cannot be written to, its disk is read-only",
    errno.EIO: "the disk reported an error",
    errno.ENOENT: "its folder does not exist",
    errno.ENOTDIR: "its folder is not a folder",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "it is a symbolic link that leads nowhere",
    errno.EFBIG: "the file would be too large",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
}
_TEMPORARY = lazy_re(r"\..+\.(?P<process>[0-9]{1,10})\.tmp", re.DOTALL)
FULL_DISK = (errno.ENOSPC, errno.EDQUOT)

# Some file systems cannot flush a folder, and say so in one of these ways.
_NOT_FLUSHED = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)


class WriteError(SalescliError):
    """A file could not be written; `changed` says whether the new content is in place anyway."""

    def __init__(self, message: str, *, fix: str, changed: bool = False) -> None:
        super().__init__(message, fix=fix)
        self.changed = changed


def os_error_text(error: OSError) -> str:
    """Return the reason of a failed write in plain words, as the end of a sentence."""
    known = _REASONS.get(error.errno or 0)
    return known or (os.strerror(error.errno).lower() if error.errno else str(error))


@dataclass(frozen=True, slots=True, repr=False)
class PendingWrite:
    """The new content of a file, flushed to disk beside it, that has yet to take its place.

    Of thousands that wait little is held: a path takes as much memory as a short deal.
    """

    path: Path
    _target: Path

    @property
    def _temporary(self) -> Path:
        return temporary_name(self._target)

    @property
    def folder(self) -> Path:
        """Return the folder to flush once the file is in place."""
        return self._target.parent

    def place(self) -> None:
        """Give the file this content, in one step, for `flush_folder` to make it last.

        Raises WriteError.
        """
        try:
            self._temporary.replace(self._target)
        except OSError as error:
            raise unwritten(self.path, error) from error

    def drop(self) -> None:
        """Leave the file as it is; nothing happens where the content has taken its place."""
        with suppress(OSError):
            self._temporary.unlink()


def _with_execution(mode: int | None, *, executable: bool) -> int | None:
    """Return a mode that lets those who may read a file run it, or nobody.

    None, a new file's mode, stays None unless the file is to be run.
    """
    if mode is None:
        if not executable:
            return None
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    return mode | (mode & 0o444) >> 2 if executable else mode & ~0o111


def make_folder(folder: Path, root: Path) -> None:
    """Make a folder of the book where there is none. Raises OSError, and WriteError elsewhere."""
    _inside(folder, root)
    folder.mkdir(parents=True, exist_ok=True)


def write_beside(
    path: Path,
    data: bytes | Iterable[bytes],
    root: Path,
    *,
    executable: bool | None = None,
    flushed: bool = True,
) -> PendingWrite:
    """Write the new content of a file beside it, with its mode, for `place` to put there.

    `executable` changes that mode. One that isn't `flushed` is for the caller to flush before it is
    placed. Raises WriteError. Refuses a path that leads out of `root` or
    into git's own folder, what is not a file, and a file that is write-protected.
    """
    try:
        target, mode = _target(path, root)
        if executable is not None:
            mode = _with_execution(mode, executable=executable)
        temporary = temporary_name(target)
        write_new(temporary, data, mode, flushed=flushed)
    except OSError as error:
        raise unwritten(path, error) from error
    return PendingWrite(path, path if target == path else target)


def temporary_name(path: Path) -> Path:
    """Return the file beside a file of the book that its new content goes to first."""
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def is_temporary(name: str) -> bool:
    """Return whether a file's name is one of those: never an edit by hand, never committed."""
    return _TEMPORARY.fullmatch(name) is not None


def process_of(name: str) -> int | None:
    """Return the number of the process that a temporary file is of; None for another file."""
    named = _TEMPORARY.fullmatch(name)
    return int(named["process"]) if named else None


def write_whole(path: Path, data: bytes | Iterable[bytes], root: Path) -> None:
    """Give the file this content, in one step that a crash cannot halve.

    The content goes to a temporary file beside it, is flushed to disk and takes the file's place
    and mode. A symbolic link stays one: its target is written. Raises WriteError, with the old
    file as it was, unless `changed` is set: then only flushing the folder failed. Refuses what
    `write_beside` does.
    """
    waiting = write_beside(path, data, root)
    try:
        waiting.place()
    except BaseException:
        waiting.drop()
        raise
    flush_folder(waiting.folder, path)


@dataclass(frozen=True, slots=True, repr=False)
class PendingDelete:
    """A file that has yet to be deleted."""

    path: Path

    @property
    def folder(self) -> Path:
        """Return the folder to flush once the file is gone."""
        return self.path.parent

    def place(self) -> None:
        """Delete the file, for `flush_folder` to make it last. Raises WriteError."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise unwritten(self.path, error) from error

    def drop(self) -> None:
        """Leave the file as it is."""


def delete_later(path: Path, root: Path) -> PendingDelete:
    """Return a file of the book, for `place` to delete.

    Raises WriteError where it lies elsewhere.
    """
    _inside(path.parent, root)
    return PendingDelete(path)


def _target(path: Path, root: Path) -> tuple[Path, int | None]:
    """Return the file behind a path, links followed, and its mode; None for a new file."""
    target = _inside(path, root)
    try:
        status = os.lstat(target)
    except FileNotFoundError:
        return target, None
    if not stat.S_ISREG(status.st_mode):
        if stat.S_ISLNK(status.st_mode):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        message = f"{path} is not a file; nothing was changed"
        raise WriteError(message, fix="move it away, then repeat the command")
    if not os.access(target, os.W_OK) and os.access(target.parent, os.W_OK):
        message = f"{path} is write-protected; nothing was changed"
        raise WriteError(message, fix=f"chmod u+w {_quoted(path)}, then repeat the command")
    return target, stat.S_IMODE(status.st_mode)


def _inside(path: Path, root: Path) -> Path:
    """Return what the path leads to, links followed.

    Raises WriteError for what is not the book's own.
    """
    target, top = Path(os.path.realpath(path)), os.path.realpath(root)
    if not target.is_relative_to(top):
        message = f"{path} leads to {target}, outside {root}; nothing was changed"
        raise WriteError(message, fix=f"put a file inside {root} in its place")
    if any(map(is_gits, target.relative_to(top).parts)):
        message = f"{path} leads into git's own folder; nothing was changed"
        raise WriteError(message, fix="put a file of the book in its place")
    return target


def is_gits(part: str) -> bool:
    """Return whether a part of a path is git's own folder.

    Every spelling counts that some file system takes for `.git`.
    """
    return part.encode("ascii", "ignore").lower().rstrip(b". ") == b".git"


def write_new(
    temporary: Path, data: bytes | Iterable[bytes], mode: int | None, *, flushed: bool = True
) -> None:
    """Write a file that nobody else has, flushed to disk, of that mode. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    temporary.unlink(missing_ok=True)  # a dead process that had our number may have left it
    try:
        descriptor = os.open(temporary, flags, 0o666 if mode is None else mode)
        try:
            if mode is not None and stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
                os.fchmod(descriptor, mode)
            for part in (data,) if isinstance(data, bytes) else data:
                rest = memoryview(part)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
            if flushed:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def flush_folder(folder: Path, path: Path) -> None:
    """Make what took its place in a folder outlast a power cut: for `path`, as a message names it.

    Raises WriteError, with `changed` set: the files have their new content all the same.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno in _NOT_FLUSHED:
            return
        message = f"{path} was written, but a power cut may lose it: {os_error_text(error)}"
        raise WriteError(message, fix=f"sync {_quoted(path)}", changed=True) from error


def unwritten(path: Path, error: OSError) -> WriteError:
    """Return the error that says why a file was not written, and what to do."""
    fix = f"check the folder: ls -la {_quoted(path.parent)}, then repeat the command"
    if error.errno in FULL_DISK:
        fix = "free some space, then repeat the command"
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        fix = f"make {path.parent} writable, then repeat the command"
    return WriteError(
        f"{path} was not written: {os_error_text(error)}; nothing was changed", fix=fix
    )


def _quoted(path: Path) -> str:
    from salescli.text.shell_quoting import word

    return word(str(path))
