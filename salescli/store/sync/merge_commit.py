"""The commit of a merge: proved first, and seen by the hooks that `git merge` would run.

Nothing but objects is written. The hooks see the merged tree in an index of its own; the files
are not in place yet when pre-merge-commit, prepare-commit-msg and commit-msg run.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.files.lock import held
from salescli.store.files.scratch import scratch
from salescli.store.git.hook_folder import hook_folder
from salescli.store.git.query import git_answer, is_switched_on
from salescli.store.git.refusals import not_started, plain_output, sentence_error
from salescli.store.git.run import environment
from salescli.store.git.upstream import must
from salescli.store.sync.proof import lost_parts
from salescli.store.sync.tree_merge import MergePlan, write_tree

_NAMED = 4  # things that a message names


def commit_merge(root: Path, prefix: str, plan: MergePlan, message: str) -> str:
    """Return the commit of a merge without clashes, on no branch yet.

    Raises SalescliError where the proof fails, a hook refuses, or git does.
    """
    tree = write_tree(root, plan.ours, plan.changes)
    prove(root, prefix, plan, tree)
    with scratch(root) as folder:
        index, text = folder / "index", folder / "MERGE_MSG"
        text.write_text(f"{message}\n", encoding="utf-8")
        for name, *words in (
            ("pre-merge-commit",),
            ("prepare-commit-msg", str(text), "merge"),
            ("commit-msg", str(text)),
        ):
            run_hook(root, name, *words, index=index, tree=tree)
        signed = is_switched_on(root, "commit.gpgSign")
        return must(
            root,
            *("commit-tree", tree),
            *("-p", plan.ours, "-p", plan.theirs, *(("-S",) if signed else ())),
            stdin=text.read_bytes(),
        )


def prove(root: Path, prefix: str, plan: MergePlan, tree: str, *, by_hand: bool = False) -> None:
    """Raise SalescliError where a tree lacks something of either side of a merge."""
    sides = (plan.base, plan.ours, plan.theirs)
    lost = lost_parts(root, prefix, sides, tree, plan.decided, by_hand=by_hand, sides=plan.sides)
    if not lost:
        return
    names = "\n  ".join(lost[:_NAMED])
    more = f"\n  and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
    if by_hand:
        raise SalescliError(
            f"the merge would lose something; nothing was committed:\n  {names}{more}",
            fix="put it back, then: salescli sync   (git merge --abort starts again; "
            "git commit accepts it as it is)",
        )
    raise SalescliError(
        f"the merge would lose something; nothing was changed:\n  {names}{more}",
        fix="please report it. Until then: git pull --no-rebase, and look at these files",
    )


def run_hook(
    root: Path, name: str, *arguments: str, index: Path | None = None, tree: str = ""
) -> None:
    """Run a hook of the repository, if there is one.

    `index` is the file that it is to take for git's index; where it is not there yet it gets what
    `tree` has. Raises SalescliError where the hook refuses.
    """
    hook = _find_hook(root, name)
    if hook is None:
        return
    if index and not index.exists():
        must(root, "read-tree", tree, index=index)
    code, output = _output_of(root, (str(hook), *arguments), index)
    if code:
        lines = [line for line in plain_output(output).splitlines() if line.strip()]
        without = f" it, without a word (exit code {code})"
        reason = f": {lines[-1].strip()[:200]}" if lines else without
        raise SalescliError(
            f"the hook {name} of the repository refused{reason}; nothing was changed",
            fix="salescli sync   when that is fixed",
        )


def _find_hook(root: Path, name: str) -> Path | None:
    try:
        folder = hook_folder(root)
    except OSError as error:
        raise sentence_error(not_started(root, error)) from error
    hook = folder / name if folder else None
    return hook if hook and hook.is_file() and os.access(hook, os.X_OK) else None


def _output_of(root: Path, words: Sequence[str], index: Path | None) -> tuple[int, bytes]:
    """Run a program as git runs a hook, and return its exit code and all that it says."""
    import subprocess
    from tempfile import TemporaryFile

    more = {"GIT_INDEX_FILE": str(index)} if index else {}
    with TemporaryFile() as errors:
        done = subprocess.run(
            words,
            cwd=git_answer(root, "rev-parse", "--show-toplevel"),
            env={**environment(), **more},
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            check=False,
            pass_fds=held(),
        )
        errors.seek(0)
        return done.returncode, errors.read()


def run_after_merge(root: Path) -> None:
    """Run the hook that git runs after a merge, if any; nothing depends on what it says."""
    with suppress(SalescliError):
        run_hook(root, "post-merge", "0")
