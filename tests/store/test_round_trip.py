"""Every command leaves the bytes outside its change as they were, however a file is laid out.

What is asserted of the new file, for any generated one:
- a command that only adds (log, note, schedule, skip, reopen, a new person): the old file, whole,
  with one block of lines put in for each table that was added, and a line end after what was an
  unfinished last line; nothing else;
- a command that changes a value: the same, but for the lines of that value; of these the key, what
  stands before it, and the comment behind it stay;
- read as TOML, everything is as it was but for what the command meant to change;
- the byte-order mark and the way that lines end are those of the old file;
- a command that refuses leaves the file untouched.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from support.effort import size
from support.odd_files import OddFile, odd_files

from salescli.store.toml.reader import parse_toml

MARK = "\ufeff".encode()
ON_FILES = settings(
    max_examples=size(8, 200),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WON = b'\n[[log]]\nat = 2026-11-20T09:00:00+01:00\nkind = "close"\nresult = "won"\n'


@pytest.fixture
def path(acme) -> Path:
    """The file of the deal acme, in a book without git."""
    book = acme.parent.parent
    shutil.rmtree(book / ".git")
    text = (book / "salescli.toml").read_text()
    (book / "salescli.toml").write_text(text.replace("commit = true", "commit = false"))
    return acme


def read(data: bytes) -> dict[str, Any]:
    return parse_toml(data.removeprefix(MARK).decode())


def changed(run, path: Path, old: bytes, *words: str) -> bytes | None:
    """The file after a command; None where it refused, and then nothing was changed."""
    path.write_bytes(old)
    done = run(*words)
    new = path.read_bytes()
    if done.code:
        assert new == old, done.err
        assert "can't be" in done.err, done.err
        return None
    assert "warning" not in done.err
    return new


def put_in(old: bytes, new: bytes) -> int:
    """How many blocks of lines were put into the old file, whose lines are all there in order."""
    lines, at, blocks, inside = new.splitlines(keepends=True), 0, 0, False
    wanted = old.splitlines(keepends=True)
    for line in lines:
        same = at < len(wanted) and line == wanted[at]
        if at == len(wanted) - 1 and not wanted[at].endswith(b"\n"):
            same = line.rstrip(b"\r\n") == wanted[at]
        at += same
        blocks += not same and not inside
        inside = not same
    assert at == len(wanted), f"gone: {wanted[at]!r}"
    return blocks


def assert_same_kind(old: bytes, new: bytes) -> None:
    assert new.startswith(MARK) == old.startswith(MARK)
    assert new.count(MARK) == old.count(MARK)
    if b"\r\n" not in old:
        assert b"\r" not in new
    elif old.count(b"\r\n") == old.count(b"\n"):
        assert new.count(b"\r\n") == new.count(b"\n")


ADDING = {
    "note": (("note", "acme", "-m", "They rang\n\n[[log]]\nnot so"), 1, 0),
    "log": (
        ("log", "acme", "discovery", "--with", "bob", "--next", "demo", "--on", "tue", "-m", "ok"),
        1, 0,
    ),
    "log at": (
        ("log", "acme", "--at", "2026-11-02T12:00", "--next", "demo", "--on", "tue", "-m", "ok"),
        1, 0,
    ),
    "log with somebody new": (
        (
            *("log", "acme", "demo", "--person", "eve: Eve Lind, end-user", "--with", "eve"),
            *("--next", "demo", "--on", "tue"),
        ),
        1, 1,
    ),
    "schedule": (("schedule", "acme", "--next", "demo", "--on", "wed"), 1, 0),
    "skip": (("skip", "acme", "demo", "-m", "x", "--next", "trial-start", "--on", "fri"), 1, 0),
    "person": (("person", "acme", "eve", "--name", "Eve Lind", "--role", "end-user"), 0, 1),
    "win": (("win", "acme", "--evidence", "signed"), 1, 0),
}  # fmt: skip


@pytest.mark.parametrize("name", ADDING)
@ON_FILES
@given(file=odd_files())
def test_what_adds_only_adds(run, path, name, file: OddFile):
    words, entries, people = ADDING[name]
    new = changed(run, path, file.data, *words)
    if new is None:
        return
    assert_added(file.data, new, entries, people)


@ON_FILES
@given(file=odd_files())
def test_reopen_only_adds(run, path, file: OddFile):
    old = file.data + b"\n" * (not file.data.endswith(b"\n")) + WON
    new = changed(run, path, old, "reopen", "acme", "-m", "Again", "--next", "demo", "--on", "tue")
    assert new is not None
    assert_added(old, new, 1, 0, tidy=b"\r\n" not in old)


def assert_added(old: bytes, new: bytes, entries: int, people: int, *, tidy: bool = True) -> None:
    assert 1 <= put_in(old, new) <= entries + people
    if tidy:
        assert_same_kind(old, new)
    before, after = read(old), read(new)
    log, handles = after.pop("log"), after.pop("people")
    assert len(log) == len(before["log"]) + entries
    assert [entry for entry in log if entry in before["log"]] == before.pop("log")
    assert len(handles) == len(before["people"]) + people
    assert {key: handles[key] for key in before["people"]} == before.pop("people")
    assert after == before


CHANGES = {
    "value": ("48000", 48000),
    "close": ("2027-03-31", None),
    "title": ("Ware 'n' \"house\"", "Ware 'n' \"house\""),
    "tags": ("food,\tretail", ["food", "retail"]),
    "owner": ("", None),
    "currency": ("CHF", "CHF"),
}


@pytest.mark.parametrize("key", CHANGES)
@ON_FILES
@given(file=odd_files())
def test_what_changes_a_value_changes_nothing_else(run, path, key, file: OddFile):
    typed, value = CHANGES[key]
    had = read(file.data).get(key)
    new = changed(run, path, file.data, "set", "acme", f"{key}={typed}")
    if new is None or new == file.data:
        return
    assert_same_kind(file.data, new)
    before, after = read(file.data), read(new)
    log = after.pop("log")
    assert log[:-1] == before.pop("log")
    assert log[-1]["kind"] == "change"
    now = after.pop(key, None)
    assert now == value or (value is None and now != had)
    before.pop(key, None)
    assert after == before
    lines = file.header.get(key)
    if lines is None or had is None:
        if had is None:
            assert put_in(file.data, new) <= 2
        return
    start = file.data.index(lines)
    rest = file.data[start + len(lines) :]
    assert new.startswith(file.data[:start])
    below = new[start:]
    if typed:
        name, _, _ = lines.partition(b"=")
        assert below.startswith(name + b"=")
        last = lines.splitlines(keepends=True)[-1]
        first = below[: below.index(b"\n") + 1]
        if b" # why not" in last or b"\t#no space" in last:
            assert first.endswith(last[last.rindex(b"#") :])
        below = below[len(first) :]
    put_in(rest, below)


@ON_FILES
@given(file=odd_files())
def test_a_changed_person(run, path, file: OddFile):
    new = changed(run, path, file.data, "person", "acme", "bob", "--role", "end-user")
    if new is None:
        return
    assert_same_kind(file.data, new)
    before, after = read(file.data), read(new)
    before["people"]["bob"]["role"] = "end-user"
    log = after.pop("log")
    assert log[: len(before["log"])] == before.pop("log")
    assert after == before
