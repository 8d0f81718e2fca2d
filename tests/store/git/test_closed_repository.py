"""Git's own folder that is closed to us is no missing one: nobody is told to make another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.clones import git
from support.crashing import End, import_all, run
from support.plain_user import obey_permissions

from salescli.store.git.closed_repository import why_closed


@pytest.fixture(scope="module", autouse=True)
def _warm():
    import_all()


@pytest.fixture
def book(acme) -> Iterator[Path]:
    book = acme.parent.parent
    yield book
    for path in (book / ".git", book / ".git/objects", book / ".git/HEAD"):
        path.chmod(0o755)


def plainly(*words: str) -> End:
    return run(*words, first=obey_permissions)


@pytest.mark.parametrize("place", [".git", ".git/objects", ".git/HEAD"])
def test_it_says_what_is_closed_and_how_to_open_it(book, place):
    (book / place).chmod(0)
    for words in (("history",), ("undo", "--yes"), ("sync",), ("list", "--at", "yesterday")):
        done = plainly(*words)
        said = " ".join(done.said.split())
        assert done.code == 2, said
        assert f"{book / place} can't be read" in said
        assert f"chmod -R u+rwX {book / '.git'}" in said
        assert "git init" not in said
    said = " ".join(plainly("doctor").said.split())
    assert "can't be read" in said
    assert "git init" not in said


def test_what_is_written_meanwhile_is_committed_later_under_its_own_message(book, acme):
    (book / ".git").chmod(0)
    done = plainly("note", "acme", "-m", "kept")
    assert (done.code, "written, but not committed" in done.said) == (0, True), done
    assert "kept" in acme.read_text()
    assert plainly("delete", "gone", "--yes").code == 2
    (book / ".git").chmod(0o755)
    assert plainly("sync").code == 0
    assert git(book, "log", "-1", "--format=%s").strip() == "acme: note"
    assert git(book, "status", "--porcelain").strip() == ""


def test_of_another_user(book, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(os, "geteuid", lambda: book.stat().st_uid + 1)
    assert "it belongs to another user: sudo chown -R" in why_closed(book)
