"""Rules of a hundred megabytes: git would take gigabytes and minutes for each of its commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.clones import git

from salescli.store.git.obstruction import obstruction

HUGE = 100_000_000
PLACES = (".gitattributes", "deals/.gitignore", ".git/info/attributes", ".git/info/exclude")


@pytest.fixture
def book(acme) -> Path:
    return acme.parent.parent


def make_huge(path: Path) -> str:
    path.parent.mkdir(exist_ok=True)
    with path.open("ab") as file:
        file.truncate(HUGE)  # a hole: it takes no room
    return str(path)


@pytest.mark.parametrize("place", PLACES)
def test_it_is_found(book, place):
    assert obstruction(book) == ""
    assert make_huge(book / place) in obstruction(book)


def test_every_command_says_so_and_what_is_written_is_committed_later(book, run, acme):
    rules = book / ".gitattributes"
    before = rules.read_bytes()
    make_huge(rules)
    for words in (("history",), ("sync",), ("undo", "--yes")):
        done = run(*words)
        said = " ".join(done.err.split())
        assert (done.code, f"{rules} is so large" in said, "shorten it" in said) == (2, True, True)
    assert f"{rules}issolarge" in "".join(run("doctor").out.split())
    done = run("note", "acme", "-m", "kept")
    assert (done.code, "written, but not committed" in done.err) == (0, True)
    rules.write_bytes(before)
    assert run("sync").code == 0
    assert git(book, "log", "-1", "--format=%s").strip() == "acme: note"
    assert "kept" in acme.read_text()
