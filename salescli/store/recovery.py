"""What a command that was cut off has begun, finished by the next one (see `journal`).

A file that somebody edited meanwhile gets both, the edit and what the command meant. Where both
touch the same lines the edit stays, and what was meant is kept among the drafts, and named.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.files.atomic import os_error_text
from salescli.store.files.leftovers import find_leftovers
from salescli.store.files.lock import locked
from salescli.store.files.own_folder import JOURNAL, OWN, is_cut_off
from salescli.store.files.scratch import drop_scratch
from salescli.store.git import commit
from salescli.store.git.commit_result import CommitResult
from salescli.store.git.foreign_programs import note_known, why_held_back
from salescli.store.git.revert import OverlapError, revert
from salescli.store.journal.journal import FileUpdate, Journal, read_journal, remove_journal
from salescli.store.journal.kept_aside import keep_aside
from salescli.store.journal.owed_commits import owe, settle
from salescli.store.journal.put_in_place import content_of, put_in_place
from salescli.store.journal.settled import Recovery, Settled
from salescli.text.shell_quoting import word

_WAIT = 2.0  # seconds that a command which only reads waits for one that writes


def recover(root: Path, *, held_back: str = "", together: bool = True) -> Recovery:
    """Finish what was cut off, and commit what is owed, under the book's lock.

    `held_back` says why git is to run no program now: then nothing is committed. `together` is as
    for `settle`. Raises SalescliError where what was cut off can't be finished now.
    """
    drop_leftovers(root)  # on a full disk they make room
    settled = Settled(reason=held_back) if held_back else settle(root, together=together)
    journal = read_journal(root) if is_cut_off(str(root)) else None
    if journal is None:
        return Recovery(settled.notes, settled)
    try:
        if journal.merge:
            _check_not_held_back(held_back)
            from salescli.store.sync.place_merge import resume

            notes = resume(root, journal)
        else:
            notes = _finish(root, journal, settled.reason)
        remove_journal(root)
    except OSError as error:
        where = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        raise _unfinished(root, journal, where + os_error_text(error)) from error
    except SalescliError as error:
        raise _unfinished(root, journal, error.message, error.fix) from error
    return Recovery((*settled.notes, *notes), settled)


def _check_not_held_back(reason: str) -> None:
    if reason:
        raise SalescliError(reason)


def _unfinished(root: Path, journal: Journal, reason: str, fix: str = "") -> SalescliError:
    """Return the error for a change that can't be finished, and so keeps others from being made."""
    subject = "sync" if journal.merge else journal.message.partition("\n")[0]
    fix = fix or "when that is fixed, repeat the command"
    if not journal.merge:
        path = word(str(root / OWN / JOURNAL))
        fix += f"\n  or, to leave it unfinished: rm {path}"
    return SalescliError(
        f"can't finish an interrupted command ({subject}): {reason}",
        fix=fix,
    )


def recover_first(root: Path) -> list[str]:
    """Finish what was cut off, for a command that only reads; what there is to say.

    A command that is at work is waited for, for a moment, as long as its files are not in place.
    """
    is_half = True
    try:
        journal = read_journal(root)
        is_half = journal is not None and not _is_in_place(root, journal)
        with locked(root, _WAIT if is_half else 0):
            waits = why_held_back(root)
            notes = list(recover(root, held_back=waits).notes)
            if waits and any(waits in note for note in notes):
                note_known(root)
            return notes
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
    """Delete the temporary files and folders of commands that are dead."""
    drop_scratch(root)
    for path in find_leftovers(root):
        with suppress(OSError):
            path.unlink()


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
            wanted.append(FileUpdate(change.name, now, after, change.executable))
    put_in_place(root, wanted)
    if journal.message:
        paths = [root / change.name for change in journal.files]
        new = [root / change.name for change in journal.files if change.before is None]
        done = CommitResult(done=False, reason=waits)
        if not waits:
            done = commit.commit_files(root, paths, journal.message, new=new)
        if not done.done and commit.has_repository(root):
            files = (replace(file, after=content_of(root / file.name)) for file in journal.files)
            owe(root, replace(journal, files=tuple(files)))
            notes.append(f"it is not committed yet: {done.reason}")
    subject = journal.message.partition("\n")[0]
    finished = "finished an interrupted command"
    return [f"{finished}: {subject}" if subject else finished, *notes]


def _meant(change: FileUpdate, now: bytes | None) -> bytes | None:
    """Return what a file is to hold: the change, and what was edited. Raises OverlapError."""
    return now if now == change.after else revert(change.after, change.before, now)


def _kept_aside(root: Path, change: FileUpdate) -> str:
    if change.after is None:
        return f"{change.name} was edited in the meantime: it was not deleted"
    where = keep_aside(root, change.name, change.after)
    edited = f"{change.name} was edited in the meantime and stays as it is"
    return f"{edited}: the command's version is in {where}"
