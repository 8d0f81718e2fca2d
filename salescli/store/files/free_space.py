"""Whether a disk is full, where what failed on it doesn't say so."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_LITTLE = 256 * 1024  # bytes; who failed may have deleted by now what it had begun to write


def is_full(folders: Iterable[Path | str]) -> bool:
    """Return whether no more than a little can be written on a disk of these folders."""
    return any(map(_is_full, folders))


def _is_full(folder: Path | str) -> bool:
    with suppress(OSError, AttributeError):  # where the system doesn't say, it isn't known
        status = os.statvfs(folder)
        no_files_left = bool(status.f_files) and not status.f_favail
        return no_files_left or status.f_bavail * status.f_frsize < _LITTLE
    return False
