"""Commits that are owed: changes that are in place, and that git would not commit.

Each is kept whole, as its journal had it, in the order in which they were made: it is committed as
it was, under its own message, by the next command that writes or by sync. While some are owed, what
comes after them waits too, so that the history is in order.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.files.own_folder import JOURNAL, OWED, OWN
from salescli.store.files.private_dir import private_folder, write_private
from salescli.store.git.book_commits import KEPT
from salescli.store.git.commit import commit_files, has_repository, obstacle
from salescli.store.git.commit_contents import commit_contents
from salescli.store.git.commit_result import CommitResult
from salescli.store.git.damage import Damage, damage_of
from salescli.store.git.history import open_history
from salescli.store.git.manual_edits import ManualEdits, find_manual_edits, message_by_hand
from salescli.store.git.query import git_answer
from salescli.store.journal.journal import (
    FileUpdate,
    Journal,
    journal_at,
    journal_parts,
    read_journal,
    remove_journal,
)
from salescli.store.journal.kept_aside import keep_aside
from salescli.store.journal.owed_content import (
    OwedFile,
    content_in,
    follow,
    owed_after_correction,
    owed_files,
)
from salescli.store.journal.put_in_place import content_of
from salescli.store.journal.settled import Settled
from salescli.text.shell_quoting import word

_ID = "owed-"  # stands in the messages of others for the commit that is yet to be made


@dataclass(frozen=True, slots=True)
class Owed:
    """One change whose commit has yet to be made; its `id` is the name of its file."""

    id: str
    change: Journal


def owed_changes(root: Path) -> list[Owed]:
    """Return the changes whose commits are owed, the oldest first. Raises SalescliError."""
    found = ((name, journal_at(root / OWN / OWED / name)) for name in _names(root))
    return [Owed(name, change) for name, change in found if change is not None]


def owe(root: Path, change: Journal) -> None:
    """Remember a change that could not be committed. Raises SalescliError."""
    change = replace(change, head=git_answer(root, "rev-parse", "-q", "--verify", "HEAD"))
    write_private(root / OWN / OWED / _next_name(root), journal_parts(change), root)


def owe_journal(root: Path) -> None:
    """Make the journal of a change that is in place one whose commit is owed.

    A cut between the two leaves both: what is owed twice comes to nothing the second time. On a
    full disk it is the journal itself, which doesn't say what it is built on. Raises SalescliError,
    OSError.
    """
    change = read_journal(root)
    if change is None:
        return
    try:
        owe(root, change)
    except SalescliError:
        private_folder(root, OWED)
        (root / OWN / JOURNAL).rename(root / OWN / OWED / _next_name(root))
    else:
        remove_journal(root)


def owe_edits(root: Path, paths: Sequence[Path]) -> tuple[Damage, ...]:
    """Remember what was edited by hand in these files since they were last committed or owed.

    Returns which of them are damaged: that is no edit. Raises SalescliError.
    """
    known = {file.name: file.after for one in owed_changes(root) for file in one.change.files}
    names = [path.relative_to(root).as_posix() for path in paths]
    fresh = [name for name in names if name not in known and name.startswith(KEPT)]
    history = open_history(root)
    edits = find_manual_edits(history, fresh) if fresh else ManualEdits()
    edited, damage = list(edits.edited), list(edits.damaged)
    for name in known.keys() & set(names):
        now = content_of(root / name)
        if now is None or now == known[name]:
            continue
        if what := damage_of(now, known[name]):
            damage.append(Damage(name, what, f"put it right: {word(str(root / name))}"))
        else:
            edited.append(name)
    if edited:
        files = []
        for name in sorted(edited):
            before = known[name] if name in known else content_in(history, name, "HEAD")
            files.append(FileUpdate(name, before, content_of(root / name)))
        owe(root, Journal(tuple(files), message_by_hand(sorted(edited))))
    return tuple(damage)


def settle(root: Path, *, together: bool = True) -> Settled:
    """Make the commits that are owed, as far as git lets us. Raises SalescliError.

    `together`: where one is refused and the files are not as it left them, all are one commit of
    what they hold by now. Nobody can take back or bring back a part of that.
    """
    queue = owed_changes(root)
    messages: list[str] = []
    notes: list[str] = []
    own: list[str] = []  # the commits that were made here
    reason = ""
    while queue and not reason:
        first, *rest = queue
        done, said = _commit(root, first.change, rest, own)
        if done.done or not has_repository(root):
            messages.append(first.change.message)
            notes += said
            queue = [_named(root, one, first.id, own) for one in rest]
            (root / OWN / OWED / first.id).unlink(missing_ok=True)
        elif together and (
            files := owed_after_correction(open_history(root), [one.change for one in queue])
        ):
            done = _commit_together(root, queue, files)
            messages += [one.change.message for one in queue] if done.done else []
            queue = _forgotten(root, queue) if done.done else queue
        reason = "" if done.done else done.reason
    if not queue:
        with suppress(OSError):
            (root / OWN / OWED).rmdir()
    return Settled(tuple(messages), reason, tuple(notes))


def _names(root: Path) -> list[str]:
    try:
        paths = list((root / OWN / OWED).iterdir())
    except OSError:
        return []
    return sorted(path.name for path in paths if path.name.startswith(_ID) and not path.suffix)


def _next_name(root: Path) -> str:
    last = max((name.removeprefix(_ID) for name in _names(root)), default="0")
    return f"{_ID}{int(last) + 1 if last.isdecimal() else 1:06}"


def _commit(
    root: Path, change: Journal, later: Sequence[Owed], own: list[str]
) -> tuple[CommitResult, list[str]]:
    """Commit one change as it was made, on what git has by now, whatever its files hold.

    Returns what became of it, and what there is to say. Raises SalescliError.
    """
    if reason := obstacle(root):
        return CommitResult(done=False, reason=reason), []
    files = owed_files(open_history(root), change, own)
    moved_on = {file.name for one in later for file in one.change.files}
    done = _commit_rebuilt(root, files, change.message, moved_on)
    if not done.done:
        return done, []
    if later:
        own.append(git_answer(root, "rev-parse", "HEAD"))
    return done, [_clash(root, file) for file in files if file.clash]


def _commit_rebuilt(
    root: Path, files: Sequence[OwedFile], message: str, moved_on: Collection[str] = ()
) -> CommitResult:
    """Commit files as they are to be; they follow where they hold something else by now."""
    contents = {file.change.name: file.wanted for file in files}
    if all(
        name not in moved_on and content_of(root / name) == data for name, data in contents.items()
    ):
        new = [root / file.change.name for file in files if file.held is None]
        return commit_files(root, [root / name for name in contents], message, new=new)
    done = commit_contents(root, contents, message)
    if done.done:
        follow(root, files)
    return done


def _clash(root: Path, file: OwedFile) -> str:
    """Say what became of a change that somebody's commit came before. Raises SalescliError."""
    name, after = file.change.name, file.change.after
    if after is None:
        return f"{name} was changed by a later commit: it was not deleted"
    if file.held is None:
        return f"{name} was deleted by a later commit: what was written to it brought it back"
    where = keep_aside(root, name, after)
    return f"{name}: a later commit changed the same lines and they stay; yours are in {where}"


def _commit_together(root: Path, queue: Sequence[Owed], files: Sequence[OwedFile]) -> CommitResult:
    """Commit all that is owed as the files are now: what was refused was corrected since."""
    subjects = dict.fromkeys(one.change.message.partition("\n")[0] for one in queue)
    body = queue[0].change.message.partition("\n")[2] if len(queue) == 1 else ""
    return _commit_rebuilt(root, files, f"{'; '.join(subjects)}\n{body}")


def _forgotten(root: Path, queue: Sequence[Owed]) -> list[Owed]:
    for one in queue:
        (root / OWN / OWED / one.id).unlink(missing_ok=True)
    return []


def _named(root: Path, waiting: Owed, name: str, own: Sequence[str]) -> Owed:
    """Return a change whose message names the commit that was made, where it named it as owed.

    `own` are the commits that were made here.
    """
    if name not in waiting.change.message:
        return waiting
    commit = own[-1] if own else git_answer(root, "rev-parse", "HEAD")
    change = replace(waiting.change, message=waiting.change.message.replace(name, commit))
    write_private(root / OWN / OWED / waiting.id, journal_parts(change), root)
    return replace(waiting, change=change)
