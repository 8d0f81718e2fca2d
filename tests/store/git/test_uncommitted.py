"""Where git can't commit, the deal is written all the same, and the command says why it isn't."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from salescli.store.git.foreign_programs import first_look

WARNED = "warning: written, but not committed: "
NAMES = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")


@pytest.fixture
def root(acme) -> Path:
    """The folder of a book that its owner has written to before."""
    assert first_look(acme.parent.parent) == ""
    return acme.parent.parent


def git(folder, *arguments, check=True) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=check
    )
    return done.stdout


def with_hook(root, name, script):
    (root / ".git" / "hooks").mkdir(exist_ok=True)
    path = root / ".git" / "hooks" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def no_repository(root):
    shutil.rmtree(root / ".git")


def in_a_merge(root):
    git(root, "checkout", "-q", "-b", "other")
    (root / "notes.txt").write_text("theirs")
    git(root, "add", "notes.txt")
    git(root, "commit", "-qm", "theirs")
    git(root, "checkout", "-q", "-")
    (root / "notes.txt").write_text("ours")
    git(root, "add", "notes.txt")
    git(root, "commit", "-qm", "ours")
    git(root, "merge", "-q", "other", check=False)


def in_a_rebase(root):
    in_a_merge(root)
    git(root, "merge", "--abort")
    git(root, "rebase", "-q", "other", check=False)


def in_a_cherry_pick(root):
    in_a_merge(root)
    git(root, "merge", "--abort")
    git(root, "cherry-pick", "other", check=False)


def in_a_rebase_by_hand(root):
    git(root, "-c", "sequence.editor=sed -i.bak s/^pick/edit/", "rebase", "-q", "-i", "HEAD~1")


def key_that_fails(root):
    git(root, "config", "commit.gpgSign", "true")
    git(root, "config", "gpg.program", "false")


def ssh_key_that_is_gone(root):
    git(root, "config", "commit.gpgSign", "true")
    git(root, "config", "gpg.format", "ssh")
    git(root, "config", "user.signingKey", str(root / "gone.pub"))


def hook_that_refuses(root):
    with_hook(root, "pre-commit", "echo 'not on a Saturday' >&2; exit 1")


def message_hook_that_refuses(root):
    with_hook(root, "commit-msg", "echo 'no ticket number' >&2; exit 1")


def git_that_dies(root):
    with_hook(root, "pre-commit", "kill -9 $PPID; sleep 0.1")


def lock_of_a_dead_git(root):
    (root / ".git" / "index.lock").touch()


def ignored(root):
    with (root / ".git" / "info" / "exclude").open("a") as file:
        file.write("deals/\n")
    git(root, "rm", "-q", "--cached", "deals/acme.toml")
    git(root, "commit", "-qm", "out")


def broken_repository(root):
    (root / ".git" / "HEAD").write_text("nonsense\n")


TABLE = [
    (no_repository, "the book is not a git repository: type git init in it"),
    (in_a_merge, "a merge is in progress: finish it"),
    (in_a_rebase, "a rebase is in progress: finish it"),
    (in_a_rebase_by_hand, "a rebase is in progress: finish it"),
    (in_a_cherry_pick, "a cherry-pick is in progress: finish it"),
    (key_that_fails, "git could not sign the commit: "),
    (ssh_key_that_is_gone, "git could not sign the commit: "),
    (hook_that_refuses, "the hook pre-commit of the repository refused: not on a Saturday"),
    (message_hook_that_refuses, "the hook commit-msg of the repository refused: no ticket number"),
    (git_that_dies, "git was killed (signal 9): salescli doctor"),
    (lock_of_a_dead_git, "another git is running, or one that crashed left "),
    (ignored, "git ignores "),
    (broken_repository, "the book is not a git repository"),
]


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    monkeypatch.setattr("salescli.store.git.commit._PAUSES", (0.01,))


@pytest.mark.parametrize(("harm", "reason"), TABLE, ids=lambda of: getattr(of, "__name__", ""))
def test_the_deal_is_written_and_the_reason_is_said(run, root, acme, harm, reason):
    harm(root)
    done = run("note", "acme", "-m", "They rang back")
    assert done.code == 0, done.err
    assert WARNED + reason in done.err
    assert 'note = "They rang back"' in acme.read_text()
    assert run("show", "acme").code == 0
    if harm is not no_repository and harm is not broken_repository:
        assert "They rang back" not in git(root, "show", "HEAD:deals", "--", check=False)


@pytest.mark.parametrize("harm", [no_repository, hook_that_refuses, in_a_rebase])
def test_every_file_of_a_command_is_written(run, root, acme, harm):
    harm(root)
    won = run(
        "win", "acme", "--evidence", "signed", "--follow-on", "--next", "kickoff", "--on", "3d"
    )
    assert won.code == 0, won.err
    assert won.err.count(WARNED) == 1
    assert 'result = "won"' in acme.read_text()
    assert len(list((root / "deals").glob("*.toml"))) == 2
    assert (root / "processes" / "account-management.toml").exists()


def test_what_was_not_committed_is_once_git_works_again(run, root):
    hook_that_refuses(root)
    opened = run(
        "add", "Borealis", "--process", "small-business", "--next", "discovery", "--on", "mon"
    )
    assert WARNED in opened.err
    (root / ".git" / "hooks" / "pre-commit").unlink()
    noted = run("note", "borealis", "-m", "They rang")
    assert (noted.code, noted.err) == (0, "")
    assert "They rang" in git(root, "show", "HEAD:deals/borealis.toml")


def test_a_detached_head(run, root):
    git(root, "checkout", "-q", "--detach")
    noted = run("note", "acme", "-m", "They rang")
    assert noted.code == 0
    assert "on no branch (detached HEAD)" in noted.err
    assert "git switch -c NAME" in noted.err
    assert "They rang" in git(root, "show", "HEAD:deals/acme.toml")


def test_inside_a_larger_repository(run, root, tmp_path_factory):
    """Its other changes, staged or not, are none of our business."""
    larger = tmp_path_factory.mktemp("larger")
    git(larger, "init", "-q")
    book = larger / "sales"
    shutil.copytree(root, book, ignore=shutil.ignore_patterns(".git"))
    git(larger, "add", ".")
    git(larger, "commit", "-qm", "all")
    (larger / "staged.txt").write_text("staged")
    git(larger, "add", "staged.txt")
    (larger / "loose.txt").write_text("loose")
    noted = run("note", "acme", "-m", "They rang", "--book", str(book))
    assert (noted.code, noted.err) == (0, "")
    assert git(larger, "show", "--format=", "--name-only", "HEAD") == "sales/deals/acme.toml\n"
    assert git(larger, "status", "--porcelain").splitlines() == ["A  staged.txt", "?? loose.txt"]


def test_inside_a_larger_repository_that_ignores_the_book(run, root, tmp_path_factory):
    larger = tmp_path_factory.mktemp("larger")
    git(larger, "init", "-q")
    (larger / ".gitignore").write_text("sales/\n")
    book = larger / "sales"
    shutil.copytree(root, book, ignore=shutil.ignore_patterns(".git"))
    noted = run("note", "acme", "-m", "They rang", "--book", str(book))
    assert noted.code == 0
    assert WARNED + "git ignores " in noted.err
    assert "They rang" in (book / "deals" / "acme.toml").read_text()


def test_nobody_has_told_git_who_we_are(run, root, acme, monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(name)
    git(root, "config", "user.useConfigOnly", "true")
    noted = run("note", "acme", "-m", "They rang")
    assert noted.code == 0
    assert WARNED + "git does not know who you are" in noted.err
    assert "They rang" in acme.read_text()


def test_no_git_on_the_machine(run, root, acme, monkeypatch, tmp_path_factory):
    assert root == Path.cwd()
    monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("empty")))
    noted = run("note", "acme", "-m", "They rang")
    assert noted.code == 0
    assert WARNED + "there is no git on this machine" in noted.err
    assert "They rang" in acme.read_text()


def test_git_switched_off_says_nothing(run, root, acme):
    text = (root / "salescli.toml").read_text()
    (root / "salescli.toml").write_text(text.replace("commit = true", "commit = false"))
    before = git(root, "rev-parse", "HEAD")
    noted = run("note", "acme", "-m", "They rang")
    assert (noted.code, noted.err) == (0, "")
    assert "They rang" in acme.read_text()
    assert git(root, "rev-parse", "HEAD") == before
    assert os.path.lexists(root / ".git")
