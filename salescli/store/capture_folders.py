"""The folders that are looked at for what comes in, and the names in them that were seen before.

A Maildir's `new` and `cur`, another folder, a mailbox file. A folder that nothing was added to
since is not even listed; of one that is, only names that were never seen count. Mail programs give
a mail another name when it is read: the part before its flags stays.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from salescli.store.files.cache_file import read_cache, write_cache
from salescli.store.files.own_folder import FOLDERS, OWN, SEEN
from salescli.store.files.private_dir import private_folder
from salescli.store.locate_book import INBOX

_TICK = 2_000_000_000  # nanoseconds in which two changes of a folder may show one time


@dataclass(slots=True)
class WatchedFolder:
    """One folder as it is now: the files in it that are new since it was seen last.

    `is_first`: it was never seen before. `read` is how much of a mailbox file was read by then.
    `state` and `names` are what is kept of it.
    """

    path: Path
    state: str
    fresh: list[Path] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    is_first: bool = False
    is_same: bool = False
    read: int = 0

    def keep(self, root: Path) -> None:
        """Note that all of it was seen. Raises SalescliError for a link, and OSError."""
        if not self.is_same:
            private_folder(root, SEEN)
            text = "\n".join((self.state, *sorted(self.names)))
            write_cache(_seen_file(root, self.path), text.encode("utf-8", "surrogateescape"))


def watched_paths(root: Path, folders: Iterable[str]) -> list[Path]:
    """Return what is looked at: the book's own inbox, and what the settings name."""
    named = (root / Path(os.path.expanduser(folder)) for folder in folders)  # noqa: PTH111
    return [*([root / INBOX] if (root / INBOX).is_dir() else []), *named]


def note_watched(root: Path, paths: Iterable[Path]) -> None:
    """Note which folders an answer that is kept depends on."""
    own = (str(root / INBOX), *(str(part) for path in paths for part in _parts(path)))
    text = "\n".join(dict.fromkeys(own)).encode("utf-8", "surrogateescape")
    path = str(root / OWN / FOLDERS)
    if read_cache(path) != text:
        write_cache(path, text)


def look_into(root: Path, path: Path) -> WatchedFolder:
    """Return what is new in a folder. Raises OSError where it can't be listed."""
    kept = read_cache(_seen_file(root, path)).decode("utf-8", "surrogateescape")
    before, _, names = kept.partition("\n")
    if path.is_file():
        return _mailbox(path, before)
    state = _state_of(path)
    if state and state == before:
        return WatchedFolder(path, state, is_same=True)
    is_first = not kept and path != root / INBOX
    watched = WatchedFolder(path, state, names=set(names.split("\n")), is_first=is_first)
    for file in files_in(path):
        name = file.name.partition(":2,")[0]
        if name not in watched.names:
            watched.fresh.append(file)
            watched.names.add(name)
    return watched


def _mailbox(path: Path, before: str) -> WatchedFolder:
    """Return what was added to a mailbox file; a smaller one is read anew."""
    size, read = path.stat().st_size, int(before) if before.isdigit() else 0
    fresh = [] if size == read else [path]
    return WatchedFolder(
        path, str(size), fresh, is_first=not before, read=read if read <= size else 0
    )


def _seen_file(root: Path, path: Path) -> str:
    digest = sha256(os.fsencode(path)).hexdigest()[:16]
    return str(root / OWN / SEEN / f"{digest}.txt")


def _parts(path: Path) -> list[Path]:
    """Return the folders in which files of a Maildir are, or the folder itself."""
    inside = [path / "new", path / "cur"]
    return inside if all(part.is_dir() for part in inside) else [path]


def _state_of(path: Path) -> str:
    """Return when a folder was last added to; '' where that may not show the next change."""
    times = [part.stat().st_mtime_ns for part in _parts(path)]
    return "" if time.time_ns() - max(times) < _TICK else " ".join(map(str, times))


def files_in(path: Path) -> Iterator[Path]:
    """Yield the files of a Maildir, or of another folder. Raises OSError."""
    for part in _parts(path):
        with os.scandir(part) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and not entry.is_dir():
                    yield Path(entry.path)
