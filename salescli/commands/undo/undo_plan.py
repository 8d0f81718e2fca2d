"""What it would mean to take a command back, or to bring it back: its files as they are to be."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from salescli.commands.support.reading.file_history import deal_of, spoken_of
from salescli.commands.support.session import Session, me
from salescli.errors import SalescliError, UsageError
from salescli.store.command_record import commands_on_record, file_updates, is_owed, with_files
from salescli.store.deal_loader import pages
from salescli.store.files.read import read_file
from salescli.store.git.book_commits import REDOES, UNDOES
from salescli.store.git.commit import obstacle
from salescli.store.git.history import Commit, History
from salescli.store.git.identity import identity
from salescli.store.git.revert import OverlapError
from salescli.store.git.undo_order import Author, to_redo, to_undo
from salescli.store.journal.journal import FileUpdate
from salescli.store.locate_book import SETTINGS
from salescli.store.merge.take_back import take_back
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.text.shell_quoting import command

_HISTORY = "salescli history   shows what was changed"


@dataclass(frozen=True, slots=True)
class UndoTarget:
    """What is to be taken back: the last command, on one file where there is one, or a commit.

    `redo`: what was taken back is to be brought back.
    """

    file: str | None = None
    commit: Commit | None = None
    redo: bool = False


@dataclass(frozen=True, slots=True)
class RestoredFile:
    """A file, what it is to hold, and the digest of what it holds; None where there is no file."""

    file: str
    now: str | None
    text: str | None

    @property
    def then(self) -> bytes | None:
        """What it is to hold, as it is written."""
        return None if self.text is None else self.text.encode()


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """The command whose change is to be reversed, and what that makes of its files.

    `redo`: the command took another one back, which is brought back by that. `passed_over` are
    later commands that changed nothing of what is taken back: no deal, process or setting.
    """

    moment: Commit
    files: tuple[RestoredFile, ...]
    redo: bool
    passed_over: tuple[str, ...] = ()

    @property
    def trailers(self) -> dict[str, str]:
        """What the commit notes, for the next undo and redo."""
        return {REDOES if self.redo else UNDOES: self.moment.commit}


def plan_undo(session: Session, remembered: History, wanted: UndoTarget) -> UndoPlan:
    """Return what taking back means, or bringing back.

    Raises SalescliError where there is nothing, or it can't be done.
    """
    named = wanted.commit
    moment, passed = (named, ()) if named else _next(session, remembered, wanted)
    redo = UNDOES in moment.trailers
    reason = "" if is_owed(moment) else obstacle(session.book.root)
    if reason:
        raise SalescliError(f"nothing can be taken back now: {reason}")
    _check(moment)
    files = [_restoring(session, moment, one) for one in file_updates(remembered, moment)]
    changed = _with_what_others_need(session, [one for one in files if one.now != digest(one.then)])
    if not changed:
        older = moment.parents[0] if moment.parents else "HEAD"
        raise SalescliError(
            f"there is nothing left to {'bring' if redo else 'take'} back of: {moment.subject}",
            fix=f"salescli history   shows what changed since {older[:7]}",
        )
    return UndoPlan(moment, changed, redo, passed)


def _next(
    session: Session, remembered: History, wanted: UndoTarget
) -> tuple[Commit, tuple[str, ...]]:
    """Return the next command to reverse, with all that it changed, and what is passed over.

    Raises SalescliError.
    """
    author = Author(identity(session.book.root), me(session))
    commands = commands_on_record(remembered, author, wanted.file)
    what = spoken_of(wanted.file) if wanted.file else "this book"
    if wanted.redo:
        undone = to_redo(commands, author)
        if undone is None:
            raise SalescliError(f"nothing on {what} is to be brought back", fix=_HISTORY)
        return with_files(remembered, undone), ()
    passed: list[str] = []
    for moment in (with_files(remembered, one) for one in to_undo(commands, author)):
        if moment.touched:
            return moment, tuple(passed)
        passed.append(moment.subject)
    raise _not_ours(passed) if passed else _nothing(commands, author, what)


def _not_ours(passed: list[str]) -> SalescliError:
    """Return what to say where the only commands left changed nothing that is taken back."""
    return SalescliError(
        f"'{passed[0]}' changed no deal, process or setting: that is not taken back",
        fix="take it back by hand: git revert HEAD" if len(passed) == 1 else _HISTORY,
    )


def _nothing(commands: list[Commit], author: Author, what: str) -> SalescliError:
    """Return what to say where no command can be taken back."""
    if any(author.wrote(one) for one in commands):
        return SalescliError(
            f"every command of yours on {what} is taken back already",
            fix="salescli redo   brings the last one back",
        )
    if commands:
        last = commands[0]
        return SalescliError(
            f"no command of yours on {what} is on record; the last one is by {last.by}: "
            f"{last.subject}",
            fix=f"salescli undo {last.commit[:9]}   takes that one back",
        )
    return SalescliError(
        f"no command on {what} is on record: there is nothing to take back",
        fix="salescli history   shows what was changed by hand",
    )


def _check(moment: Commit) -> None:
    """Raise SalescliError for what can't be taken back, whatever came after it."""
    if len(moment.parents) > 1:
        raise UsageError("a merge is not taken back", fix="name one of the commits that it merged")
    if any(touch.file == SETTINGS and not any(touch.before) for touch in moment.touched):
        raise SalescliError(
            "the last command made the book itself: that is not taken back",
            fix="to be rid of the book, delete its folder",
        )


