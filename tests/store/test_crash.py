"""A command that dies or fails anywhere leaves every file whole, and the next command works."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.crashing import End, die, failing, import_all, run, run_until
from support.effort import FULL, size

from salescli.store.book import open_book
from salescli.store.deal_loader import pages
from salescli.store.process_loader import ProcessLoader

REVISED = "revised.toml"
COMMANDS = {
    "log": (
        *("log", "acme", "discovery", "--with", "eve", "--person", "eve: Eve Lind, end-user"),
        *("-m", "4 % off", "--met", "pain-sized", "--next", "demo", "--on", "tue"),
    ),
    "win": (
        *("win", "acme", "--evidence", "signed", "--said-by", "bob"),
        *("--follow-on", "--next", "kickoff", "--on", "3d"),
    ),
    "add": (
        *("add", "Borealis", "--process", "mid-market", "--person", "dana: Dana Reyes, end-user"),
        *("--next", "discovery", "--on", "mon"),
    ),
    "set": ("set", "acme", "value=48000", "close=2027-01-29"),
    "revise": ("process", "revise", "tiny", "--file", REVISED),
}
ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO)
TINY = """
name     = "tiny"
title    = "Tiny"
revision = 1

[[stage]]
id = "talk"

[[role]]
id   = "owner"
side = "buyer"

[[step]]
id    = "discovery"
title = "Discovery"
stage = "talk"
theirs = ["owner"]

[[step.outcome]]
id   = "pain-named"
text = "They name it"

[[loss]]
id   = "no-need"
text = "They can do without"
"""
# In full, the calls that only read count as well, and each of the errors comes at every call.
# Otherwise a command meets its end at every seventh call, each command at others, and the errors
# take turns.
TURNS = range(len(ERRORS)) if FULL else (0,)
EVERY = size(7, 1)
MANY = 500  # more calls than any command makes
LEAST = size(3, 15)  # fewer calls than any command makes
_TEMPORARY = re.compile(r"\.[^/]+\.\d+\.tmp")


@dataclass(frozen=True)
class Case:
    """A command on a book: its words, where it shall end, and all files before it and after it."""

    words: tuple[str, ...]
    calls: range
    book: Path
    before: dict[str, bytes]
    after: dict[str, bytes]

    def restore(self) -> None:
        """Make the book what it was before the command."""
        found = everything(self.book)
        for name in found.keys() - self.before.keys():
            (self.book / name).unlink()
        for name, content in self.before.items():
            if found.get(name) != content:
                (self.book / name).write_bytes(content)


def everything(book: Path) -> dict[str, bytes]:
    """The content of every file but git's objects: those are harmless where nothing names them."""
    found = {}
    for folder, below, names in os.walk(book):
        below[:] = [name for name in below if name != "objects"]
        for name in names:
            path = Path(folder) / name
            found[str(path.relative_to(book))] = path.read_bytes()
    return found


def own(found: dict[str, bytes]) -> dict[str, bytes]:
    """Of these files the ones of the book: neither git's nor those that may be deleted."""
    return {name: found[name] for name in found if not name.startswith((".git/", ".salescli/"))}


@pytest.fixture(scope="module", autouse=True)
def _warm():
    import_all()


@pytest.fixture(params=COMMANDS)
def case(request, acme) -> Case:
    book = acme.parent.parent
    shutil.rmtree(book / ".git" / "hooks")
    (book / "processes" / "tiny.toml").write_text(TINY)
    (book / REVISED).write_text(TINY.replace("Tiny", "Our own"))
    words = COMMANDS[request.param]
    calls = range(1 + list(COMMANDS).index(request.param) % EVERY, MANY, EVERY)
    before = everything(book)
    done = run(*words)
    assert done.code == 0, done.said
    assert "not committed" not in done.said
    after = own(everything(book))
    assert own(before) != after
    return Case(words, calls, book, before, after)


def assert_whole(case: Case) -> None:
    """Every file is the old one or the new one; beside them there are only temporary files."""
    found = own(everything(case.book))
    before = own(case.before)
    for name in before.keys() | case.after.keys():
        assert found.get(name) in (before.get(name), case.after.get(name)), name
    others = found.keys() - before.keys() - case.after.keys()
    assert all(_TEMPORARY.fullmatch(Path(name).name) for name in others), others


