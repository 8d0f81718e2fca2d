"""The folder of the hooks is the one that git itself names."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from salescli.store.git.hook_folder import hook_folder


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.removesuffix("\n")


@pytest.fixture
def folder(tmp_path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main", "book")
    (tmp_path / "book" / "sales").mkdir()
    return tmp_path / "book"


@pytest.mark.parametrize("named", ["", "ours", "~/ours", "/ours", "two\nlines"])
@pytest.mark.parametrize("inner", ["", "sales"])
def test_it_is_where_git_looks_for_hooks(folder, named, inner):
    if named:
        git(folder, "config", "core.hooksPath", "first")
        git(folder, "config", "--replace-all", "core.hooksPath", named)
    said = os.path.realpath(folder / git(folder, "rev-parse", "--git-path", "hooks"))
    found = hook_folder(folder / inner)
    assert found is not None
    assert os.path.realpath(found) == said


def test_a_working_tree_beside_another_one_has_the_same_hooks(folder):
    git(folder, "commit", "-q", "--allow-empty", "-m", "x")
    git(folder, "worktree", "add", "-q", "../beside")
    found = hook_folder(folder.with_name("beside"))
    assert found is not None
    assert found.resolve() == folder / ".git" / "hooks"


def test_hooks_may_be_switched_off(folder):
    git(folder, "config", "core.hooksPath", "")
    assert hook_folder(folder) is None


def test_without_a_repository_there_is_none(tmp_path):
    assert hook_folder(tmp_path) is None
