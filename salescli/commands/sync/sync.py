"""`sync`: the book and its other copy made one: hand edits committed, fetched, merged, pushed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from salescli.commands.support.session import in_terminal
from salescli.commands.support.writing.report_commit import report_commit
from salescli.commands.sync.merge_summary import show_merged
from salescli.commands.sync.resolve_conflicts import Decision, decide, resolve_all
from salescli.errors import DONE, FINDINGS, SalescliError
from salescli.flags.keeping.sync import SyncFlags
from salescli.store.book import find_book
from salescli.store.files.lock import locked
from salescli.store.git import commit as git
from salescli.store.git import upstream
from salescli.store.git.book_commits import KEPT
from salescli.store.git.divergence import Divergence, compare
from salescli.store.git.doubled_refs import doubled_refs
from salescli.store.git.foreign_programs import first_look, note_known
from salescli.store.git.history import open_history
from salescli.store.git.manual_edits import (
    damage_error,
    find_manual_edits,
    manual_edits_among,
    message_by_hand,
)
from salescli.store.git.merge_driver import NO_ATTRIBUTE, driver_state, install_driver
from salescli.store.git.query import git_answer
from salescli.store.journal.owed_commits import settle
from salescli.store.journal.settled import Settled
from salescli.store.locate_book import SETTINGS, current_folder
from salescli.store.recovery import recover
from salescli.store.sync import unmerged
from salescli.store.sync.merge_commit import run_after_merge
from salescli.store.sync.place_merge import place_merge
from salescli.store.write_count import note_book
from salescli.text.shell_quoting import command
from salescli.text.wording import count, listed
from salescli.views.render.document import TextLine
from salescli.views.render.output import emit, notice

_SYNCS = "sync.lock"  # held by one sync of a clone while it fetches, merges and pushes
_ATTRIBUTES = ".gitattributes"
_TRIES = 3  # as often as the other end may move on while we merge


def sync(flags: SyncFlags) -> int:
    """Sync the book; the exit code: 1 where conflicts are left. Raises SalescliError."""
    root = find_book(flags.book, os.environ, current_folder())
    line = upstream.find_upstream(root)
    if reason := first_look(root):
        note_known(root)
        raise SalescliError(f"nothing was synced: {reason}", fix="salescli sync   once more")
    with locked(root, name=_SYNCS):
        return _commit_all(root) if line is None else _sync(root, line)


def _commit_all(root: Path) -> int:
    """Commit what is not committed yet, where there is no other copy; the exit code.

    Raises SalescliError, also where there was nothing to do.
    """
    with _writing(root) as said:
        if unmerged.in_progress(root) and not _finished(root):
            return FINDINGS
        if not (_commit_owed(root) + _commit_edits(root) + said):
            raise upstream.no_remote()
    missing = upstream.no_remote()
    _say(f"{missing.message}.")
    emit((TextLine((missing.fix,), indent=2, hang=4),))
    return DONE


def _sync(root: Path, line: upstream.Upstream) -> int:
    _with_driver(root)
    with _writing(root):
        if unmerged.in_progress(root) and not _finished(root):
            return FINDINGS
        _commit_owed(root)
        _commit_edits(root)
    received = 0
    for _ in range(_TRIES):
        upstream.fetch(line, prompts=in_terminal())
        stands = compare(line)
        if stands.theirs:  # also where nothing came: a file may have been saved meanwhile
            merged = _merged(root, line, stands)
            if merged is None:
                return FINDINGS
            stands = merged
            received += stands.behind
        is_same = stands.theirs and not stands.ahead and line.tracked
        if is_same or upstream.push(line, prompts=in_terminal()):
            _say(_balance(line, received, stands.ahead))
            if received:
                _say_doubled(root)
            return DONE
    raise SalescliError(
        f"{line.remote} keeps changing: it was never as we had just merged it",
        fix="salescli sync   once more",
    )


@contextmanager
def _writing(root: Path) -> Iterator[int]:
    """Hold the book's lock, once what was cut off is finished, and what is owed is committed.

    Yields how much of that was said. Raises SalescliError.
    """
    with locked(root):
        recovery = recover(root)
        for sentence in recovery.notes:
            _say(f"{sentence}.")
        _say_committed(recovery.settled)
        yield len(recovery.notes) + len(recovery.settled.messages)


def _commit_owed(root: Path) -> int:
    """Commit what a merge in progress kept from being committed; how many commits.

    Raises SalescliError where git still refuses.
    """
    settled = settle(root)
    _say_committed(settled)
    if settled.reason:
        raise SalescliError(
            f"what was written can't be committed yet: {settled.reason}",
            fix="salescli sync   when that is fixed; or salescli undo   takes it back",
        )
    return len(settled.messages)


def _say_committed(settled: Settled) -> None:
    for message in settled.messages:
        subject, _, _ = message.partition("\n")
        _say(f"Committed: {subject}.")


def _with_driver(root: Path) -> None:
    """Never merge without the driver: install it where this clone lacks it."""
    missing = driver_state(root)
    if missing:
        reason = install_driver(root, attributes=missing == NO_ATTRIBUTE)
        if reason:
            raise SalescliError(
                f"{missing}, and it can't be installed: {reason}; nothing was merged",
                fix="salescli doctor",
            )
        _say(f"{missing}: it is installed now.")


def _commit_edits(root: Path) -> int:
    """Commit what was changed by hand, and say so; how many commits.

    Raises SalescliError for what is damaged.
    """
    history = open_history(root)
    changed = history.uncommitted((*KEPT, _ATTRIBUTES))
    edits = manual_edits_among(history, [file for file in changed if file != _ATTRIBUTES])
    if edits.damaged:
        raise damage_error(edits.damaged)
    if edits.edited:
        message = message_by_hand(edits.edited)
        done = git.commit_files(root, [root / file for file in edits.edited], message)
        if not done.done:
            raise SalescliError(f"what was edited by hand can't be committed: {done.reason}")
        report_commit(done)
        _say(f"Committed: {message}.")
        changed = history.uncommitted([_ATTRIBUTES])  # a hook may have changed them
    made = int(bool(edits.edited))
    if _ATTRIBUTES in changed:
        done = git.commit_files(root, [root / _ATTRIBUTES], "Deals are merged by meaning")
        if not done.done:
            notice(f".gitattributes is not committed: {done.reason}")
        made += done.done
    return made


def _merged(root: Path, line: upstream.Upstream, stands: Divergence) -> Divergence | None:
    """Merge what was fetched, and return how the book stood to it before.

    None where conflicts are left. In a terminal they are asked about before anything is written,
    and without the lock.
    """
    answers: dict[Decision, str | None] = {}
    prefix = git_answer(root, "rev-parse", "--show-prefix")
    while True:
        with _writing(root):
            _commit_edits(root)
            stands = compare(line, stands)
            planned = unmerged.plan_fetched(line, stands, answers)
            if planned is None:
                return stands
            plan, commit = planned
            if commit or not in_terminal():
                for note in place_merge(root, plan, commit, unmerged.message(line)):
                    notice(note)
                note_book(str(root))
                break
        answers |= decide(root, prefix, plan.clashes)
    if not commit:
        resolve_all(root, unmerged.unmerged_files(root))
        return None
    run_after_merge(root)
    ahead = compare(line).ahead  # somebody may have committed meanwhile
    _look_at(root, unmerged.deals_of(root, plan.both))
    return replace(stands, ahead=ahead)


def _finished(root: Path) -> bool:
    """Resolve what a merge left, and commit it; False where conflicts are left."""
    ours, theirs = unmerged.merged_commits(root)
    if unmerged.forget_if_nothing_came(root, ours, theirs):
        return True
    both = unmerged.on_both_sides(root, ours, theirs)
    unmerged.merge_by_meaning(root)
    files = resolve_all(root, unmerged.unmerged_files(root))
    if files is None:
        return False
    edits = find_manual_edits(open_history(root))
    if edits.damaged:
        raise damage_error(edits.damaged)
    unmerged.finish_merge(root, [*files, *edits.edited])
    note_book(str(root))
    _look_at(root, [Path(file).stem for file in both if file.startswith("deals/")])
    return True


def _look_at(root: Path, deals: list[str]) -> None:
    if deals and (root / SETTINGS).is_file():
        show_merged(root, deals)


def _say_doubled(root: Path) -> None:
    """Say in which deals one mail is logged, each on another machine before it was synced."""
    for handles in doubled_refs(root):
        notice(f"one mail or meeting is logged in {listed(handles)}: it belongs in one of them")
        emit((TextLine((command("edit", handles[-1]),), indent=2),))


def _balance(line: upstream.Upstream, received: int, sent: int) -> str:
    if not received and not sent:
        return f"The book and {line.remote} are the same."
    parts = [f"{verb} {count(number, 'commit')}" for verb, number in _numbers(received, sent)]
    said = " and ".join(parts)
    return f"{said[0].upper()}{said[1:]}. The book and {line.remote} are the same now."


def _numbers(received: int, sent: int) -> list[tuple[str, int]]:
    return [(verb, n) for verb, n in (("received", received), ("sent", sent)) if n]


def _say(text: str) -> None:
    emit((TextLine((text[0].upper() + text[1:],), hang=2),))
