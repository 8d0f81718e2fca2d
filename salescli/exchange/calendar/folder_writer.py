"""Writing the files of a folder of events, each in one step, and deleting them."""

from __future__ import annotations

import errno
import os
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from salescli.domain.calendar.events import is_ours
from salescli.exchange.calendar.folder import ENDING
from salescli.store.files.atomic import PendingWrite, flush_folder, write_beside
from salescli.store.files.leftovers import drop_killed_writes

_FEW, _TOGETHER = 50, 1_000  # events: so many are flushed one by one, and so many at once


class EventWriter:
    """Writes files of a folder, each in one step: many of them flushed to disk together.

    What a power cut may take is flushed before it takes its place: else an empty file would stand
    for an event that somebody deleted. Leaving it writes what waits, unless an error ended it.
    """

    def __init__(self, folder: Path, number: int) -> None:
        self._folder = folder
        self._together = number > _FEW and hasattr(os, "sync")
        self._waiting: deque[tuple[PendingWrite, Callable[[], object]]] = deque()
        drop_killed_writes(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self.place()
        finally:
            for waiting, _done in self._waiting:
                waiting.drop()

    def write(self, name: str, data: bytes, done: Callable[[], object]) -> None:
        """Write one file, some time before the end; `done` is called once it is in place.

        A link in its place leads to what somebody else keeps elsewhere, and is left alone. Raises
        OSError and WriteError.
        """
        path = self._folder / f"{name}{ENDING}"
        if path.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
        flushed = not self._together
        pending = write_beside(path, data, self._folder, flushed=flushed)
        self._waiting.append((pending, done))
        if flushed or len(self._waiting) >= _TOGETHER:
            self.place()

    def place(self) -> None:
        """Put in place what waits, for `flush_events` to make it last. Raises WriteError."""
        if self._together and self._waiting:
            os.sync()
        while self._waiting:
            waiting, done = self._waiting[0]
            waiting.place()
            done()
            self._waiting.popleft()


def flush_events(folder: Path) -> None:
    """Make what was written to a folder outlast a power cut. Raises WriteError."""
    flush_folder(folder, folder)


def delete_event(folder: Path, name: str) -> None:
    """Delete a file of the folder. Raises OSError."""
    with suppress(FileNotFoundError):
        (folder / f"{name}{ENDING}").unlink()


def new_name(uid: str) -> str:
    """Return the name of the file of an event of ours, as other programs give it: its UID."""
    if not is_ours(uid):
        raise ValueError(f"{uid!r} is not a UID that salescli gives")
    return uid
