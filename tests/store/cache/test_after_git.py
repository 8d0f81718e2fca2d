"""What git puts back, commands see: with what was kept and without it they say the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from bench.books import write_book

QUESTIONS = (
    ("next", "--list"),
    ("check",),
    ("check", "--all", "--json"),
    ("list", "--all"),
    ("people",),
    ("report",),
)


def _git(*words: str) -> None:
    subprocess.run(("git", *words), check=True, capture_output=True)


@pytest.fixture
def tracked(tmp_path, monkeypatch) -> Path:
    """A book under git, with two commits and a change that is not committed."""
    book = tmp_path / "tracked"
    write_book(book, 8)
    (book / ".gitignore").write_text(".salescli/\n")
    monkeypatch.chdir(book)
    _git("init", "--quiet")
    for old, new in (("EUR", "EUR"), ('title = "Stock', 'title = "Shop'), ("meeting", "call")):
        for deal in sorted((book / "deals").iterdir())[::2]:
            deal.write_text(deal.read_text().replace(old, new))
        if old != "meeting":
            _git("add", "--all")
            _git("commit", "--quiet", "--message", new)
    return book


@pytest.mark.parametrize(
    "back",
    [
        [("stash",), ("stash", "pop")],
        [("stash",), ("checkout", "--quiet", "HEAD~1"), ("checkout", "--quiet", "-")],
        [("reset", "--quiet", "--hard"), ("reset", "--quiet", "--hard", "HEAD~1")],
        [("checkout", "--quiet", "--", "deals")],
    ],
)
def test_what_git_puts_back_is_seen(run, tracked, back):
    for words in QUESTIONS:
        run(*words)
    for step in back:
        _git(*step)
        known = [run(*words).out for words in QUESTIONS]
        shutil.rmtree(tracked / ".salescli")
        assert known == [run(*words).out for words in QUESTIONS]
