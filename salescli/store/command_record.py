"""The commands that are on record: those that git has, and those whose commits are owed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path

from salescli.store.files.own_folder import OWED, OWN
from salescli.store.git.book_commits import BY, KEPT
from salescli.store.git.history import Commit, History, read_message
from salescli.store.git.history import FileChange as Touch
from salescli.store.git.query import git_answer
from salescli.store.git.undo_order import Author
from salescli.store.journal.journal import FileUpdate
from salescli.store.journal.owed_commits import Owed, owed_changes

_TOGETHER = 500  # files that git is asked about in one go


def commands_on_record(history: History, author: Author, file: str | None = None) -> list[Commit]:
    """Return the commands of a book or on one file, the newest first. Raises SalescliError.

    What is owed is the author's own.
    """
    waiting = [_commit(history.root, one, author) for one in reversed(owed_changes(history.root))]
    if file is not None:
        waiting = [one for one in waiting if any(touch.file == file for touch in one.touched)]
    return [*(one for one in waiting if one.command), *history.commands(file)]


def is_owed(commit: Commit) -> bool:
    """Whether a command's commit is yet to be made."""
    return not commit.parents and commit.commit.startswith("owed-")


def file_updates(history: History, commit: Commit) -> Iterator[FileUpdate]:
    """Yield what a command did to the files of the book; of what they held, no more than some.

    Raises SalescliError where git lacks what they held.
    """
    if is_owed(commit):
        (change,) = (one.change for one in owed_changes(history.root) if one.id == commit.commit)
        yield from (one for one in change.files if one.name.startswith(KEPT))
        return
    touches = iter(commit.touched)
    while some := list(islice(touches, _TOGETHER)):
        held = _whole(history, tuple(n for touch in some for n in (*touch.before, touch.after)))
        for touch in some:
            before, after = held.get(touch.before[0]), held.get(touch.after)
            yield FileUpdate(touch.file, None if touch.was else before, after)
            if touch.was:
                yield FileUpdate(touch.was, before, None)


def with_files(history: History, commit: Commit) -> Commit:
    """Return a command with the files of the book that it changed. Raises SalescliError."""
    if is_owed(commit):
        return commit
    whole = _moment(history, commit.commit)
    return whole if whole and whole.commit == commit.commit else commit


# What a commit or an object holds is never another: what is looked at twice is asked for once.
@lru_cache(maxsize=_TOGETHER)
def _moment(history: History, commit: str) -> Commit | None:
    """Return a commit with the files of the book that it changed. Raises SalescliError."""
    return next(iter(history.moments(limit=1, since=commit)), None)


@lru_cache(maxsize=1)
def _whole(history: History, objects: tuple[str, ...]) -> dict[str, bytes]:
    """Return what objects hold. Raises SalescliError where git lacks any."""
    return history.whole(objects)


def named_commit(history: History, name: str) -> Commit | None:
    """Return the commit of the book's history that a name means, with its files; None for none.

    Raises SalescliError where git can't be asked.
    """
    commit = git_answer(history.root, "rev-parse", "-q", "--verify", f"{name}^{{commit}}")
    if not commit or git_answer(history.root, "rev-list", "-1", commit, "--not", "HEAD", "--"):
        return None
    found = _moment(history, commit)
    return found if found and found.commit == commit else None


def _commit(root: Path, waiting: Owed, author: Author) -> Commit:
    subject, trailers = read_message(waiting.change.message)
    at = datetime.fromtimestamp((root / OWN / OWED / waiting.id).stat().st_mtime).astimezone()
    names = (one.name for one in waiting.change.files if one.name.startswith(KEPT))
    touched = tuple(Touch(name, (), "") for name in names)
    by = author.git.name or author.me
    noted = {BY: author.me, **trailers}
    return Commit(waiting.id, (), at, by, author.git.email, subject, noted, touched)
