"""Several files put in place as one change, each whole; after an error all are as they were."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.files.atomic import (
    PendingDelete,
    PendingWrite,
    WriteError,
    delete_later,
    flush_folder,
    make_folder,
    os_error_text,
    write_beside,
    write_whole,
)
from salescli.store.files.parallel import in_parallel
from salescli.store.journal.journal import FileUpdate, Journal, remove_journal, write_journal

_NAMED = 4  # files that a message names


class LeftOpenError(SalescliError):
    """What comes after the files is neither done nor undone: the next command finishes it."""


def carry_out(
    root: Path, base: Path, journal: Journal, then: Callable[[], None] | None = None
) -> list[str]:
    """Write the files of a change, journal first, and do what comes `then`.

    The names of the files lead from the folder `base`. Returns what is to be said where a file is
    in place and yet not all is well; the journal stays, to be removed by the caller.
    Raises SalescliError, also where a file was changed meanwhile: then all is as it was, and no
    journal is left, unless it says so.
    """
    waiting: list[PendingWrite | PendingDelete] = []
    tried: list[FileUpdate] = []
    by_name = {base / change.name: change for change in journal.files}
    try:
        write_journal(root, journal)
        for folder in dict.fromkeys(path.parent for path in by_name):
            make_folder(folder, base)
        in_parallel(lambda each: _beside(base, *each), [*by_name.items()], waiting)
        for path, change in by_name.items():
            _check_unchanged(path, change)
        for pending in waiting:
            tried.append(by_name[pending.path])
            pending.place()
        if then:
            then()
    except LeftOpenError:
        raise
    except BaseException as error:
        for pending in waiting:
            pending.drop()
        _take_back(root, base, tried, error)
        if isinstance(error, OSError):
            raise SalescliError(f"nothing was written: {os_error_text(error)}") from error
        raise
    return _flushed(waiting)


def put_in_place(base: Path, changes: Sequence[FileUpdate]) -> None:
    """Give files what a journal says they are to hold. Raises SalescliError, OSError."""
    waiting: list[PendingWrite | PendingDelete] = []
    try:
        for folder in dict.fromkeys((base / change.name).parent for change in changes):
            make_folder(folder, base)
        by_path = [(base / change.name, change) for change in changes]
        in_parallel(lambda each: _beside(base, *each), by_path, waiting)
        for pending in waiting:
            pending.place()
    finally:
        for pending in waiting:
            pending.drop()
    _flushed(waiting)


def content_of(path: Path) -> bytes | None:
    """Return what a file holds now; None where there is none. Raises OSError."""
    try:
        if not (path.is_file() or path.is_dir()) and path.exists():  # a fifo would be waited for
            raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), str(path))
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _check_unchanged(path: Path, change: FileUpdate) -> None:
    """Raise SalescliError where somebody else has written a file since it was read."""
    if content_of(path) != change.before:
        message = f"{path} was changed by another program just now; nothing was changed"
        raise SalescliError(message, fix="repeat the command")


def _beside(base: Path, path: Path, change: FileUpdate) -> PendingWrite | PendingDelete:
    if change.after is None:
        return delete_later(path, base)
    return write_beside(path, change.after, base, executable=change.executable)


def _take_back(root: Path, base: Path, tried: Sequence[FileUpdate], error: BaseException) -> None:
    """Make the files what they were, then forget the change. Raises SalescliError."""
    stuck: list[Path | None] = []
    in_parallel(lambda change: restore(base, change), tried, stuck)
    left = [path for path in stuck if path is not None]
    try:
        if not left:
            remove_journal(root)
    except OSError:
        left = [base / change.name for change in tried]
    if left:
        raise _stuck(left, error) from error


def restore(base: Path, change: FileUpdate) -> Path | None:
    """Make a file what it was; the file where that failed."""
    path = base / change.name
    try:
        if change.before is None:
            path.unlink(missing_ok=True)
        elif not path.exists() or path.read_bytes() != change.before:
            write_whole(path, change.before, base)
    except (OSError, SalescliError):
        return path
    return None


def _flushed(placed: Sequence[PendingWrite | PendingDelete]) -> list[str]:
    """Flush each folder once; what is to be said of those that can't be."""
    notes = []
    for folder, path in {pending.folder: pending.path for pending in placed}.items():
        try:
            flush_folder(folder, path)
        except WriteError as error:
            notes.append(error.message)
    return notes


def _stuck(paths: Sequence[Path], error: BaseException) -> SalescliError:
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    names = ", ".join(map(str, paths[:_NAMED])) + more
    reason = os_error_text(error) if isinstance(error, OSError) else str(error).partition("; ")[0]
    return SalescliError(
        f"the command was only partly done: {names} may be changed already ({reason})",
        fix="don't repeat it: the next command finishes it, such as salescli doctor",
    )
