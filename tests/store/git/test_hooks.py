"""Hooks see what a plain `git commit --only` shows them, and git may speak any language."""

from __future__ import annotations

import subprocess

import pytest

from salescli.store.git import commit as git
from salescli.store.git.commit import CommitResult, commit_files, init_repository

DONE = CommitResult(done=True)
# What differs from one run of git to the next, and from the shell to us.
_OWN = ("GIT_INDEX_FILE", "GIT_AUTHOR_DATE", "LINES", "OLDPWD", "PWD", "SHLVL", "_")


@pytest.fixture
def book(tmp_path):
    (tmp_path / "deals").mkdir()
    assert init_repository(tmp_path) == ""
    deal = tmp_path / "deals" / "a.toml"
    deal.write_text("1")
    assert commit_files(tmp_path, [deal], "a") == DONE
    return tmp_path


@pytest.fixture
def german(monkeypatch):
    """A user whose git speaks German, where its translations are installed."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANGUAGE", "de")
    said = subprocess.run(["git", "bogus"], capture_output=True, text=True, check=False).stderr
    if "ist kein Git-Befehl" not in said:
        pytest.skip("git has no German here")


def with_hook(book, name, script):
    hook = book / ".git" / "hooks" / name
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{script}\n")
    hook.chmod(0o755)


def seen(book) -> dict[str, str]:
    lines = (book / ".git" / "seen").read_text().splitlines()
    pairs = dict(line.split("=", 1) for line in lines if "=" in line)
    return {name: value for name, value in pairs.items() if name not in _OWN}


@pytest.mark.parametrize("configured", [(), ("i18n.commitEncoding", "utf-8")])
def test_the_environment_is_that_of_a_plain_commit(book, monkeypatch, configured):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    if configured:
        subprocess.run(["git", "config", *configured], cwd=book, check=True)
    for name in ("pre-commit", "commit-msg", "post-commit"):
        with_hook(book, name, 'env > "$(git rev-parse --git-dir)/seen"')
        deal = book / "deals" / "a.toml"
        deal.write_text(f"2 {name}")
        plain = ["git", "commit", "-q", "--only", "-m", "plain", "--", "deals/a.toml"]
        subprocess.run(plain, cwd=book, check=True)
        by_git = seen(book)
        deal.write_text(f"3 {name}")
        assert commit_files(book, [deal], "ours") == DONE
        assert seen(book) == by_git
        (book / ".git" / "hooks" / name).unlink()


def test_a_hook_finds_the_files_by_a_pattern(book):
    with_hook(book, "pre-commit", "git diff --cached --name-only -- '*.toml' > .git/seen")
    for name in ("a.toml", "new.toml"):
        deal = book / "deals" / name
        deal.write_text("2")
        assert commit_files(book, [deal], "again") == DONE
        assert (book / ".git" / "seen").read_text() == f"deals/{name}\n"


def test_many_files_are_plain_names_too(book):
    paths = [book / "deals" / f"[{number}]*.toml" for number in range(450)]
    for path in paths:
        path.write_text("1")
    (book / "deals" / "1.toml").write_text("none of them")
    assert commit_files(book, paths, "all") == DONE
    status = ["git", "status", "--porcelain"]
    left = subprocess.run(status, cwd=book, capture_output=True, text=True, check=True)
    assert left.stdout == "?? deals/1.toml\n"


@pytest.mark.usefixtures("german")
def test_in_german_new_files_are_committed_and_nothing_is_done(book):
    new = book / "deals" / "b.toml"
    new.write_text("1")
    assert commit_files(book, [new, book / "never"], "b") == DONE
    assert commit_files(book, [new], "again") == DONE


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        ("lock", "another git is running"),
        ("identity", "git does not know who you are"),
        ("hook", "the hook pre-commit of the repository refused: not today"),
        ("ignored", "git ignores deals/b.toml: take it out of .gitignore"),
        ("signature", "git could not sign the commit: "),
    ],
)
def test_in_german_a_refusal_is_understood(book, monkeypatch, spoil, says):
    monkeypatch.setattr(git.time, "sleep", lambda _seconds: None)
    deal = book / "deals" / "b.toml"
    deal.write_text("1")
    if spoil == "lock":
        (book / ".git" / "index.lock").touch()
    elif spoil == "identity":
        for who in ("AUTHOR", "COMMITTER"):
            monkeypatch.delenv(f"GIT_{who}_NAME")
            monkeypatch.delenv(f"GIT_{who}_EMAIL")
        subprocess.run(["git", "config", "user.useConfigOnly", "true"], cwd=book, check=True)
    elif spoil == "hook":
        with_hook(book, "pre-commit", "echo not today\nexit 1")
    elif spoil == "ignored":
        (book / ".gitignore").write_text("b.toml\n")
    else:
        for setting in ("commit.gpgSign=true", "gpg.program=false"):
            subprocess.run(["git", "config", *setting.split("=")], cwd=book, check=True)
    done = commit_files(book, [deal], "b")
    assert not done.done
    assert done.reason.startswith(says)
