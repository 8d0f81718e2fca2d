"""A command that makes a book, killed anywhere: the same command again makes it, whole."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.crashing import die, run, run_until
from support.effort import size

from salescli.store.journal.journal import FileUpdate, Journal, write_journal

EVERY = size(29, 1)
MANY = 600  # more calls than any of them makes
FIRST = ("--process", "small-business", "--what", "Talk", "--on", "mon")
MAKING = {
    "init": ("init", "book", "--me", "ada", "--process", "small-business"),
    "demo": ("demo", "book"),
}


def content(book: Path) -> dict[str, bytes]:
    return {str(path.relative_to(book)): path.read_bytes() for path in book.rglob("*.toml")}


def git(book: Path, *arguments: str) -> list[str]:
    return subprocess.run(
        ["git", *arguments], cwd=book, capture_output=True, text=True, check=True
    ).stdout.splitlines()


def killed(words: tuple[str, ...], folder: Path, name: str) -> Iterator[Path]:
    """Give the book as the command leaves it that is killed in an empty folder, at many calls."""
    points = 0
    for call in range(1, MANY, EVERY):
        folder.mkdir()
        os.chdir(folder)
        if run_until(words, call, die, reads=False).code is not None:
            break
        for lock in (folder / name).glob(".git/**/*.lock"):
            lock.unlink()
        points += 1
        yield folder / name
        shutil.rmtree(folder)
    assert points > size(2, 50)


def is_made(book: Path) -> bool:
    """Whether a book is whole, and nothing of its making is left to be done."""
    return (book / "salescli.toml").exists() and not (book / ".salescli/journal").exists()


@pytest.mark.parametrize("words", MAKING.values(), ids=MAKING)
def test_killed_anywhere_and_repeated_it_is_made(words, tmp_path):
    os.chdir(tmp_path)
    assert run(*words).code == 0
    whole, subjects = content(tmp_path / "book"), git(tmp_path / "book", "log", "--format=%s")
    for book in killed(words, tmp_path / "there", "book"):
        wanted = 2 if is_made(book) else 0
        done = run(*words)
        assert done.code == wanted, done.said
        assert content(book) == whole
        assert git(book, "log", "--format=%s") == subjects
        assert git(book, "status", "--porcelain") == []


def test_the_default_book_is_made_by_the_next_deal(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.delenv("SALESCLI_BOOK", raising=False)
    for book in killed(("add", "Acme", *FIRST), folder, "salescli/book"):
        done = run("add", "Beta", *FIRST)
        assert done.code == 0, done.said
        assert "beta" in {path.stem for path in book.glob("deals/*")} <= {"acme", "beta"}
        assert git(book, "status", "--porcelain") == []


def test_a_book_that_is_begun_is_not_made_with_other_settings(tmp_path):
    os.chdir(tmp_path)
    (tmp_path / "book").mkdir()
    text = b'me = "ada"\n'
    write_journal(tmp_path / "book", Journal((FileUpdate("salescli.toml", None, text),), "Begun"))
    done = run("init", "book", "--me", "bob")
    assert done.code == 2
    assert "is a book already" in done.said
    assert (tmp_path / "book/salescli.toml").read_bytes() == text


@pytest.mark.parametrize("left", ["processes/past/", "processes/.x.toml.1.tmp", "deals/"])
def test_folders_alone_do_not_keep_a_demo_from_being_made(left, tmp_path):
    os.chdir(tmp_path)
    path = tmp_path / "book" / left
    (path if left.endswith("/") else path.parent).mkdir(parents=True)
    if not left.endswith("/"):
        path.write_text("half")
    assert run("demo", "book").code == 0


@pytest.mark.parametrize("named", [True, False])
def test_a_demo_that_is_stopped_leaves_nothing(tmp_path, monkeypatch, named):
    """Whatever it had made by then: the folder comes to be in one step."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def stopped(place, *_, **__):
        (place / "deals").mkdir()
        (place / "deals/ardent.toml").write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr("salescli.commands.demo.make_book", stopped)
    assert run("demo", *(["there/book"] if named else [])).code == 130
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert [path.name for path in tmp_path.iterdir()] == (["there"] if named else [])


def test_what_a_killed_demo_left_beside_is_deleted_by_the_next_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".book.4000000000.tmp/deals").mkdir(parents=True)
    (tmp_path / ".book.1.tmp").mkdir()  # of one that is alive
    assert run("demo", "book").code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [".book.1.tmp", "book"]
