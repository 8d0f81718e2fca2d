"""The one door for every write: what is to change is staged, checked, written whole, committed.

Under the book's lock the file is read again, the change is applied to its text, and what came
out is read back and compared with what was meant. Only then anything is written: several files
beside their old ones first, to take their places when all of them are on disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from salescli.errors import SalescliError
from salescli.model.deal import Deal, Entry, Person
from salescli.model.finding import Key
from salescli.model.shell import command
from salescli.model.text import harmless
from salescli.store import git
from salescli.store.book import Book
from salescli.store.deals import read_deal
from salescli.store.files import (
    Leaving,
    Waiting,
    WriteError,
    flush_folder,
    leave,
    make_folder,
    why,
    write_beside,
    write_whole,
)
from salescli.store.header import change_values
from salescli.store.lock import locked
from salescli.store.many import each
from salescli.store.memory import MADE_BY
from salescli.store.programs import first_look
from salescli.store.reading import read_or_refuse
from salescli.store.render import (
    deal_table,
    deal_text,
    entry_table,
    person_table,
    plain_text,
    table_text,
)
from salescli.store.splice import add_entry, add_person
from salescli.store.strays import commit_strays
from salescli.store.toml import TomlError, parse_toml

_NAMED = 4  # files that a message names


class Door:
    """The changes of one command. Made by `writing`, which holds the lock around it."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._staged: dict[Path, str | None] = {}

    def create(self, deal: Deal) -> None:
        """Stage a new deal. Raises SalescliError where its file is there already."""
        path = self._free(deal.handle)
        self._stage(path, self._head() + deal_text(deal), deal_table(deal))

    def create_table(self, handle: str, table: Mapping[str, Any]) -> None:
        """Stage a new deal by the whole table of its file, keys that the format doesn't know too.

        Raises SalescliError where its file is there already.
        """
        path = self._free(handle)
        text = self._head() + table_text(table)
        try:
            self._stage(path, text, dict(table))
        except SalescliError:  # tables where our layout has no place for them
            self._stage(path, self._head() + plain_text(table), dict(table))

    def log(self, handle: str, entries: Sequence[Entry], people: Sequence[Person] = ()) -> None:
        """Stage log entries, each put in its place in order of time, and people for a deal.

        Raises SalescliError where the deal's file can't be read or added to.
        """
        path = self._book.deal_path(handle)
        text = self._read(path)
        for person in people:
            meant = parse_toml(text.removeprefix("\ufeff"), path)
            known = meant.setdefault("people", {})
            if not isinstance(known, dict):
                raise _unaddable(path)
            known[person.handle] = person_table(person)
            text = add_person(text, person.handle, person_table(person))
            self._stage(path, text, meant)
        for entry in entries:
            meant = parse_toml(text.removeprefix("\ufeff"), path)
            log = meant.setdefault("log", [])
            if not isinstance(log, list):
                raise _unaddable(path)
            index, count = _slot(handle, meant, entry), len(log)
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
        """Stage the text of a whole file of the book."""
        self._staged[path] = text

    def remove(self, path: Path) -> None:
        """Stage that a file of the book is to be deleted."""
        self._staged[path] = None

    def finish(self, message: str) -> git.Commit:
        """Write what was staged and commit it with a message that reads as history.

        What was edited in these files by hand, and not committed, is committed first: a command's
        commit holds what the command did and nothing else.
        Raises SalescliError when a file can't be written; then every file is as it was, or the
        message names those that are not.
        """
        held_back = _held_back(self._book) if self._book.settings.commit else ""
        commits = self._book.settings.commit and not held_back
        if commits:
            commit_strays(self._book.root, [path for path in self._staged if path.is_file()])
        notes = self._write()
        done = git.Commit(done=not held_back, reason=held_back)
        if commits:
            try:
                by_command = f"{harmless(message)}\n\n{MADE_BY}\n"
                done = git.commit(self._book.root, list(self._staged), by_command)
            except KeyboardInterrupt:  # what is written stays: it must not be offered once more
                done = git.Commit(done=False, reason="git was interrupted")
        return replace(done, note="\n".join(filter(None, (done.note, *notes))))

    def _write(self) -> list[str]:
        """Write all that is staged, to take its place only when all of it is on disk.

        What is to be said where a file is in place and yet not all is well. Raises SalescliError.
        """
        old: dict[Path, bytes | None] = {}
        waiting: list[Waiting | Leaving] = []
        tried: list[Path] = []
        try:
            for path in self._staged:
                old[path] = path.read_bytes() if path.is_file() else None
                make_folder(path.parent, self._book.root)
            each(self._beside, list(self._staged.items()), waiting)
            for one in waiting:
                tried.append(one.path)
                one.place()
        except BaseException as error:
            for one in waiting:
                one.drop()
            if stuck := self._put_back({path: old[path] for path in tried}):
                raise _stuck(stuck, error) from error
            if isinstance(error, OSError):
                raise SalescliError(f"nothing was written: {why(error)}") from error
            raise
        return _flushed(waiting)

    def _beside(self, staged: tuple[Path, str | None]) -> Waiting | Leaving:
        path, text = staged
        if text is None:
            return leave(path, self._book.root)
        return write_beside(path, _utf8(path, text), self._book.root)

    def _put_back(self, old: dict[Path, bytes | None]) -> list[Path]:
        """Make the files what they were; those that it failed for."""
        stuck: list[Path | None] = []
        each(self._restore, list(old.items()), stuck)
        return [path for path in stuck if path is not None]

    def _restore(self, was: tuple[Path, bytes | None]) -> Path | None:
        """Make a file what it was; the file where that failed."""
        path, content = was
        try:
            if content is None:
                path.unlink(missing_ok=True)
            elif not path.exists() or path.read_bytes() != content:
                write_whole(path, content, self._book.root)
        except (OSError, SalescliError):
            return path
        return None

    def _free(self, handle: str) -> Path:
        path = self._book.deal_path(handle)
        if path in self._staged or path.exists():
            raise SalescliError(
                f"the deal '{handle}' exists already",
                fix=f"{command('show', handle)}   or choose another name: --handle NAME",
            )
        return path

    def _head(self) -> str:
        schema = self._book.settings.schema
        return f"#:schema {schema}\n\n" if schema else ""

    def _read(self, path: Path) -> str:
        staged = self._staged.get(path)
        if staged is not None:
            return staged
        try:
            return read_or_refuse(path).decode()
        except UnicodeDecodeError as error:
            raise SalescliError(f"{path} is not UTF-8", fix="save it in that encoding") from error

    def _stage(self, path: Path, text: str, meant: dict[str, Any]) -> None:
        try:
            same = parse_toml(text.removeprefix("\ufeff"), path) == meant
        except TomlError:
            same = False
        if not same:
            raise _unaddable(path)
        self._staged[path] = text


