"""How the book stands to its other copy: counted right, in whatever shape history is."""

from __future__ import annotations

import subprocess
from itertools import product
from pathlib import Path

import pytest

from salescli.store.git.divergence import Divergence, compare
from salescli.store.git.upstream import Upstream


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("compared")
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
    return folder


def made(folder: Path, parents: list[list[int]]) -> list[str]:
    """Return commits, each with those parents among the ones before it."""
    tree = git(folder, "write-tree")
    who = ("-c", "user.name=Ada", "-c", "user.email=a@example.com")
    commits: list[str] = []
    for number, above in enumerate(parents):
        words = [word for index in above for word in ("-p", commits[index])]
        commits.append(git(folder, *who, "commit-tree", tree, *words, "-m", str(number)))
    return commits


# By their numbers: two that part, and are merged on both sides; and another history.
PARENTS = [[], [0], [0], [1, 2], [2, 1], []]


def reached(number: int) -> set[int]:
    """Return the commits that one is built on, and itself."""
    return {number}.union(*map(reached, PARENTS[number]))


def test_it_counts_what_only_one_side_has(folder):
    commits = made(folder, PARENTS)
    refs = [folder / ".git/refs" / name for name in ("heads/main", "remotes/origin/main")]
    line = Upstream(folder, "main", "origin", "main", tracked=True)
    for ref in refs:
        ref.parent.mkdir(parents=True, exist_ok=True)
    for pair in product(range(len(PARENTS)), repeat=2):
        for ref, number in zip(refs, pair, strict=True):
            ref.write_text(f"{commits[number]}\n")
        here, there = map(reached, pair)
        alone = (here - there, there - here)
        numbers = [sum(len(PARENTS[one]) < 2 for one in side) for side in alone]
        names = [commits[number] for number in pair]
        assert compare(line) == Divergence(*names, *numbers, *map(bool, alone)), pair


def test_the_commit_that_is_checked_out_counts_whatever_the_branch_is(folder):
    first, second = made(folder, [[], [0]])
    git(folder, "update-ref", "refs/heads/main", first)
    for name in ("main", "x\u2028\u2028y"):  # letters that end a line elsewhere
        git(folder, "update-ref", f"refs/remotes/a/b/{name}", first)
    line = Upstream(folder, "main", "a/b", "main", tracked=True)
    assert compare(line) == Divergence(first, first)
    try:
        git(folder, "update-ref", "--no-deref", "HEAD", second)
        assert compare(line) == Divergence(second, first, ahead=1, leads=True)
    finally:
        git(folder, "symbolic-ref", "HEAD", "refs/heads/main")
    for name in ("main", "x\u2028\u2028y"):
        git(folder, "update-ref", "-d", f"refs/remotes/a/b/{name}")
    assert compare(line) == Divergence(first, "", ahead=1)


def test_what_was_known_holds_while_no_side_moved(folder):
    first, second = made(folder, [[], [0]])
    git(folder, "update-ref", "refs/heads/main", first)
    git(folder, "update-ref", "refs/remotes/origin/main", second)
    line = Upstream(folder, "main", "origin", "main", tracked=True)
    before = compare(line)
    assert compare(line, before) is before
    git(folder, "update-ref", "refs/heads/main", second)
    assert compare(line, before) == Divergence(second, second)