def digest(data: bytes | None) -> str | None:
    """Return what tells the content of a file from another one; None where there is no file."""
    return None if data is None else sha256(data).hexdigest()


def content(session: Session, file: str) -> bytes | None:
    """Return what a file of the book holds; None where there is none. Raises OSError."""
    path = session.book.root / file
    return read_file(path) if path.exists() else None


def _restoring(session: Session, moment: Commit, change: FileUpdate) -> RestoredFile:
    """Return a file without what the command did to it. Raises SalescliError if it can't be."""
    file = change.name
    try:
        now = content(session, file)
        then = take_back(file, change.before, change.after, now)
        text = None if then is None else then.decode()
        if text is not None:
            parse_toml(text.removeprefix("\ufeff"))
    except (OverlapError, TomlError, UnicodeDecodeError, OSError) as error:
        reason = error.message if isinstance(error, OverlapError) else "it could not be read then"
        raise SalescliError(
            f"not taken back, in {file}: {reason}\n  the command was: {moment.subject}",
            fix=f"{command('history', deal_of(file))}   shows what came after; edit it by hand",
        ) from error
    return RestoredFile(file, digest(now), text)


def _with_what_others_need(session: Session, files: list[RestoredFile]) -> tuple[RestoredFile, ...]:
    """Return the files without the processes that other deals follow by now: those stay.

    Raises SalescliError where other deals follow a revision that would not be there.
    """
    kept = []
    deals = {deal_of(one.file) for one in files}
    for one in files:
        name, revision = _declared(one.file, content(session, one.file))
        users = [
            page.handle
            for page in (pages(session.book, session.loader) if name else ())
            if page.deal and page.handle not in deals
            if (page.deal.process, page.deal.revision) == (name, revision)
        ]
        if users and one.text is not None and _declared(one.file, one.then)[1] != revision:
            raise SalescliError(
                f"not taken back: {users[0]} has followed revision {revision} of {name} since",
                fix=f"{command('process revise', name)}   changes it once more",
            )
        if not users or one.text is not None:
            kept.append(one)
    return tuple(kept)


def _declared(file: str, data: bytes | None) -> tuple[str, int]:
    """Return the name and revision of the process in force that a file declares; else no name."""
    path = PurePosixPath(file)
    if path.parent.name != "processes" or data is None:
        return "", 0
    try:
        revision = parse_toml(data.decode().removeprefix("\ufeff")).get("revision", 1)
    except (TomlError, UnicodeDecodeError):
        return "", 0
    return path.stem, revision
