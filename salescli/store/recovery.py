"""What a command that was cut off has begun, finished by the next one (see `journal`).

A file that somebody edited meanwhile gets both, the edit and what the command meant. Where both
touch the same lines the edit stays, and what was meant is kept among the drafts, and named.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from salescli.errors import SalescliError
from salescli.store.files.atomic import os_error_text
from salescli.store.files.leftovers import find_leftovers
from salescli.store.files.lock import locked
from salescli.store.files.own_folder import OWN, is_cut_off
from salescli.store.files.private_dir import write_private
from salescli.store.git import commit
from salescli.store.git.foreign_programs import first_look
from salescli.store.git.revert import OverlapError, revert
from salescli.store.journal.journal import FileChange, Journal, read_journal, remove_journal
from salescli.store.journal.owed_commits import Settled, owe, settle
from salescli.store.journal.put_in_place import content_of, put_in_place

_WAIT = 2.0  # seconds that a command which only reads waits for one that writes


@dataclass(frozen=True, slots=True)
class Recovery:
    """What there is to say of what was cut off, and what became of the commits that were owed."""

    notes: tuple[str, ...] = ()
    settled: Settled = field(default_factory=Settled)


def recover(root: Path, *, held_back: str = "", together: bool = True) -> Recovery:
    """Finish what was cut off, and commit what is owed, under the book's lock.

    `held_back` says why git is to run no program now: then nothing is committed. `together` is as
    for `settle`. Raises SalescliError where what was cut off can't be finished now.
    """
    settled = Settled(reason=held_back) if held_back else settle(root, together=together)
    journal = read_journal(root) if is_cut_off(str(root)) else None
    if journal is None:
        return Recovery(settled=settled)
    try:
        if journal.merge:
            if held_back:
                raise SalescliError(f"a sync that was cut off is not finished: {held_back}")
            from salescli.store.sync.place_merge import resume

            notes = resume(root, journal)
        else:
            notes = _finish(root, journal, settled.reason)
        remove_journal(root)
    except OSError as error:
        message = (
            f"what a command that was cut off had begun can't be finished: {os_error_text(error)}"
        )
        raise SalescliError(message, fix="when that is fixed, repeat the command") from error
    drop_leftovers(root)
    return Recovery(tuple(notes), settled)


def recover_first(root: Path) -> list[str]:
    """Finish what was cut off, for a command that only reads; what there is to say.

    A command that is at work is waited for, for a moment, as long as its files are not in place.
    """
    is_half = True
    try:
        journal = read_journal(root)
        is_half = journal is not None and not _is_in_place(root, journal)
        with locked(root, _WAIT if is_half else 0):
            return list(recover(root, held_back=held_back(root)).notes)
    except (SalescliError, OSError) as error:
        if not is_cut_off(str(root)) or not is_half:
            return []
        reason = (
            error.message.partition(";")[0]
            if isinstance(error, SalescliError)
            else os_error_text(error)
        )
        return [f"a change of this book is not finished yet: {reason}"]


def _is_in_place(root: Path, journal: Journal) -> bool:
    base = root
    if journal.merge:
        from salescli.store.sync.place_merge import top_of

        base = top_of(root)
    return all(content_of(base / change.name) == change.after for change in journal.files)


def drop_leftovers(root: Path) -> None:
    """Delete the temporary files of commands that are dead."""
    for path in find_leftovers(root):
        with suppress(OSError):
            path.unlink()


def held_back(root: Path) -> str:
    """Return why git is to run no program yet: a repository whose own programs are not known."""
    try:
        return first_look(root)
    except OSError:  # git can't be started: committing says why
        return ""


def _finish(root: Path, journal: Journal, waits: str) -> list[str]:
    """Put a change in place and commit it, or owe its commit where others `wait`."""
    notes = []
    wanted = []
    for change in journal.files:
        now = content_of(root / change.name)
        try:
            after = _meant(change, now)
        except OverlapError:
            notes.append(_kept_aside(root, change))
            continue
        if after != now:
            wanted.append(FileChange(change.name, now, after, change.executable))
    put_in_place(root, wanted)
    if journal.message:
        names = tuple(change.name for change in journal.files)
        done = commit.CommitResult(done=False, reason=waits)
        if not waits:
            done = commit.commit_files(root, [root / name for name in names], journal.message)
        if not done.done and commit.is_repository(root):
            files = (replace(one, after=content_of(root / one.name)) for one in journal.files)
            owe(root, replace(journal, files=tuple(files)))
            notes.append(f"it is not committed yet: {done.reason}")
    subject = journal.message.partition("\n")[0]
    finished = "a command that was cut off is finished"
    return [f"{finished}: {subject}" if subject else finished, *notes]


def _meant(change: FileChange, now: bytes | None) -> bytes | None:
    """What a file is to hold: the change, and what was edited. Raises OverlapError."""
    return now if now == change.after else revert(change.after, change.before, now)


def _kept_aside(root: Path, change: FileChange) -> str:
    name = PurePosixPath(change.name).name
    if change.after is None:
        return f"{change.name} was edited meanwhile: it is not deleted"
    path = root / OWN / "drafts" / f"unfinished-{name}"
    write_private(path, change.after, root)
    where = os.path.relpath(path, root)
    return f"{change.name} was edited meanwhile, and stays so: what was meant for it is in {where}"
