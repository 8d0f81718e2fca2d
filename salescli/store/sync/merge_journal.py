"""Whether the journal of a merge is one that sync left here, and not one that came with the book.

Its names lead from the top of the repository, which may be larger than the book. Of what lies
outside the book a merge takes what the other side has, and nothing else; of HEAD it makes a
commit of both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.files.own_folder import JOURNAL, OWN
from salescli.store.git.query import git_answer
from salescli.store.git.upstream import GitError
from salescli.store.journal.journal import FileUpdate, Journal
from salescli.store.journal.merge_plan import Merge
from salescli.store.sync.check_out import checked_out
from salescli.store.sync.tree_merge import Blob, Changes, differences, index_entries
from salescli.text.shell_quoting import word


def check_merge_journal(root: Path, top: Path, journal: Journal, merge: Merge) -> None:
    """Raise SalescliError for a journal of a merge that was not begun in this repository."""
    prefix = git_answer(root, "rev-parse", "--show-prefix")
    try:
        changes = differences(top, merge.ours, merge.theirs)
    except GitError:
        raise _foreign(root, "it is of another repository") from None
    if merge.commit and not _is_of_both(top, merge):
        raise _foreign(root, "its commit is not that of a merge")
    outside = {path: of for path, of in changes.items() if not path.startswith(prefix)}
    known = {line for path, (_, blob) in outside.items() for line in _entries(path, blob, merge)}
    for entry in merge.entries:
        path = entry.partition("\t")[2]
        if not path.startswith(prefix) and entry not in known:
            raise _foreign(root, f"{path} is outside the book, and not of this merge")
    files = [file for file in journal.files if not file.name.startswith(prefix)]
    _check_contents(root, top, files, outside)


def _is_of_both(top: Path, merge: Merge) -> bool:
    if merge.commit == merge.theirs:
        return git_answer(top, "merge-base", merge.ours, merge.theirs) == merge.ours
    parents = git_answer(top, "rev-list", "--parents", "-n1", merge.commit).split()[1:]
    return parents == [merge.ours, merge.theirs]


def _entries(path: str, blob: Blob | None, merge: Merge) -> list[str]:
    return index_entries({path: blob}, merge.ours)


def _check_contents(root: Path, top: Path, files: Sequence[FileUpdate], outside: Changes) -> None:
    if stray := next((file.name for file in files if file.name not in outside), None):
        raise _foreign(root, f"{stray} is outside the book, and not of this merge")
    ours, theirs = (
        checked_out(top, {f.name: blob for f in files if (blob := outside[f.name][side])})
        for side in (0, 1)
    )
    for file in files:
        after = theirs.get(file.name)
        if file.after != after or file.before not in (None, ours.get(file.name), after):
            raise _foreign(root, f"{file.name} is outside the book, and not as either side has it")


def _foreign(root: Path, reason: str) -> SalescliError:
    path = root / OWN / JOURNAL
    return SalescliError(
        f"{path} is not what a sync of this book left: {reason}; nothing was changed",
        fix=f"if you did not write it, delete it: rm {word(str(path))}",
    )
