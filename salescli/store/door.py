"""The one door for every write: what is to change is staged, checked, written whole, committed.

Under the book's lock the file is read again, the change is applied to its text, and what came
out is read back and compared with what was meant. Only then anything is written; when one of
several files can't be, those written before it are put back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from salescli.errors import SalescliError
from salescli.model.deal import Deal, Entry, Person
from salescli.model.finding import Key
from salescli.store import git
from salescli.store.book import Book
from salescli.store.deals import read_deal
from salescli.store.files import WriteError, why, write_whole
from salescli.store.header import change_values
from salescli.store.lock import locked
from salescli.store.render import deal_table, deal_text, entry_table, person_table
from salescli.store.splice import add_entry, add_person
from salescli.store.toml import TomlError, parse_toml


class Door:
    """The changes of one command. Made by `writing`, which holds the lock around it."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._staged: dict[Path, str] = {}

    def create(self, deal: Deal) -> None:
        """Stage a new deal. Raises SalescliError where its file is there already."""
        path = self._book.deal_path(deal.handle)
        if path in self._staged or path.exists():
            raise SalescliError(
                f"the deal '{deal.handle}' exists already",
                fix=f"salescli show {deal.handle}   or choose another name: --handle NAME",
            )
        schema = self._book.settings.schema
        line = f"#:schema {schema}\n\n" if schema else ""
        self._stage(path, line + deal_text(deal), deal_table(deal))

    def log(self, handle: str, entries: Sequence[Entry], people: Sequence[Person] = ()) -> None:
        """Stage log entries, each put in its place in order of time, and people for a deal.

        Raises SalescliError where the deal's file can't be read or added to.
        """
        path = self._book.deal_path(handle)
        text = self._read(path)
        for person in people:
            meant = parse_toml(text.removeprefix("\ufeff"), path)
            meant.setdefault("people", {})[person.handle] = person_table(person)
            text = add_person(text, person.handle, person_table(person))
            self._stage(path, text, meant)
        for entry in entries:
            meant = parse_toml(text.removeprefix("\ufeff"), path)
            log = meant.setdefault("log", [])
            index, count = _place(handle, meant, entry), len(log)
            log.insert(index, entry_table(entry))
            text = add_entry(text, entry_table(entry), index, count)
            self._stage(path, text, meant)

    def change(self, handle: str, changes: Mapping[Key, Any]) -> None:
        """Stage values of a deal's header or people, taken out where they are None.

        Raises SalescliError where the deal's file can't be read or changed.
        """
        path = self._book.deal_path(handle)
        text = self._read(path)
        mark, text = text[: text.startswith("\ufeff")], text.removeprefix("\ufeff")
        meant = parse_toml(text, path)
        for key, value in changes.items():
            table: Any = meant
            for part in key[:-1]:
                table = table[part]
            if value is None:
                table.pop(key[-1], None)
            else:
                table[key[-1]] = value
        self._stage(path, mark + change_values(text, changes), meant)

    def put(self, path: Path, text: str) -> None:
        """Stage a file of the book that is no deal."""
        self._staged[path] = text

    def finish(self, message: str) -> git.Commit:
        """Write what was staged and commit it with a message that reads as history.

        Raises SalescliError when a file can't be written; then every file is as it was.
        """
        written: dict[Path, bytes | None] = {}
        notes = []
        try:
            for path, text in self._staged.items():
                written[path] = path.read_bytes() if path.is_file() else None
                path.parent.mkdir(parents=True, exist_ok=True)
                notes += _write(path, text, self._book.root)
        except OSError as error:
            self._put_back(written)
            raise SalescliError(f"nothing was written: {why(error)}") from error
        except BaseException:
            self._put_back(written)
            raise
        done = git.Commit(done=True)
        if self._book.settings.commit:
            try:
                done = git.commit(self._book.root, list(written), message)
            except KeyboardInterrupt:  # what is written stays: it must not be offered once more
                done = git.Commit(done=False, reason="git was interrupted")
        return replace(done, note="\n".join(filter(None, (done.note, *notes))))

    def _put_back(self, written: dict[Path, bytes | None]) -> None:
        for path, old in written.items():
            with suppress(OSError, SalescliError):
                if old is None:
                    path.unlink(missing_ok=True)
                elif path.read_bytes() != old:
                    write_whole(path, old, self._book.root)

    def _read(self, path: Path) -> str:
        if path in self._staged:
            return self._staged[path]
        try:
            return path.read_bytes().decode()
        except UnicodeDecodeError as error:
            raise SalescliError(f"{path} is not UTF-8", fix="save it in that encoding") from error
        except OSError as error:
            raise SalescliError(f"{path} can't be read: {error.strerror}") from error

    def _stage(self, path: Path, text: str, meant: dict[str, Any]) -> None:
        try:
            same = parse_toml(text.removeprefix("\ufeff"), path) == meant
        except TomlError:
            same = False
        if not same:
            raise SalescliError(
                f"{path} can't be added to as it is written; nothing was changed",
                fix="head each entry with [[log]] and each person with [people.HANDLE]",
            )
        self._staged[path] = text


def _write(path: Path, text: str, root: Path) -> list[str]:
    """Write a file whole; what is to be said where it is in place and yet not all is well."""
    try:
        write_whole(path, text.encode(), root)
    except WriteError as error:
        if not error.changed:
            raise
        return [error.message]
    return []


def _place(handle: str, table: dict[str, Any], entry: Entry) -> int:
    """Where an entry belongs in the log of a file: before the first one that is later."""
    deal, _ = read_deal(handle, table)
    later = (other.index for other in deal.log if other.at > entry.at)
    return min(later, default=len(table["log"]))


@contextmanager
def writing(book: Book) -> Iterator[Door]:
    """The door of a book, opened under its lock. Raises SalescliError when it can't be had."""
    with locked(book.root):
        yield Door(book)
