"""The commit of a merge: proved first, and seen by the hooks that `git merge` would run.

Nothing but objects is written. The hooks see the merged tree in an index of its own; the files
are not in place yet when pre-merge-commit, prepare-commit-msg and commit-msg run.
"""

from __future__ import annotations

import os
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
) -> bool:
    """Run a hook of the repository, and return whether there is one.

    `index` is the file that it is to take for git's index; where it is not there yet it gets what
    `tree` has. Raises SalescliError where the hook refuses.
    """
    import subprocess
    from tempfile import TemporaryFile

    folder = _folder_of_hooks(root)
    hook = folder / name if folder else None
    if not (hook and hook.is_file() and os.access(hook, os.X_OK)):
        return False
    if index and not index.exists():
        must(root, "read-tree", tree, index=index)
    more = {"GIT_INDEX_FILE": str(index)} if index else {}
    with TemporaryFile() as errors:
        done = subprocess.run(
            [hook, *arguments],
            cwd=git_answer(root, "rev-parse", "--show-toplevel"),
            env={**environment(), **more},
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            check=False,
            pass_fds=held(),
        )
        errors.seek(0)
        lines = [line for line in plain_output(errors.read()).splitlines() if line.strip()]
    if done.returncode:
        without = f" it, without a word (exit code {done.returncode})"
        reason = f": {lines[-1].strip()[:200]}" if lines else without
        raise SalescliError(
            f"the hook {name} of the repository refused{reason}; nothing was changed",
            fix="salescli sync   when that is fixed",
        )

    return True


def _folder_of_hooks(root: Path) -> Path | None:
    try:
        return hook_folder(root)
    except OSError as error:
        raise sentence_error(not_started(root, error)) from error


def run_after_merge(root: Path) -> bool:
    """Run the hook that git runs after a merge, and return whether there is one.

    Nothing depends on what it says.
    """
    try:
        return run_hook(root, "post-merge", "0")
    except SalescliError:
        return True
