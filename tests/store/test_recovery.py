"""Many files are one change: a command that is killed is finished whole by the next, or never was.

Where exactly a command dies is in test_crash.py; here it dies while it puts files in place.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support.crashing import die, run, run_until
from support.fixture_cache import copy_of

from salescli.store.files.own_folder import JOURNAL, OWN
from salescli.store.journal.journal import FileUpdate, Journal, read_journal, write_journal

DEALS = 30
LIKELY = 188  # a call of the import by which some deals are in place: it is tried first
IMPORT = ("import", "rows.csv", "--process", "small-business", "--map", "value=Amount", "--map")
IMPORT += ("company=Company",)


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def rows(book) -> Path:
    """A book, and a CSV file with many deals beside it."""
    shutil.rmtree(book / ".git" / "hooks", ignore_errors=True)
    names = [f"Firm {n:02},1000" for n in range(DEALS)]
    (book / "rows.csv").write_text("\n".join(["Company,Amount", *names]) + "\n")
    return book


@pytest.fixture
def cut(rows, tmp_path_factory, monkeypatch) -> Path:
    """A copy of that book as an import leaves it that dies while it puts its deals in place."""

    def make(folder: Path) -> None:
        shutil.copytree(rows, folder)
        monkeypatch.chdir(folder)
        cut_in_the_middle(IMPORT, folder, tmp_path_factory.mktemp("spare") / "book")
        monkeypatch.chdir(rows)

    folder = tmp_path_factory.mktemp("cut") / "book"
    copy_of("cut import", make, tmp_path_factory, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def impatient(monkeypatch):
    """Another git that has the index is not waited for."""
    monkeypatch.setattr("salescli.store.git.commit._PAUSES", (0.01,))


def deals(book: Path) -> int:
    return len(list((book / "deals").glob("*.toml")))


def cut_in_the_middle(words: tuple[str, ...], book: Path, spare: Path) -> int:
    """Let a command die while it puts its deals in place; how many of them are."""
    shutil.copytree(book, spare)
    low, high, call = 1, 2000, LIKELY
    while low < high:
        end = run_until(words, call, die, reads=False)
        placed = deals(book)
        if end.code is None and 0 < placed < DEALS:
            return placed
        low, high = (low, call) if placed else (call + 1, high)
        call = (low + high) // 2
        shutil.rmtree(book)
        shutil.copytree(spare, book)
        os.chdir(book)
    raise AssertionError("it never died in the middle")


@pytest.mark.parametrize("reader", [("list", "--json"), ("next",), ("note", "firm-00", "-m", "x")])
def test_an_import_that_is_killed_is_whole_after_the_next_command(cut, reader):
    assert 0 < deals(cut) < DEALS
    assert len(read_journal(cut).files) >= DEALS
    done = run(*reader)
    assert done.code == 0, done.said
    assert "finished an interrupted command" in " ".join(done.said.split())
    assert deals(cut) == DEALS
    assert not (cut / OWN / JOURNAL).exists()
    assert list(cut.rglob("*.tmp")) == []
    assert git(cut, "status", "--porcelain", "deals", "processes") == ""
    subjects = git(cut, "log", "--format=%s").splitlines()
    assert str(DEALS) in subjects[reader[0] == "note"]
    assert "edited by hand" not in "".join(subjects)
    assert run("undo", "--yes").code == 0
    assert deals(cut) == (DEALS if reader[0] == "note" else 0)


@pytest.mark.usefixtures("impatient")
def test_what_a_command_left_that_died_while_it_finished_another_is_deleted_too(acme, run):
    """It had put the change in place, and owes the commit alone."""
    book = acme.parent.parent
    began(book, FileUpdate("deals/new.toml", None, acme.read_bytes()))
    (book / ".git/index.lock").touch()
    assert "it is not committed yet" in " ".join(run("list").err.split())
    (book / ".git/index.lock").unlink()
    left = acme.with_name(f".acme.toml.{2**22 + 1}.tmp")
    left.write_text("cut")
    assert run("note", "acme", "-m", "x").code == 0
    assert not left.exists()


def began(book: Path, *changes: FileUpdate) -> None:
    """Leave a book as a command does that dies before it puts the first of these in place."""
    write_journal(book, Journal(changes, "acme: changed\n\nMade-by: salescli\n"))


def test_an_edit_meanwhile_stays_beside_what_the_command_meant(acme, run):
    before = acme.read_bytes()
    after = before + b'\n[[log]]\nat = 2026-11-21T10:00:00+01:00\nkind = "note"\nnote = "x"\n'
    began(acme.parent.parent, FileUpdate("deals/acme.toml", before, after))
    acme.write_bytes(b"# by hand\n" + before)
    assert run("list").code == 0
    assert acme.read_bytes() == b"# by hand\n" + after


def test_an_edit_of_the_same_lines_stays_and_what_was_meant_is_kept_and_named(acme, run):
    before = acme.read_bytes()
    after = before.replace(b"Acme GmbH", b"Acme AG")
    began(acme.parent.parent, FileUpdate("deals/acme.toml", before, after))
    edited = before.replace(b"Acme GmbH", b"Acme Ltd")
    acme.write_bytes(edited)
    done = run("list")
    assert acme.read_bytes() == edited
    name = ".salescli/drafts/unfinished-acme.toml"
    assert name in "".join(done.err.split())
    assert (acme.parent.parent / name).read_bytes() == after


def test_a_file_that_was_to_be_deleted_and_was_edited_stays(acme, run):
    before = acme.read_bytes()
    began(acme.parent.parent, FileUpdate("deals/acme.toml", before, None))
    acme.write_bytes(b"# by hand\n" + before)
    assert "it was not deleted" in " ".join(run("list").err.split())
    assert acme.read_bytes() == b"# by hand\n" + before


@pytest.mark.usefixtures("impatient")
def test_what_git_refuses_then_is_committed_by_the_next_command(acme, run):
    """Under the message of the command that was cut off."""
    book = acme.parent.parent
    before = acme.read_bytes()
    began(book, FileUpdate("deals/acme.toml", before, b"# new\n" + before))
    lock = book / ".git" / "index.lock"
    lock.touch()
    assert "it is not committed yet: another git" in " ".join(run("list").err.split())
    assert acme.read_bytes() == b"# new\n" + before
    lock.unlink()
    assert run("note", "acme", "-m", "x").code == 0
    assert git(book, "log", "-2", "--format=%s").splitlines() == ["acme: note", "acme: changed"]


def test_what_cannot_be_finished_says_what_to_type(acme, run):
    """Nothing is written until it is finished, or left as it is."""
    book = acme.parent.parent
    began(book, FileUpdate("deals/new.toml", None, b"x = 1\n"))
    (book / "deals/new.toml").mkdir()
    done = run("note", "acme", "-m", "x")
    assert done.code == 2
    text = " ".join(done.err.split())
    assert "can't finish an interrupted command (acme: changed): " in text
    assert "deals/new.toml: is a directory" in text
    assert f"rm {book}/.salescli/journal" in text
    assert b'note = "x"' not in acme.read_bytes()
    (book / ".salescli/journal").unlink()
    assert run("note", "acme", "-m", "x").code == 0


def test_a_write_protected_file_that_waits_to_be_finished_says_how_to_open_it(acme, run):
    book, before = acme.parent.parent, acme.read_bytes()
    began(book, FileUpdate("deals/acme.toml", before, b"# new\n" + before))
    acme.chmod(0o444)
    if not os.access(acme, os.W_OK):
        done = run("note", "acme", "-m", "x")
        assert done.code == 2
        assert f"chmod u+w {acme}" in " ".join(done.err.split())
    acme.chmod(0o644)
    assert run("note", "acme", "-m", "x").code == 0
    assert acme.read_bytes().startswith(b"# new\n")


@pytest.mark.parametrize("name", ["../out.toml", ".git/config", "deals/../../x", "/etc/x", ""])
def test_a_journal_that_leads_elsewhere_is_refused(acme, run, name):
    book = acme.parent.parent
    began(book, FileUpdate("deals/new.toml", None, b"x = 1\n"))
    journal = book / OWN / JOURNAL
    text = journal.read_bytes().replace(
        b"deals/new.toml".hex().encode(), name.encode().hex().encode()
    )
    journal.write_bytes(text)
    done = run("note", "acme", "-m", "x")
    assert done.code == 2
    assert "can't be read" in done.err
    assert not (book / "deals" / "new.toml").exists()


@pytest.mark.parametrize("how", ["link", "hard link"])
def test_a_journal_that_is_not_ours_is_not_followed(acme, run, tmp_path_factory, how):
    book = acme.parent.parent
    began(book, FileUpdate("deals/new.toml", None, b"x = 1\n"))
    journal = book / OWN / JOURNAL
    other = tmp_path_factory.mktemp("other") / "journal"
    journal.rename(other)
    journal.symlink_to(other) if how == "link" else journal.hardlink_to(other)
    assert run("note", "acme", "-m", "x").code == 0
    assert not (book / "deals" / "new.toml").exists()


@pytest.mark.parametrize("name", [JOURNAL, "owed/owed-000001"])
def test_gigabytes_in_its_place_are_not_read(acme, run, name):
    path = acme.parent.parent / OWN / name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    os.truncate(path, 2**42)  # a hole: as much as no memory has
    done = run("note", "acme", "-m", "x")
    assert (done.code, f"rm {path}" in done.err) == (2, True)
    path.unlink()
    assert run("note", "acme", "-m", "x").code == 0


def test_a_journal_that_names_a_fifo_holds_nothing_up(acme, run):
    os.mkfifo(acme.with_name("pipe.toml"))
    root = acme.parent.parent
    write_journal(root, Journal((FileUpdate("deals/pipe.toml", None, b"a = 1\n"),), "pipe"))
    assert "not finished yet" in run("next", "--list").err
    assert "can't finish" in run("note", "acme", "-m", "x").err


def test_what_another_user_left_unfinished_is_theirs(cut, run, monkeypatch):
    """As after sudo: it is neither finished nor forgotten by somebody else."""
    placed = deals(cut)
    with monkeypatch.context() as patch:
        me = os.geteuid()
        patch.setattr(os, "geteuid", lambda: me + 1)
        assert "of another user was cut off" in run("next", "--list").err
        words = ("--process", "small-business", "--next", "discovery", "--on", "3d")
        refused = run("add", "Bolt", *words)
        assert (refused.code, "of another user was cut off" in refused.err) == (2, True)
    assert deals(cut) == placed
    run("next", "--list")
    assert deals(cut) == DEALS