def assert_readable(book: Path) -> None:
    """Nothing in any deal or its process is wrong."""
    opened = open_book(book)
    assert [page.faults for page in pages(opened, ProcessLoader(opened)) if page.faults] == []


def assert_works(book: Path) -> None:
    """All can be read, and a note lands and is committed."""
    assert_readable(book)
    noted = run("note", "acme", "-m", "after the crash")
    assert noted.code == 0, noted.said
    assert "not committed" not in noted.said
    assert (book / "deals" / "acme.toml").read_text().count("after the crash") == 1


def state(case: Case) -> frozenset[tuple[str, bytes]]:
    """All that a process left behind, its number aside."""
    found = everything(case.book)
    found.pop(".salescli/lock", None)
    return frozenset((_TEMPORARY.sub("TEMPORARY", name), found[name]) for name in found)


def assert_all_or_nothing(case: Case) -> None:
    """After the next command all files are the old ones or all are the new ones, and committed."""
    found = own(everything(case.book))
    names = [
        name
        for name in case.before.keys() | case.after.keys()
        if case.before.get(name) != case.after.get(name) and name in own(case.before) | case.after
    ]
    note = "after the crash"
    is_new = {name: not _is_old(found.get(name), case.before.get(name), note) for name in names}
    assert len(set(is_new.values())) == 1, is_new
    said = subprocess.run(
        ["git", "status", "--porcelain", "deals"],
        cwd=case.book,
        capture_output=True,
        check=True,
    )
    assert said.stdout == b""
    assert not any(_TEMPORARY.fullmatch(Path(name).name) for name in found)


def _is_old(now: bytes | None, before: bytes | None, note: str) -> bool:
    """Whether a file is as it was before the command, but for a note that was added to it."""
    if now is None or before is None:
        return now == before
    return now == before or (
        now.startswith(before)
        and now[len(before) :].count(b"[[log]]") == 1
        and note.encode() in now
    )


def test_killed_at_every_call(case):
    left = set()
    for call in case.calls:
        case.restore()
        end = run_until(case.words, call, die, reads=FULL)
        if end.code is not None:
            break
        assert_whole(case)
        if (now := state(case)) not in left:
            left.add(now)
            assert_works(case.book)
            assert_all_or_nothing(case)
    assert end.code == 0
    assert own(everything(case.book)) == case.after
    points(case, call)


@pytest.mark.parametrize("turn", TURNS)
def test_an_error_at_every_call(case, turn):
    for call in case.calls:
        case.restore()
        error = ERRORS[(call // EVERY + turn) % len(ERRORS)]
        end = run_until(case.words, call, failing(error), reads=FULL)
        if not end.call:
            break
        told(end)
        found = own(everything(case.book))
        if end.code:
            assert found == own(case.before), end
        elif end.call == "read":  # a deal whose process can't be read is logged all the same
            assert_readable(case.book)
        else:
            assert found == case.after, end
    points(case, call)


@pytest.mark.parametrize("number", ERRORS if FULL else ERRORS[:1], ids=errno.errorcode.get)
@pytest.mark.parametrize("case", ["win", "add", "revise"] if FULL else ["win"], indirect=True)
def test_a_disk_that_fails_for_good(case, number):
    """Then nothing can be put back: what is there must be whole, and what is said must be true."""
    for call in case.calls:
        case.restore()
        end = run_until(case.words, call, failing(number), for_good=True, reads=FULL)
        if not end.call:
            break
        told(end)
        found = own(everything(case.book))
        assert_whole(case)
        if end.code and "only partly done" not in end.said:
            assert all(found.get(name) == text for name, text in own(case.before).items()), end
            assert not found.keys() & (case.after.keys() - case.before.keys()), end
        elif end.code == 0:
            assert found == case.after, end


def told(end: End) -> None:
    """What went wrong was foreseen, and is said in words."""
    assert end.code in (0, 2), end
    assert "at fault" not in end.said, end
    assert "Traceback" not in end.said, end
    assert (end.code == 2) == ("error: " in end.said), end


def points(case: Case, call: int) -> None:
    """Guard how many calls were hit before this one: a harness that hits none proves nothing."""
    count = case.calls.index(call)
    assert count >= LEAST
    print(f"{case.words[0]}: {count} points")
