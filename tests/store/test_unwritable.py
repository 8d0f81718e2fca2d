"""Disks, folders and gits that refuse: the book is as it was, or what is written is said."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from support import crashing
from support.effort import some
from support.snapshot import tree
from support.terminal import history

from salescli.commands.support.error_text import error_text
from salescli.store.files import atomic
from salescli.store.git.foreign_programs import first_look

NOBODY = 65534
ENOUGH = ("--next", "demo", "--on", "tue")
FOLLOW = ("--follow-on", "--next", "kickoff", "--on", "tue")
REASON = ("--reason", "price", "--evidence", "x")
WRITING = {
    "add": ("add", "New", "--process", "small-business", *ENOUGH),
    "add with a new process": (
        *("add", "New", "--process", "seven-stages", "--next", "first-contact", "--on", "tue"),
    ),
    "log": ("log", "acme", "discovery", "--person", "eve: Eve", *ENOUGH),
    "log that ends": ("log", "acme", "discovery", "--lost", "price", "--evidence", "x"),
    "schedule": ("schedule", "acme", *ENOUGH, "--also"),
    "note": ("note", "acme", "-m", "x"),
    "skip": ("skip", "acme", "demo", "-m", "x"),
    "set": ("set", "acme", "value=48k"),
    "person": ("person", "acme", "bob", "--role", "end-user"),
    "win": ("win", "acme"),
    "win with the deal that follows": ("win", "acme", *FOLLOW),
    "lose": ("lose", "acme", *REASON),
    "walk": ("walk", "acme", "--reason", "too-small", "--evidence", "x"),
    "init": ("init", "other"),
}


def refuse(monkeypatch, name, number) -> None:
    """Make a call of the operating system fail, from now on, for what is written in the book."""

    def failing(*_arguments, **_more):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic.os, name, failing)


@pytest.mark.parametrize(
    ("name", "call"), some(list(product(WRITING, ("write", "fsync", "replace"))), 2)
)
def test_a_full_disk_leaves_everything_as_it_was(acme, run, monkeypatch, call, name):
    arguments = WRITING[name]
    book = acme.parent.parent
    before, commits = tree(book), history(book)
    with monkeypatch.context() as patch:
        refuse(patch, call, errno.ENOSPC)
        refused = run(*arguments)
    assert refused.code == 2
    assert "no space is left on the disk" in refused.err
    assert "free some space, then repeat the command" in refused.err
    after = {name: data for name, data in tree(book).items() if not name.startswith("other/.git/")}
    assert after == before
    assert history(book) == commits
    done = run(*arguments)
    assert done.code == 0, done.err


@pytest.mark.parametrize("arguments", WRITING.values(), ids=WRITING)
def test_a_read_only_disk_leaves_everything_as_it_was(acme, run, monkeypatch, arguments):
    book = acme.parent.parent
    before = tree(book)
    real_open, real_mkdir = os.open, os.mkdir

    def opened(path, flags, *more, **named):
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)
        return real_open(path, flags, *more, **named)

    def made(path, *more, **named):
        if not Path(path).is_dir():
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)
        real_mkdir(path, *more, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", opened)
        patch.setattr(os, "mkdir", made)
        refused = run(*arguments)
        for reading in ("next", "list", "check", "show"):
            name = ("acme",) if reading == "show" else ()
            assert run(reading, *name).code in (0, 1)
    assert refused.code == 2
    assert "read-only" in refused.err
    assert tree(book) == before


@pytest.fixture
def ordinary(acme) -> Iterator[Path]:
    """A book of the user that `drop_privileges` makes of root, who may write to any folder."""
    book = Path(tempfile.mkdtemp())  # whoever it is comes there
    shutil.copytree(acme.parent.parent, book, dirs_exist_ok=True)
    if os.geteuid() == 0:
        for path in (book, *book.rglob("*")):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    yield book
    (book / "deals").chmod(0o700)
    shutil.rmtree(book)


def drop_privileges() -> None:
    """Be somebody to whom permissions apply."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def test_a_folder_without_permission_leaves_everything_as_it_was(ordinary, monkeypatch):
    before = tree(ordinary)
    (ordinary / "deals").chmod(0o500)
    monkeypatch.setenv("HOME", str(ordinary.with_name("no such home")))
    monkeypatch.chdir(ordinary)
    crashing.import_all()
    refused = crashing.run("log", "acme", "discovery", *ENOUGH, first=drop_privileges)
    assert refused.code == 2
    assert "writable" in refused.said
    assert tree(ordinary) == before


