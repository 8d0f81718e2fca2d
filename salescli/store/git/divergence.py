"""How the book stands to its other copy, as of what was fetched last."""

from __future__ import annotations

import os
from dataclasses import dataclass

from salescli.errors import UsageError
from salescli.store.git.query import git_answer, query
from salescli.store.git.refusals import git_failure, sentence_error
from salescli.store.git.upstream import Upstream
from salescli.text.shell_quoting import word

_REFS = "--format=%(HEAD)%(objectname) %(refname)"


@dataclass(frozen=True, slots=True)
class Divergence:
    """The last commit of each side, and what the other side lacks.

    `theirs` is '' where there is nothing at the other end yet. `ahead` and `behind` are numbers of
    commits, merges aside: of those that only we have, and that only the other end has. `leads` and
    `trails` say whether there is any such commit at all, be it a merge.
    """

    ours: str
    theirs: str
    ahead: int = 0
    behind: int = 0
    leads: bool = False
    trails: bool = False


def compare(line: Upstream, before: Divergence | None = None) -> Divergence:
    """Return how the book stands to the other end; `before` is how it stood.

    Raises UsageError where the other end has branches, but not this one: two machines on two
    branches would never meet. Raises SalescliError where git can't say.
    """
    ours, branches = _commits(line)
    if branches and line.there not in branches:
        raise _other_branch(line, next(iter(branches)))
    theirs = branches.get(line.there, "")
    if before and (before.ours, before.theirs) == (ours, theirs):
        return before
    if not theirs:
        every = git_answer(line.root, "rev-list", "--count", "--no-merges", "HEAD")
        return Divergence(ours, theirs, ahead=int(every or 0))
    if not ours:
        return Divergence(ours, theirs, trails=True, leads=True)
    return _counted(line, ours, theirs)


def _commits(line: Upstream) -> tuple[str, dict[str, str]]:
    """Return our last commit, and the last one of each branch at the other end."""
    there = f"refs/remotes/{line.remote}/"
    own = f"refs/heads/{line.branch}"
    ours, branches = "", {}
    for row in git_answer(line.root, "for-each-ref", _REFS, own, there).split("\n"):
        commit, _, name = row[1:].partition(" ")
        if row.startswith("*"):
            ours = commit
        elif name.startswith(there):
            branches[name.removeprefix(there)] = commit
    branches.pop("HEAD", None)
    # Somebody may be on another branch by now.
    ours = ours or git_answer(line.root, "rev-parse", "-q", "--verify", "HEAD^{commit}")
    return ours, branches


def _counted(line: Upstream, ours: str, theirs: str) -> Divergence:
    if ours == theirs:
        return Divergence(ours, theirs)
    both = f"{ours}...{theirs}"
    listed = query(line.root, "rev-list", "--left-right", "--parents", both, "--")
    if listed.returncode:
        raise sentence_error(git_failure(listed.returncode, listed.stderr), "nothing was merged")
    rows = os.fsdecode(listed.stdout).splitlines()
    sides = [[row for row in rows if row[0] == mark] for mark in "<>"]
    ahead, behind = (sum(row.count(" ") < 2 for row in side) for side in sides)
    return Divergence(ours, theirs, ahead, behind, *map(bool, sides))


def _other_branch(line: Upstream, other: str) -> UsageError:
    return UsageError(
        f"{line.remote} has the branch {other}, and this book is on {line.branch}",
        fix=f"git branch -m {word(other)}   or git push -u {word(line.remote)} {word(line.branch)}",
    )
