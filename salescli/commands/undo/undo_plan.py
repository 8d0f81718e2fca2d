"""What it would mean to take the last command back: which files, and what they are to hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import PurePosixPath

from salescli.commands.support.file_history import deal_of, spoken_of
from salescli.commands.support.session import Session
from salescli.errors import SalescliError
from salescli.store.deal_loader import pages
from salescli.store.files.read import read_file
from salescli.store.git.commit import obstacle
from salescli.store.git.history import KEPT, Commit, History
from salescli.store.git.revert import OverlapError, revert
from salescli.store.locate_book import SETTINGS
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.text.shell_quoting import command

_TOGETHER = 500  # files that git is asked about in one go


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
    """The command that is to be taken back, and what that makes of its files."""

    moment: Commit
    files: tuple[RestoredFile, ...]


def plan_undo(session: Session, remembered: History, file: str | None) -> UndoPlan:
    """What taking back the last command means, of all or on one file.

    Raises SalescliError where there is none, or it can't be taken back.
    """
    reason = obstacle(session.book.root)
    if reason:
        raise SalescliError(f"nothing can be taken back now: {reason}")
    moment = _last(remembered, file)
    files = list(_files(session, remembered, moment))
    changed = _with_what_others_need(session, [one for one in files if one.now != digest(one.then)])
    if not changed:
        raise SalescliError(
            f"there is nothing left to take back of: {moment.subject}",
            fix="salescli history   shows what changed since",
        )
    return UndoPlan(moment, changed)


def _files(session: Session, remembered: History, moment: Commit) -> Iterator[RestoredFile]:
    """Every file that the command changed, without that; of what they hold, no more than some."""
    touches = iter(moment.touched)
    while some := list(islice(touches, _TOGETHER)):
        held = remembered.whole(one for touch in some for one in (*touch.before, touch.after))
        for touch in some:
            before, after = held.get(touch.before[0]), held.get(touch.after)
            yield _restoring(session, moment, touch.file, None if touch.was else before, after)
            if touch.was:
                yield _restoring(session, moment, touch.was, before, None)


def digest(data: bytes | None) -> str | None:
    """What tells the content of a file from another one; None where there is no file."""
    return None if data is None else sha256(data).hexdigest()


def content(session: Session, file: str) -> bytes | None:
    """What a file of the book holds; None where there is none. Raises OSError."""
    path = session.book.root / file
    return read_file(path) if path.exists() else None


def _last(remembered: History, file: str | None) -> Commit:
    """The last commit that a command made, with all that it changed. Raises SalescliError."""
    found = remembered.moments((file,) if file else KEPT, limit=1, commands=True)
    if found and file:
        found = remembered.moments(limit=1, since=found[0].commit)
    if not found or not found[0].touched:
        what = spoken_of(file) if file else "this book"
        raise SalescliError(
            f"no command on {what} is on record: there is nothing to take back",
            fix="salescli history   shows what was changed by hand",
        )
    moment = found[0]
    if any(touch.file == SETTINGS and not any(touch.before) for touch in moment.touched):
        raise SalescliError(
            "the last command made the book itself: that is not taken back",
            fix="to be rid of the book, delete its folder",
        )
    return moment


def _restoring(
    session: Session, moment: Commit, file: str, before: bytes | None, after: bytes | None
) -> RestoredFile:
    """A file without what the command did to it. Raises SalescliError where that can't be."""
    try:
        now = content(session, file)
        then = revert(before, after, now)
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
    """The files without the processes that other deals are held to by now: those stay.

    Raises SalescliError where other deals are held to a revision that would not be there.
    """
    kept = []
    deals = {deal_of(one.file) for one in files}
    for one in files:
        name, revision = _declared(one.file, content(session, one.file))
        users = [
            page.handle
            for page in (pages(session.book, session.shelf) if name else ())
            if page.deal and page.handle not in deals
            if (page.deal.process, page.deal.revision) == (name, revision)
        ]
        if users and one.text is not None and _declared(one.file, one.then)[1] != revision:
            raise SalescliError(
                f"not taken back: {users[0]} is held to revision {revision} of {name} since",
                fix=f"{command('process revise', name)}   changes it once more",
            )
        if not users or one.text is not None:
            kept.append(one)
    return tuple(kept)


def _declared(file: str, data: bytes | None) -> tuple[str, int]:
    """The name and the revision of the process in force that a file declares; else no name."""
    path = PurePosixPath(file)
    if path.parent.name != "processes" or data is None:
        return "", 0
    try:
        revision = parse_toml(data.decode().removeprefix("\ufeff")).get("revision", 1)
    except (TomlError, UnicodeDecodeError):
        return "", 0
    return path.stem, revision
