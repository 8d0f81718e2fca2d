"""A file that was emptied or cut, or has marks, is no edit by hand: it is never committed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from support.fixture_cache import copy_of

from salescli.store.git.damage import damage_of

TEXT = b'company = "Acme"\nvalue = 48000\n\n[[log]]\nat = 2026-11-20T10:00:00Z\nkind = "note"\n'
MARKS = b"<<<<<<< ours\nvalue = 1\n=======\nvalue = 2\n>>>>>>> theirs\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"\0" * 40, "is empty"),
        (TEXT[:30] + b"\0" * 9, "is not text"),
        (TEXT[:5], "was cut off"),
        (TEXT[:27], "was cut off"),
        (TEXT[:-9], "was cut off"),
        (TEXT.replace(b"\n", b"\r\n")[:29], "was cut off"),
        (MARKS + TEXT, "has conflict marks"),
        (TEXT + MARKS[:30], "has conflict marks"),
    ],
)
def test_what_nobody_wrote(data, what):
    assert damage_of(data, TEXT) == what


@pytest.mark.parametrize(
    "data",
    [
        TEXT,
        TEXT.rstrip(b"\n"),
        TEXT[: TEXT.index(b"\n[[log]]")],  # the entry was taken out
        TEXT[: TEXT.index(b"\n[[log]]") - 1],
        TEXT.replace(b"48000", b"480"),
        TEXT.replace(b'"note"\n', b'"note"\nnote = """\n<<<<<<< the arrows that they drew\n"""\n'),
        b"value = \n",  # no TOML, but an edit: check says so
    ],
)
def test_what_somebody_may_have_written(data):
    assert damage_of(data, TEXT) == ""


def test_of_a_new_file_only_what_is_in_it_counts():
    assert damage_of(b"", None) == "is empty"
    assert damage_of(TEXT[:27], None) == ""
    assert damage_of(b"", b"") == ""


def test_a_cut_in_the_middle_of_a_line_is_always_found():
    for length in range(1, len(TEXT)):
        if TEXT[length - 1 : length] != b"\n" and TEXT[length : length + 1] != b"\n":
            assert damage_of(TEXT[:length], TEXT), length


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=True).stdout


def test_a_cut_at_the_end_of_a_block_is_one():
    line = b"# " + b"x" * 61 + b"\n"
    text = line * 100
    assert damage_of(text[:4096], text) == "was cut off"
    assert damage_of(text[:4096] + line, text) == ""


@pytest.fixture
def hub(request, tmp_path_factory, run, monkeypatch) -> Path:
    """The other copy of a book, `book` beside it, which has synced once; we are there."""

    def make(to: Path) -> None:
        shutil.copytree(request.getfixturevalue("acme").parent.parent, to / "book")
        monkeypatch.chdir(to / "book")
        git("init", "-q", "--bare", "-b", "main", "../hub.git")
        git("branch", "-q", "-M", "main")
        git("remote", "add", "origin", "../hub.git")
        assert run("sync").code == 0

    folder = tmp_path_factory.mktemp("synced")
    copy_of("a book and its hub", make, tmp_path_factory, folder)
    monkeypatch.chdir(folder / "book")
    return folder / "hub.git"


@pytest.mark.parametrize("damage", ["empty", "cut", "marks"])
@pytest.mark.parametrize("file", ["deals/acme.toml", "processes/small-business.toml"])
def test_sync_says_so_and_how_to_restore_it(hub, run, damage, file):
    path = hub.with_name("book") / file
    before, head = path.read_bytes(), git("rev-parse", "HEAD")
    path.write_bytes({"empty": b"", "cut": before[:43], "marks": MARKS + before}[damage])
    done = run("sync")
    assert done.code == 2
    assert file in done.err
    assert "this is damage, not an edit; nothing was changed" in " ".join(done.err.split())
    assert git("rev-parse", "HEAD") == head
    assert git("--git-dir", str(hub), "rev-parse", "main") == head
    if damage != "marks":
        line = next(line for line in done.err.splitlines() if "checkout" in line)
        words = shlex.split(line.strip().partition("   ")[0])
        subprocess.run(words, check=True, capture_output=True, cwd=os.sep)
        assert path.read_bytes() == before
        assert run("sync").code == 0


@pytest.mark.parametrize("damage", ["empty", "cut"])
def test_a_command_builds_on_no_such_file(acme, run, damage):
    before, head = acme.read_bytes(), git("rev-parse", "HEAD")
    cut = before.rindex(b'"')  # what is left of it can't be read
    acme.write_bytes(b"" if damage == "empty" else before[:cut])
    left = acme.read_bytes()
    done = run("note", "acme", "-m", "x")
    assert done.code in (1, 2)
    assert acme.read_bytes() == left
    assert git("rev-parse", "HEAD") == head


def test_other_commands_go_on(acme, run):
    """A deal that is damaged is no reason not to write another one."""
    first = ("--next", "discovery", "--on", "mon", "--process", "small-business")
    assert run("add", "Beta", *first).code == 0
    acme.write_bytes(b"")
    assert run("note", "beta", "-m", "x").code == 0
    assert git("status", "--porcelain") == " M deals/acme.toml\n"


def test_what_a_killed_command_left_is_never_committed(hub, run):
    acme = hub.with_name("book") / "deals" / "acme.toml"
    left = acme.with_name(".acme.toml.999999999.tmp")
    alive = acme.with_name(f".acme.toml.{os.getppid()}.tmp")
    for path in (left, alive):
        path.write_bytes(acme.read_bytes())
    assert run("note", "acme", "-m", "x").code == 0
    assert run("sync").code == 0
    assert not left.exists()  # its process is dead
    assert alive.exists()
    assert git("ls-files", "deals") == "deals/acme.toml\n"
    assert git("--git-dir", str(hub), "ls-tree", "-r", "--name-only", "main", "deals/") == (
        "deals/acme.toml\n"
    )