def test_a_write_protected_deal_is_left_alone(acme, run, monkeypatch):
    before = tree(acme.parent.parent)
    monkeypatch.setattr(atomic.os, "access", lambda path, _mode: path != acme.resolve())
    refused = run("log", "acme", "discovery", *ENOUGH)
    assert refused.code == 2
    assert "acme.toml is write-protected; nothing was changed" in refused.err
    assert "chmod u+w" in refused.err
    assert tree(acme.parent.parent) == before


def without_git(monkeypatch, folder) -> None:
    (folder / "bin").mkdir()
    monkeypatch.setenv("PATH", str(folder / "bin"))


def test_without_git_everything_else_works(tmp_path, run, monkeypatch):
    without_git(monkeypatch, tmp_path)
    made = run("init", "book", "--me", "ada")
    assert made.code == 0
    assert "there is no git on this machine: install it from https://git-scm.com" in made.err
    monkeypatch.chdir(tmp_path / "book")
    for arguments in (WRITING["add"], ("log", "new", "discovery", *ENOUGH), ("win", "new")):
        done = run(*arguments)
        assert done.code == 0, done.err
    assert run("list", "--all", "--json").json["deals"][0]["status"] == "won"


def test_a_book_that_loses_its_git_is_written_all_the_same(acme, run, monkeypatch, tmp_path):
    without_git(monkeypatch, tmp_path)
    logged = run("log", "acme", "discovery", *ENOUGH)
    assert logged.code == 0
    assert "written, but not committed: there is no git on this machine" in logged.err
    assert 'steps = ["discovery"]' in acme.read_text()


def test_without_an_identity_git_says_how_to_give_it_one(acme, run, monkeypatch):
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{name}_NAME")
        monkeypatch.delenv(f"GIT_{name}_EMAIL")
    config = ["git", "config", "user.useConfigOnly", "true"]
    subprocess.run(config, cwd=acme.parent, check=True)
    commits = len(history(acme.parent.parent))
    logged = run("log", "acme", "discovery", *ENOUGH)
    assert logged.code == 0
    assert "written, but not committed: git does not know who you are" in logged.err
    assert "git config --global user.email" in logged.err
    assert 'steps = ["discovery"]' in acme.read_text()
    assert len(history(acme.parent.parent)) == commits


def test_a_hook_that_refuses_has_its_say(acme, run):
    assert first_look(acme.parent.parent) == ""
    hook = acme.parent.parent / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not on a Saturday' >&2\nexit 1\n")
    hook.chmod(0o755)
    logged = run("log", "acme", "discovery", *ENOUGH)
    assert logged.code == 0
    assert "the hook pre-commit of the repository refused: not on a Saturday" in logged.err
    assert 'steps = ["discovery"]' in acme.read_text()
    hook.unlink()
    assert run("note", "acme", "-m", "x").code == 0
    done = ["git", "status", "--porcelain"]
    status = subprocess.run(done, cwd=acme.parent, capture_output=True, text=True, check=True)
    assert status.stdout == ""


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_whatever_fails_on_a_full_disk_says_what_to_do(number):
    assert error_text(OSError(number, "x")).endswith("\n  free some space, then repeat the command")


def test_where_there_is_no_permission_it_is_not_called_full_or_unwritable():
    error = PermissionError(errno.EACCES, "x", "/a b/processes/x.toml")
    shown = "/a b/processes/x.toml: you have no permission\n  ls -ld '/a b/processes/x.toml'"
    assert error_text(error) == shown
