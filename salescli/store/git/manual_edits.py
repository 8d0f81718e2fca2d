"""Edits by hand that nobody committed: a commit of their own, so that history tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from salescli.errors import SalescliError
from salescli.store.files.atomic import is_temporary
from salescli.store.git.book_commits import KEPT
from salescli.store.git.commit import commit_files
from salescli.store.git.commit_result import CommitResult
from salescli.store.git.uncommitted import uncommitted
from salescli.text.safe_text import harmless
from salescli.text.wording import count

if TYPE_CHECKING:
    from salescli.store.git.damage import Damage
    from salescli.store.git.history import History

BY_HAND = "edited by hand"
_NAMED = 4  # files that a message names


@dataclass(frozen=True, slots=True)
class ManualEdits:
    """What was edited by hand, and what is damaged: that is no edit, and is never committed."""

    edited: tuple[str, ...] = ()
    damaged: tuple[Damage, ...] = ()


def find_manual_edits(history: History, files: Sequence[str] = KEPT) -> ManualEdits:
    """Return what of these files, or in these folders, is not as committed. Raises SalescliError.

    What a killed command left beside them is none of it.
    """
    return manual_edits_among(history, history.uncommitted(files))


def manual_edits_among(history: History, changed: Sequence[str]) -> ManualEdits:
    """Return what was edited of these files, which are not as committed. Raises SalescliError."""
    from salescli.store.git.damage import damaged

    files = [
        file
        for file in sorted(changed)
        if not (is_temporary(PurePosixPath(file).name) and (history.root / file).exists())
    ]
    bad = tuple(damaged(history, files))
    names = {each.file for each in bad}
    return ManualEdits(tuple(file for file in files if file not in names), bad)


def commit_manual_edits(
    root: Path, paths: Sequence[Path]
) -> tuple[CommitResult, tuple[Damage, ...]]:
    """Commit what was edited by hand in these files of the book, or in these folders of it.

    Returns what became of it, and which files are damaged instead. Nothing is raised: where there
    is no git or it refuses, that is said. Nothing to commit counts as done.
    """
    names = [path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root)]
    names = [name for name in names if name.startswith(KEPT)]
    if not names:
        return CommitResult(done=True), ()
    try:
        changed = uncommitted(root, names)
        if not changed:  # nearly always
            return CommitResult(done=True), ()
        from salescli.store.git.history import open_history

        history = open_history(root)
        edits = manual_edits_among(history, [x.removeprefix(history.prefix) for x in changed])
    except SalescliError as error:
        return CommitResult(done=False, reason=error.message), ()
    if not edits.edited:
        return CommitResult(done=True), edits.damaged
    files = [root / name for name in edits.edited]
    return commit_files(root, files, message_by_hand(edits.edited)), edits.damaged


def damage_error(damage: Sequence[Damage]) -> SalescliError:
    """Return the error that names damaged files, and what puts them right."""
    first, more = damage[0], len(damage) - 1
    others = f", and {count(more, 'more file')} like it" if more else ""
    return SalescliError(
        f"{first.file} {first.what}{others}: this is damage, not an edit; nothing was changed",
        fix="\n  ".join(each.fix for each in damage[:_NAMED]),
    )


def message_by_hand(files: Sequence[str]) -> str:
    """Return the message of a commit of manual edits, as in `acme, beta: edited by hand`.

    It is one line, whatever the files are named: what a command made is told by a line below.
    """
    names = [_spoken(PurePosixPath(file)) for file in files[:_NAMED]]
    more = [f"{len(files) - _NAMED} more"] if len(files) > _NAMED else []
    return harmless(f"{', '.join([*names, *more])}: {BY_HAND}")


def _spoken(path: PurePosixPath) -> str:
    if path.parts[0] == "processes":
        return f"process {path.stem}"
    return path.stem if path.parts[0] == "deals" else "settings"