def _held_back(book: Book) -> str:
    """Why nothing is to be committed yet: a repository whose own programs are not known."""
    try:
        return first_look(book.root)
    except OSError:  # git can't be started: committing says why
        return ""


def _utf8(path: Path, text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        letter = ascii(error.object[error.start])
        message = f"{path} can't be written: {letter} in it is no character; nothing was changed"
        raise SalescliError(message, fix="type it again without that character") from None


def _unaddable(path: Path) -> SalescliError:
    return SalescliError(
        f"{path} can't be added to as it is written; nothing was changed",
        fix="head each entry with [[log]] and each person with [people.HANDLE]",
    )


def _flushed(placed: Sequence[Waiting | Leaving]) -> list[str]:
    """Flush each folder once; what is to be said of those that can't be."""
    notes = []
    for folder, path in {one.folder: one.path for one in placed}.items():
        try:
            flush_folder(folder, path)
        except WriteError as error:
            notes.append(error.message)
    return notes


def _stuck(paths: Sequence[Path], error: BaseException) -> SalescliError:
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    names = ", ".join(map(str, paths[:_NAMED])) + more
    reason = why(error) if isinstance(error, OSError) else str(error).partition("; ")[0]
    return SalescliError(
        f"the command was carried out in part: {names} may be changed already ({reason})",
        fix="see what is there: salescli doctor   and git status, then repeat the command",
    )


def _slot(handle: str, table: dict[str, Any], entry: Entry) -> int:
    """Where an entry belongs in the log of a file: before the first one that is later."""
    deal, _ = read_deal(handle, table)
    later = (other.index for other in deal.log if other.at > entry.at)
    return min(later, default=len(table["log"]))


@contextmanager
def writing(book: Book) -> Iterator[Door]:
    """The door of a book, opened under its lock. Raises SalescliError when it can't be had."""
    with locked(book.root):
        yield Door(book)
