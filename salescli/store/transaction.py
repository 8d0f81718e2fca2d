"""The one way of every write: what is to change is staged, checked, written whole, committed.

Under the book's lock the file is read again, its text changed, read back and compared with what
was meant. Only then anything is written, all files of a command as one change (see `journal`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salescli.domain.deal import Deal, Entry, Person
from salescli.domain.finding import Key
from salescli.errors import SalescliError
from salescli.store.book import Book
from salescli.store.deal_edit import (
    check_meaning,
    readable_bytes,
    text_with_amended,
    text_with_entries,
    with_added,
)
from salescli.store.files.atomic import os_error_text
from salescli.store.files.lock import locked
from salescli.store.files.read import read_or_refuse
from salescli.store.finish_owed import recovered
from salescli.store.formats.render import deal_table, deal_text
from salescli.store.git.commit_result import CommitResult
from salescli.store.journal.journal import FileUpdate, Journal, remove_journal
from salescli.store.journal.put_in_place import carry_out
from salescli.store.proposed_write import check_proposed
from salescli.store.toml.reader import parse_toml
from salescli.store.toml.write import plain_text, table_text
from salescli.store.write_count import note_write
from salescli.text.shell_quoting import command

if TYPE_CHECKING:
    from salescli.store.git.damage import Damage


class Transaction:
    """The changes of one command. Made by `writing`, which holds the lock around it."""

    def __init__(
        self, book: Book, notes: Sequence[str] = (), waits: str = "", *, is_known: bool = True
    ) -> None:
        self._book = book
        self._staged: dict[Path, str | None] = {}
        self._last: tuple[str, dict[str, Any]] = "", {}  # the last text staged, what it says
        self._notes = notes
        self._waits = waits  # why nothing can be committed yet; '' where it can
        self._is_known = is_known  # that is not because of the repository's own programs
        self._read_from: set[Path] = set()
        self._held: dict[Path, bytes | None] = {}  # what the files held when they were staged
        self._new: list[Path] = []  # what was not there before it was written

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
        if people or entries:
            self._stage(
                path, *text_with_entries(path, text, self._meaning(path, text), entries, people)
            )

    def amend(self, handle: str, old: Entry, new: Entry) -> None:
        """Stage what a log entry says in place of what it said, moved where its time is another.

        Keys that the format doesn't know stay. Raises SalescliError where the deal's file can't be
        read or changed.
        """
        path = self._book.deal_path(handle)
        self._stage(path, *text_with_amended(path, self._read(path), old, new))

    def move(self, handle: str, other: str) -> None:
        """Stage that a deal's file has another name. Raises SalescliError."""
        text = self._read(self._book.deal_path(handle))
        self._staged[self._free(other)] = text
        self.remove(self._book.deal_path(handle))

    def merge(self, handle: str, table: Mapping[str, Any]) -> None:
        """Stage a deal with all that the table of another one adds to it.

        Raises SalescliError where the two don't go together.
        """
        path = self._book.deal_path(handle)
        self._staged[path] = with_added(path, self._read(path), table)

    def text(self, handle: str) -> str:
        """Return the text of a deal's file as it is staged. Raises SalescliError."""
        return self._read(self._book.deal_path(handle))

    def change(self, handle: str, changes: Mapping[Key, Any]) -> None:
        """Stage values of a deal's header or people, taken out where they are None.

        The table of the owner's own fields is made where it isn't there yet.
        Raises SalescliError where the deal's file can't be read or changed.
        """
        from salescli.store.toml.set_in_place import change_values

        path = self._book.deal_path(handle)
        text = self._read(path)
        meant = self._meaning(path, text)
        mark, text = text[: text.startswith("\ufeff")], text.removeprefix("\ufeff")
        for key, value in changes.items():
            table: Any = meant
            for part in key[:-1]:
                table = table.setdefault(part, {}) if part == "custom" else table[part]
            if value is None:
                table.pop(key[-1], None)
            else:
                table[key[-1]] = value
        self._stage(path, mark + change_values(text, changes), meant)

    def put(self, path: Path, text: str) -> None:
        """Stage the text of a whole file of the book."""
        self._hold(path)
        self._staged[path] = text

    def remove(self, path: Path) -> None:
        """Stage that a file of the book is to be deleted."""
        self._hold(path)
        self._staged[path] = None

    def finish(self, message: str, trailers: Mapping[str, str] | None = None) -> CommitResult:
        """Write what was staged and commit it with a message that reads as history.

        `trailers` are facts for the commands to come, noted at the end of the message.
        What was edited in these files by hand, and not committed, is committed first: a command's
        commit holds what the command did and nothing else. A file that is damaged (see `damage`)
        may be replaced, but not added to. What git refuses to commit is owed (see `owed_commits`).
        Raises SalescliError when a file can't be written; then every file is as it was, or the
        message names those that are not.
        """
        by_command = ""
        if self._book.settings.commit:
            from salescli.store.command_message import with_trailers

            self._commit_edits([path for path in self._staged if path.is_file()])
            by_command = with_trailers(self._book, message, trailers or {})
        notes = self._write(by_command)
        deals = [path.stem for path in self._staged if path.parent == self._book.deals]
        note_write(str(self._book.root), deals)
        done = CommitResult(done=True)
        if by_command:
            try:
                done = self._commit(by_command)
            except KeyboardInterrupt:
                # What is written stays: it must not be offered once more. The next command finds
                # the journal, and commits it.
                return CommitResult(done=False, reason="git was interrupted")
        with suppress(OSError):  # then the next command finds all of it done
            remove_journal(self._book.root)
        if not self._is_known:
            from salescli.store.git.foreign_programs import note_known

            note_known(self._book.root)
        return replace(done, note="\n".join(filter(None, (done.note, *self._notes, *notes))))

    def _commit_edits(self, files: Sequence[Path]) -> None:
        """Commit what was edited in these files by hand. Raises SalescliError for damage."""
        from salescli.store.git.commit import is_repository, obstacle
        from salescli.store.git.manual_edits import commit_manual_edits, damage_error

        root = self._book.root
        damage: tuple[Damage, ...] = ()
        if not self._waits:
            done, damage = commit_manual_edits(root, files)
            self._waits = "" if done.done else obstacle(root) or done.reason
        if self._waits and is_repository(root):
            from salescli.store.journal.owed_commits import owe_edits

            damage = owe_edits(root, files)
        if built_on := [one for one in damage if root / one.file in self._read_from]:
            raise damage_error(built_on)

    def _commit(self, message: str) -> CommitResult:
        """Commit what is in place; where git refuses, or other commits wait, it is owed."""
        from salescli.store.git.commit import commit_files, has_repository

        root = self._book.root
        done = CommitResult(done=False, reason=self._waits)
        if not self._waits:
            done = commit_files(root, list(self._staged), message, new=self._new)
        if not done.done and has_repository(root):
            from salescli.store.journal.owed_commits import owe_journal

            with suppress(OSError, SalescliError):  # then the next command finds the journal
                owe_journal(root)
            return replace(done, owed=True)
        return done

    def _write(self, message: str) -> list[str]:
        """Write all that is staged, as one change with a journal of it.

        What is to be said where a file is in place and yet not all is well. Raises SalescliError.
        """
        root = self._book.root
        crlf: Collection[str] = ()
        try:
            self._new = [path for path in self._staged if not path.exists()]
            if self._new and self._book.settings.commit:
                from salescli.store.git.line_ends import crlf_files

                crlf = crlf_files(root, [self._name(path) for path in self._new])
            changes = tuple(self._change(path, text, crlf) for path, text in self._staged.items())
        except OSError as error:
            raise SalescliError(f"nothing was written: {os_error_text(error)}") from error
        self._staged = dict.fromkeys(self._staged)  # the texts are in the changes now
        return carry_out(root, root, Journal(changes, message))

    def _change(self, path: Path, text: str | None, crlf: Collection[str]) -> FileUpdate:
        name = self._name(path)
        after = None if text is None else readable_bytes(path, text)
        if after is not None and name in crlf:
            from salescli.store.git.line_ends import with_crlf

            after = with_crlf(after)
        return FileUpdate(name, self._held.get(path), after)

    def _name(self, path: Path) -> str:
        return path.relative_to(self._book.root).as_posix()

    def _free(self, handle: str) -> Path:
        path = self._book.deal_path(handle)
        if path in self._staged or path.exists():
            raise SalescliError(
                f"the deal '{handle}' already exists",
                fix=f"{command('show', handle)}   or choose another name: --handle NAME",
            )
        self._held[path] = None
        return path

    def _hold(self, path: Path) -> None:
        """Note what a file holds now: it is written only where it still holds that."""
        with suppress(OSError):  # that is said when it is written
            self._held.setdefault(path, path.read_bytes() if path.is_file() else None)

    def _head(self) -> str:
        schema = self._book.settings.schema
        return f"#:schema {schema}\n\n" if schema else ""

    def _read(self, path: Path) -> str:
        staged = self._staged.get(path)
        if staged is not None:
            return staged
        try:
            self._read_from.add(path)
            data = read_or_refuse(path)
            self._held.setdefault(path, data)
            return data.decode()
        except UnicodeDecodeError as error:
            raise SalescliError(f"{path} is not UTF-8", fix="save it in that encoding") from error

    def _stage(self, path: Path, text: str, meant: dict[str, Any]) -> None:
        check_meaning(path, text, meant)
        self._staged[path] = text
        self._last = text, meant

    def _meaning(self, path: Path, text: str) -> dict[str, Any]:
        """Return what a text says, for one who changes it: of one that was staged, it is known."""
        (staged, meant), self._last = self._last, ("", {})
        return meant if text and staged is text else parse_toml(text.removeprefix("\ufeff"), path)


@contextmanager
def transaction(book: Book, *, together: bool = True) -> Iterator[Transaction]:
    """Yield the transaction of a book, opened under its lock, once what was cut off is finished.

    `together`: commits that are owed may be made as one (see `owed_commits`). Raises SalescliError
    when it can't be had.
    """
    with locked(book.root):
        recovery, waits = recovered(book, together=together)
        notes, reason = (recovery.notes, recovery.settled.reason) if recovery else ((), "")
        check_proposed()
        yield Transaction(book, notes, waits or reason, is_known=not waits)
