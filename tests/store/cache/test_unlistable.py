"""Folders that can't be listed: no command takes them for empty, and no answer is kept of them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from bench.books import write_book
from support.kept_answers import answer, made_anew

QUESTIONS = ("next", "next --json", "list", "check", "board", "people", "report", "brief --week")
REFUSES = "you have no permission"


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A book in the current folder, of which everything that is asked was asked before."""
    write_book(tmp_path / "book", 3)
    monkeypatch.chdir(tmp_path / "book")
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-21T10:00+01:00")
    return tmp_path / "book"


def forbid_listing(monkeypatch, folder):
    """Let a folder be entered, but not listed, whether by its name or once it is open."""
    status = folder.stat()

    def refusing(lists):
        def refused(path="."):
            if os.path.samestat(os.stat(path), status):  # noqa: PTH116 - it may be open
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
            return lists(path)

        return refused

    for name in ("listdir", "scandir"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name)))


@pytest.mark.parametrize("words", QUESTIONS)
def test_deals_that_cannot_be_listed_are_not_taken_for_none(book, monkeypatch, words):
    assert answer(words.split())[0] in (0, 1)
    forbid_listing(monkeypatch, book / "deals")
    code, out, err = answer(words.split())
    assert (code, out) == (2, "")
    assert REFUSES in err


def test_an_answer_about_deals_that_cannot_be_listed_is_not_kept(book, monkeypatch):
    deal = min((book / "deals").iterdir())
    forbid_listing(monkeypatch, book / "deals")
    assert "Changed" not in answer(["show", deal.stem])[1]
    deal.write_text(deal.read_text().replace('title = "', 'title = "Changed '))
    assert "Changed" in answer(["show", deal.stem])[1]


@pytest.mark.parametrize("folder", ["processes", ".salescli/drafts"])
def test_other_folders_that_cannot_be_listed_keep_nobody_from_an_answer(book, monkeypatch, folder):
    Path(folder).mkdir(parents=True, exist_ok=True)
    before = answer(["next"])
    forbid_listing(monkeypatch, book / folder)
    assert answer(["next"]) == before
    deal = min((book / "deals").iterdir())
    assert answer(["note", deal.stem, "-m", "They rang back"])[0] == 0


@pytest.mark.parametrize("words", ["check --all", "next", "list"])
def test_what_rests_on_processes_that_cannot_be_listed_is_not_kept(book, monkeypatch, words):
    forbid_listing(monkeypatch, book / "processes")
    before = answer(words.split())
    for process in ("small-business", "mid-market", "enterprise", "account-management"):
        file = book / "processes" / f"{process}.toml"
        file.write_text(file.read_text().replace('title    = "', 'title    = "Changed '))
    assert answer(words.split()) == made_anew(words.split())
    if words.startswith("check"):
        assert answer(words.split()) != before
