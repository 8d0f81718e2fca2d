"""`sync`: the book and its other copy made one: hand edits committed, fetched, merged, pushed."""

from __future__ import annotations

import os
from pathlib import Path

from salescli.commands.merged import show_merged
from salescli.commands.record import tell
from salescli.commands.resolving import resolve_all
from salescli.commands.session import in_terminal
from salescli.errors import DONE, FINDINGS, SalescliError
from salescli.model.spoken import count
from salescli.store import git, merging, remote
from salescli.store.book import find_book
from salescli.store.driver import driver_state, install_driver
from salescli.store.lock import locked
from salescli.store.memory import memory
from salescli.store.strays import commit_strays, message_by_hand
from salescli.store.where import SETTINGS, current_folder
from salescli.views.document import Line
from salescli.views.out import emit, notice

_TRIES = 3  # as often as the other end may move on while we merge


def sync(book: Path | None) -> int:
    """Sync the book; the exit code: 1 where conflicts are left. Raises SalescliError."""
    root = find_book(book, os.environ, current_folder())
    line = remote.line_of(root)
    _with_driver(root)
    with locked(root):
        if merging.in_progress(root) and not _finished(root):
            return FINDINGS
        _commit_edits(root)
    received = 0
    for _ in range(_TRIES):
        remote.fetch(line, prompts=in_terminal())
        remote.check_branch(line)
        with locked(root):
            received += remote.count(root, "HEAD", line.ref) if line.known else 0
            if line.known and not _merged(root, line):
                return FINDINGS
        sent = remote.count(root, line.ref, "HEAD") if line.known else remote.all_of(root)
        if (line.known and not sent and line.tracked) or remote.push(line, prompts=in_terminal()):
            _say(_balance(line, received, sent))
            return DONE
    raise SalescliError(
        f"{line.remote} keeps changing: it was never as we had just merged it",
        fix="salescli sync   once more",
    )


def _with_driver(root: Path) -> None:
    """Never merge without the driver: install it where this clone lacks it."""
    missing = driver_state(root)
    if missing:
        reason = install_driver(root)
        if reason:
            raise SalescliError(
                f"{missing}, and it can't be installed: {reason}; nothing was merged",
                fix="salescli doctor",
            )
        _say(f"{missing}: it is installed now.")


def _commit_edits(root: Path) -> None:
    """Commit what was changed by hand, and say so."""
    files = memory(root).uncommitted()
    if files:
        done = commit_strays(root, [root / file for file in files])
        if not done.done:
            raise SalescliError(f"what was edited by hand can't be committed: {done.reason}")
        tell(done)
        _say(f"Committed: {message_by_hand(files)}.")
    if memory(root).uncommitted([".gitattributes"]):
        done = git.commit(root, [root / ".gitattributes"], "Deals are merged by meaning")
        if not done.done:
            notice(f".gitattributes is not committed: {done.reason}")


def _merged(root: Path, line: remote.Line) -> bool:
    """Merge what was fetched; whether nothing is left to resolve."""
    ours = remote.answer(root, "rev-parse", "HEAD")
    both = merging.on_both_sides(root, ours, line.ref)
    if not merging.begin(line):
        return _finished(root)
    _look_at(root, both)
    return True


def _finished(root: Path) -> bool:
    """Resolve what a merge left, and commit it; False where conflicts are left."""
    ours, theirs = (remote.answer(root, "rev-parse", name) for name in ("HEAD", "MERGE_HEAD"))
    both = merging.on_both_sides(root, ours, theirs)
    merging.by_meaning(root)
    files = resolve_all(root, merging.unmerged(root))
    if files is None:
        return False
    merging.finish(root, files)
    _look_at(root, both)
    return True


def _look_at(root: Path, files: list[str]) -> None:
    deals = [Path(file).stem for file in files if file.startswith("deals/")]
    if deals and (root / SETTINGS).is_file():
        show_merged(root, deals)


def _balance(line: remote.Line, received: int, sent: int) -> str:
    if not received and not sent:
        return f"The book and {line.remote} are the same."
    parts = [f"{verb} {count(number, 'commit')}" for verb, number in _numbers(received, sent)]
    said = " and ".join(parts)
    return f"{said[0].upper()}{said[1:]}. The book and {line.remote} are the same now."


def _numbers(received: int, sent: int) -> list[tuple[str, int]]:
    return [(verb, n) for verb, n in (("received", received), ("sent", sent)) if n]


def _say(text: str) -> None:
    emit((Line((text[0].upper() + text[1:],), hang=2),))
