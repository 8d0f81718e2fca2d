"""The folders that are looked at for what comes in, and the names in them that were seen before.

A Maildir's `new` and `cur`, another folder, a mailbox file. A folder that nothing was added to
since is not even listed; of one that is, only names that were never seen count. Mail programs give
a mail another name when it is read: the part before its flags stays.
"""

from __future__ import annotations

import os
import time
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from salescli.store.files.cache_file import read_cache, write_cache
from salescli.store.files.own_folder import FOLDERS, OWN, SEEN
from salescli.store.files.private_dir import private_folder
from salescli.store.locate_book import INBOX

_FOLDERS, _DEPTH = 500, 6  # folders in one that is named, and how deep they are
_RUBBISH = ("trash", "spam", "junk", "deleted", "papierkorb")
_NO_MAILS = frozenset({"new", "cur", "tmp", "drafts", "entw\u00fcrfe", *_RUBBISH})
_TICK = 2_000_000_000  # nanoseconds in which two changes of a folder may show one time


@dataclass(slots=True)
class WatchedFolder:
    """One folder as it is now: the files in it that are new since it was seen last.

    `is_first`: it was never seen before; `unseen` are the folders in it that weren't. `read` is
    how much of a mailbox file was read by then. `state` and `names` are what is kept of it.
    """

    path: Path
    state: str
    fresh: list[Path] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    is_first: bool = False
    is_same: bool = False
    read: int = 0
    unseen: set[Path] = field(default_factory=set)

    def begin(self, part: Path) -> None:
        """Note a folder of the tree; one below the first that wasn't there before is `unseen`."""
        name = f"/{part.relative_to(self.path)}"
        if name not in ("/.", "/new", "/cur") and name not in self.names:
            self.unseen.add(part)
            self.names.add(name)

    def is_first_at(self, file: Path) -> bool:
        """Return whether the folder of a file was never seen before."""
        return self.is_first or file.parent in self.unseen

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
    own = dict.fromkeys((str(root / INBOX), *_depended_on(paths)))
    text = "\n".join(own).encode("utf-8", "surrogateescape")
    path = str(root / OWN / FOLDERS)
    if read_cache(path) != text:
        write_cache(path, text)


def _depended_on(paths: Iterable[Path]) -> Iterator[str]:
    """Yield each folder in which something new shows; a path that can't be looked at is one."""
    for path in paths:
        try:
            tree = _tree(path)
        except OSError:
            yield str(path)
        else:
            yield from map(str, (*tree.parts, *tree.folders))


def look_into(root: Path, path: Path) -> WatchedFolder:
    """Return what is new in a folder. Raises OSError where it can't be listed."""
    kept = read_cache(_seen_file(root, path)).decode("utf-8", "surrogateescape")
    before, _, names = kept.partition("\n")
    if path.is_file():
        return _mailbox(path, before)
    parts = _tree(path).parts
    state = _state_of(parts)
    if state and state == before:
        return WatchedFolder(path, state, is_same=True)
    is_first = not kept and path != root / INBOX
    watched = WatchedFolder(path, state, names=set(names.split("\n")), is_first=is_first)
    for part in parts:
        watched.begin(part)
        for name in _names_in(part, watched.names):
            watched.fresh.append(part / name)
            watched.names.add(_bare(name))
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


@dataclass(frozen=True, slots=True)
class _Tree:
    """The folders in which files are (`new` and `cur` of each Maildir), and all that lead there."""

    parts: list[Path]
    folders: list[Path]


def _tree(path: Path) -> _Tree:
    """Return what is in a folder: itself, or it as a Maildir, and the Maildirs below it.

    Mail programs keep folders in folders: 'Acme/cur', '.Sales.Acme/cur'. Raises OSError.
    """
    tree = _Tree([], [])
    below = [(path, 0)]
    while below and len(tree.folders) < _FOLDERS:
        folder, depth = below.pop()
        tree.folders.append(folder)
        if _is_maildir(folder):
            tree.parts.extend((folder / "new", folder / "cur"))
        elif depth == 0:
            tree.parts.append(folder)
        if depth < _DEPTH and folder.is_dir():
            below += [(one, depth + 1) for one in _folders_in(folder)]
    return tree


def _folders_in(folder: Path) -> list[Path]:
    """Return the folders in a folder that mails may be in, the last by name first; no links."""
    with os.scandir(folder) as entries:
        return sorted(
            (
                Path(entry.path)
                for entry in entries
                if entry.is_dir(follow_symlinks=False)
                and entry.name.lstrip(".").casefold() not in _NO_MAILS
                and (not entry.name.startswith(".") or _is_maildir(Path(entry.path)))
            ),
            reverse=True,
        )


def _is_maildir(path: Path) -> bool:
    return (path / "cur").is_dir() and (path / "new").is_dir()


def _state_of(parts: Iterable[Path]) -> str:
    """Return when folders were last added to; '' where that may not show the next change."""
    times = [part.stat().st_mtime_ns for part in parts]
    return "" if time.time_ns() - max(times) < _TICK else " ".join(map(str, times))


def files_in(path: Path) -> Iterator[Path]:
    """Yield the files of a Maildir and those below it, or of another folder. Raises OSError."""
    for part in _tree(path).parts:
        yield from (part / name for name in _names_in(part, ()))


def _names_in(part: Path, known: Container[str]) -> list[str]:
    """Return the names of the files of a folder that aren't known.

    No drafts are among them, and nothing that was thrown away.
    """
    with os.scandir(part) as entries:
        fresh = [one for one in entries if one.name[0] != "." and _bare(one.name) not in known]
        return [one.name for one in fresh if not _is_off(one.name) and one.is_file()]


def _bare(name: str) -> str:
    """Return the name of a mail without its flags, which mail programs change."""
    return name.partition(":2,")[0]


def _is_off(name: str) -> bool:
    _, mark, flags = name.rpartition(":2,")
    return bool(mark) and not {"D", "T"}.isdisjoint(flags)
