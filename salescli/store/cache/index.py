"""The index: what the deals of a book came to, kept under `.salescli/` until a file is touched.

One file for each form of it: lists and the review need less than a report, and load no more. A line
for each deal: only those that are asked about are taken apart. A cache and nothing else. A deal's
row counts only as long as its file and its process are in the state in which they were read;
whatever is in doubt is read again, and what can't be read or written is passed over without a word.
With it or without it, the output is the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from salescli.store.book import Book
from salescli.store.files.cache_file import read_cache, write_cache
from salescli.store.files.fingerprint import State, environment_key, states
from salescli.store.files.own_folder import OWN

_VERSION = 3
_FEW = 500  # reading one deal takes as long as writing the rows of so many
_PARTS = 5  # of a line: a deal's handle, state, process, label, and row: null while it is closed
_CLOSED = b"null"
_STATE = b"%d,%d,%d,%d,%d"

Row = list[Any]
T = TypeVar("T")


def no_label(_: object) -> str:
    """Return the label of what is found by its handle alone."""
    return ""


@dataclass(frozen=True, slots=True)
class RowForm(Generic[T]):
    """What is kept of a deal, in which file: its row of plain values, by the columns' names.

    `read` raises ValueError, TypeError or KeyError for a row that `write` did not make. `label` is
    what a deal is found by where its row is not to be read (see `Index.label`): one line, no tabs.
    """

    file: str
    columns: tuple[str, ...]
    write: Callable[[T], Row]
    read: Callable[[Row], T]
    label: Callable[[T], str] = no_label

    @property
    def version(self) -> list[Any]:
        """Return what a file must say of itself to be of this form."""
        return [_VERSION, *self.columns]


class Index(Generic[T]):
    """What is known of the deals of a book, and what is found out while it is read anew.

    Closed deals that nobody asked about have no row yet, only the fact that they are closed.
    """

    def __init__(self, book: Book, form: RowForm[T]) -> None:
        from json import dumps, loads
        from json.encoder import encode_basestring_ascii

        self._form = form
        self._path = os.path.join(book.root, OWN, form.file)
        self._data, before = _load(self._path, form.version)
        self._known = _starts(self._data)
        self._processes = _process_states(book)
        self._changed = {
            name
            for name in before.keys() | self._processes.keys()
            if before.get(name) != self._processes.get(name)
        }
        self._now: dict[bytes, bytes | None] = {}  # None: the line that is known
        self._shared: dict[str, str] = {}  # texts that many deals have are held once
        self._fresh = 0
        self._write, self._read, self._quoted = dumps, loads, encode_basestring_ascii

    def find(self, handle: str, state: State) -> T | Literal[True] | None:
        """Return what was kept of a deal whose file is in that state.

        True where all that is known is that it is closed, None where it has to be read.
        """
        parts = self._current(handle, state)
        if parts is None:
            return None
        row, shared = parts[-1], self._shared
        try:
            if row == _CLOSED:
                return True
            cells = self._read(row.decode())
            cells = [shared.setdefault(one, one) if type(one) is str else one for one in cells]
            return self._form.read(cells)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            del self._now[parts[0]]
            return None

    def label(self, handle: str, state: State) -> str | Literal[True] | None:
        """Return the label of a deal instead of what was kept of it; else the same."""
        parts = self._current(handle, state)
        if parts is None:
            return None
        return True if parts[4] == _CLOSED else parts[3].decode("utf-8", "surrogateescape")

    def note(self, handle: str, state: State, process: str, value: T | None) -> None:
        """Note what a deal came to whose file was in that state before it was read.

        None says no more than that it is closed.
        """
        row, label = _CLOSED, ""
        if value is not None:
            row, label = self._text(self._form.write(value)), self._form.label(value)
        self._fresh += 1
        key = self._quoted(handle).encode()
        parts = (_STATE % state, self._text(process), label.encode("utf-8", "surrogateescape"), row)
        self._now[key] = b"\t".join((key, *parts))

    def save(self) -> None:
        """Keep what was found out, if it is worth its writing. Nothing is raised."""
        gone = sum(handle not in self._now for handle in self._known)
        if not self._changed and (self._fresh + gone) * _FEW <= len(self._now):
            return
        table = {
            "version": self._form.version,
            "made_by": environment_key(),
            "processes": self._processes,
        }
        lines = (self._line(key) if line is None else line for key, line in self._now.items())
        write_cache(self._path, b"\n".join((self._text(table), *lines, b"")))

    def _text(self, value: object) -> bytes:
        return self._write(value, separators=(",", ":")).encode()

    def _current(self, handle: str, state: State) -> list[bytes] | None:
        """Return the parts of the line of a deal whose file is in that state; else None."""
        parts = self._line(self._quoted(handle).encode()).split(b"\t", _PARTS - 1)
        if len(parts) != _PARTS or parts[1] != _STATE % state:
            return None
        if self._changed and self._is_changed(parts[2]):
            return None
        self._now[parts[0]] = None
        return parts

    def _line(self, key: bytes) -> bytes:
        start = self._known.get(key)
        return b"" if start is None else self._data[start : self._data.find(b"\n", start)]

    def _is_changed(self, process: bytes) -> bool:
        """Return whether a process is no longer as it was, or can't be told."""
        try:
            name = self._read(process)
            return not isinstance(name, str) or name.casefold() in self._changed
        except ValueError:
            return True


def deal_states(book: Book) -> dict[str, State]:
    """Return the handles of all deals, in alphabetical order, with the states of their files."""
    try:
        return states(str(book.deals))
    except OSError:
        return {}


def _load(path: str, version: list[Any]) -> tuple[bytes, dict[str, Any]]:
    """Return the lines and the states of processes that were kept; nothing if in doubt."""
    from json import loads

    data = read_cache(path)
    head = data[: data.find(b"\n") + 1]
    try:
        table = loads(head) if head else {}
        current = table.get("version") == version and table.get("made_by") == environment_key()
        if current and type(table["processes"]) is dict:
            return data, table["processes"]
    except (ValueError, AttributeError, KeyError, RecursionError):
        pass
    return b"", {}


def _starts(data: bytes) -> dict[bytes, int]:
    """Return where the line of each deal starts, by its quoted handle; the first line is none."""
    starts = {}
    end = data.find(b"\n")
    while (start := end + 1) and (end := data.find(b"\n", start)) > 0:
        tab = data.find(b"\t", start, end)
        if tab > 0:
            starts[data[start:tab]] = start
    return starts


def _process_states(book: Book) -> dict[str, dict[str, list[int]]]:
    """Return the states of each process's files, the one in force and its past revisions.

    Names that differ in case only are one: on some file systems they lead to one file.
    """
    processes: dict[str, dict[str, list[int]]] = {}
    for folder, is_past in ((book.processes, False), (book.processes / "past", True)):
        try:
            files = states(str(folder))
        except OSError:
            continue
        for name, state in files.items():
            process = name.rpartition(".")[0] if is_past else name
            file = f"past/{name}" if is_past else name
            processes.setdefault(process.casefold(), {})[file] = list(state)
    return processes
