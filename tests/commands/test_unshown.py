"""What is written and can't be shown is said to be written; what can't be read is not kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.forked_command import ForkedProcess

from salescli.store.drafts import drafts
from salescli.store.toml.reader import read_toml

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="only Linux has a disk full at will")

WRITING = [
    ("note", "acme", "-m", "4 % off"),
    ("log", "acme", "discovery", "--with", "bob", "--next", "demo", "--on", "2026-11-26"),
    ("schedule", "acme", "--on", "2026-11-26"),
    ("skip", "acme", "demo", "-m", "They know it"),
    ("set", "acme", "value=5"),
    ("person", "acme", "dana", "--name", "Dana"),
    ("lose", "acme", "--reason", "no-decision", "--evidence", "silence"),
    ("win", "acme", "--evidence", "Signed"),
    ("add", "Beta", "--process", "small-business", "--next", "discovery", "--on", "mon"),
    ("process", "new", "mine", "--from", "enterprise"),
]


def start(*arguments: str | bytes, cold: bool = False, **how) -> subprocess.Popen:
    """Start a command, as a fork or as the program itself: see `forked_command`."""
    how |= {"stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    if cold:
        return subprocess.Popen([sys.executable, "-m", "salescli", *arguments], **how)
    return ForkedProcess(arguments, **how)


def head(book: Path) -> str:
    return subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=book, capture_output=True, text=True, check=True
    ).stdout


@needs_full
@pytest.mark.parametrize(
    ("line", "cold"), [(line, False) for line in WRITING] + [(WRITING[0], True)]
)
def test_what_is_written_to_a_full_disk_s_output_is_said_to_be_written(acme, line, cold):
    book = acme.parent.parent
    before = head(book)
    with FULL.open("wb") as full:
        child = start(*line, cold=cold, stdout=full, cwd=book)
        said = child.communicate(timeout=60)[1]
    assert child.returncode == 2, said
    assert said.startswith("error: written, but could not be shown: No space left"), said
    assert "nothing was" not in said
    assert head(book) != before


def test_what_is_written_while_nobody_reads_is_said_to_be_written(acme):
    inlet, outlet = os.pipe()
    os.close(inlet)
    child = start(*WRITING[0], cold=True, stdout=outlet, cwd=acme.parent.parent)
    os.close(outlet)
    said = child.communicate(timeout=60)[1]
    assert child.returncode == 2
    assert said.startswith("error: written, but could not be shown: nobody reads it")
    assert read_toml(acme)[0]["log"][-1]["note"] == "4 % off"


@pytest.mark.usefixtures("acme")
def test_what_only_shows_ends_as_before_where_nobody_reads(tmp_path):
    inlet, outlet = os.pipe()
    os.close(inlet)
    child = start("show", "acme", cold=True, stdout=outlet, cwd=tmp_path)
    os.close(outlet)
    assert child.communicate(timeout=60)[1] == ""
    assert child.returncode == 141


def test_a_conversation_that_was_written_leaves_no_draft(acme, run, monkeypatch):
    """Also where nobody could be shown that it was."""
    from salescli.commands import note
    from salescli.commands.support.asking import ask_note
    from salescli.errors import UnshownError

    def unshown(*_: object) -> None:
        raise UnshownError("written, but could not be shown: x")

    monkeypatch.setattr(note, "in_terminal", lambda: True)
    monkeypatch.setattr(note, "show_written", unshown)
    monkeypatch.setattr(ask_note, "ask_note", lambda *_, **__: "4 % off")
    assert "written, but could not be shown" in run("note", "acme").err
    assert drafts(acme.parent.parent) == []


@pytest.mark.parametrize(
    ("line", "place", "cold"),
    [
        ((b"note", b"acme", b"-m", b"caf\xe9"), "argument 4 is not UTF-8 at its character 4", True),
        ((b"set", b"acme", b"title=\xff"), "argument 3 is not UTF-8 at its character 7", False),
        ((b"no\xffte",), "argument 1 is not UTF-8 at its character 3", False),
        ((b"skip", b"acme", b"demo", b"--reason=\xfc"), "argument 4 is not UTF-8", False),
    ],
)
def test_an_argument_that_is_not_utf_8_is_refused_with_its_place(acme, line, place, cold):
    before = acme.read_bytes()
    child = start(*line, cold=cold, stdout=subprocess.PIPE, cwd=acme.parent.parent)
    said = child.communicate(timeout=60)[1]
    assert child.returncode == 2
    assert said.startswith(f"error: {place}")
    assert acme.read_bytes() == before


def test_the_name_of_a_file_may_be_any_bytes(acme):
    file = os.fsencode(acme.parent.parent) + b"/caf\xe9.csv"
    Path(os.fsdecode(file)).write_text("")
    child = start(b"import", file, stdout=subprocess.PIPE, cwd=acme.parent.parent)
    assert "is not UTF-8 at" not in child.communicate(timeout=60)[1]
