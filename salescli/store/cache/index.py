"""The index: what the deals of a book came to, kept under `.salescli/` until a file is touched.

One file for each form of it: lists and the review need less than a report, and load no more.
A cache and nothing else. A deal's row counts only as long as its file and its process are in the
state in which they were read; whatever is in doubt is read again, and what can't be read or
written is passed over without a word. With it or without it, the output is the same.
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

_VERSION = 2
_FEW = 500  # reading one deal takes as long as writing the rows of so many

Row = list[Any]
Kept = list[Any]  # a deal's state, the name of its process, and its row: none while it is closed
_NOTHING: Kept = []
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RowForm(Generic[T]):
    """What is kept of a deal, in which file: its row of plain values, by the columns' names.

    `read` raises ValueError, TypeError or KeyError for a row that `write` did not make.
    """

    file: str
    columns: tuple[str, ...]
    write: Callable[[T], Row]
    read: Callable[[Row], T]

    @property
    def version(self) -> list[Any]:
        """Return what a file must say of itself to be of this form."""
        return [_VERSION, *self.columns]


class Index(Generic[T]):
    """What is known of the deals of a book, and what is found out while it is read anew.

    Closed deals that nobody asked about have no row yet, only the fact that they are closed.
    """

    def __init__(self, book: Book, form: RowForm[T]) -> None:
        self._form = form
        self._path = os.path.join(book.root, OWN, form.file)
        self._known, before = _load(self._path, form.version)
        self._processes = _process_states(book)
        self._changed = {
            name
            for name in before.keys() | self._processes.keys()
            if before.get(name) != self._processes.get(name)
        }
        self._now: dict[str, Kept] = {}
        self._fresh = 0

    def find(self, handle: str, state: State) -> T | Literal[True] | None:
        """Return what was kept of a deal whose file is in that state.

        True where all that is known is that it is closed, None where it has to be read.
        """
        kept_then = self._known.get(handle, _NOTHING)
        try:
            then, process, row = kept_then
            if then != list(state):
                return None
            if self._changed and process.casefold() in self._changed:
                return None
            known: T | Literal[True] = True if row is None else self._form.read(row)
        except (ValueError, TypeError, LookupError):
            return None
        self._now[handle] = kept_then
        return known

    def note(self, handle: str, state: State, process: str, value: T | None) -> None:
        """Note what a deal came to whose file was in that state before it was read.

        None says no more than that it is closed.
        """
        row: Row | None = self._form.write(value) if value is not None else None
        self._fresh += 1
        self._now[handle] = [list(state), process, row]

    def save(self) -> None:
        """Keep what was found out, if it is worth its writing. Nothing is raised."""
        gone = sum(handle not in self._now for handle in self._known)
        if not self._changed and (self._fresh + gone) * _FEW <= len(self._now):
            return
        from json import dumps

        table = {
            "version": self._form.version,
            "made_by": environment_key(),
            "processes": self._processes,
            "deals": self._now,
        }
        write_cache(self._path, dumps(table, separators=(",", ":")).encode("ascii"))


def deal_states(book: Book) -> dict[str, State]:
    """Return the handles of all deals, in alphabetical order, with the states of their files."""
    try:
        return states(str(book.deals))
    except OSError:
        return {}


def _load(path: str, version: list[Any]) -> tuple[dict[str, Kept], dict[str, Any]]:
    """Return the deals and the states of processes that were kept; none if in doubt."""
    from json import loads

    data = read_cache(path)
    try:
        table = loads(data) if data else {}
        current = table.get("version") == version and table.get("made_by") == environment_key()
        if current and type(table["deals"]) is dict and type(table["processes"]) is dict:
            return table["deals"], table["processes"]
    except (ValueError, AttributeError, KeyError, RecursionError):
        pass
    return {}, {}


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
