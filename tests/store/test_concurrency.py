"""Many commands at once on one book: every entry lands once, and git has every file."""

from __future__ import annotations

import subprocess

import pytest
from support.effort import size
from support.forked_command import ForkedProcess

from salescli.store.toml.reader import read_toml

WRITERS = size(5, 8)
EACH = size(2, 50)

# Each log is a fork: a process of its own, without the time that it takes to start Python.
WRITER = """
import os, sys
from salescli.cli import main
import salescli.commands.log, salescli.prompts, subprocess, tempfile
import salescli.commands.support.writing.report_commit

number, each, deals = map(int, sys.argv[1:])
for turn in range(each):
    child = os.fork()
    if child == 0:
        deal = f"deal-{(number + turn) % deals}"
        sys.argv = [
            "salescli", "log", deal, "-m", f"writer {number} turn {turn}.",
            "--next", "demo", "--on", "tue",
        ]
        main()
        sys.stdout.flush()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit(f"writer {number}, turn {turn}: {os.waitstatus_to_exitcode(status)}")
"""


def git(book, *arguments) -> str:
    done = subprocess.run(["git", *arguments], cwd=book, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("deals", [1, 5])
def test_no_entry_is_lost_and_none_comes_twice(run, book, deals):
    for number in range(deals):
        opened = run(
            "add", f"Deal {number}", "--handle", f"deal-{number}", "--process", "small-business",
            "--person", "bob: Bob Ross, owner", "--next", "discovery", "--on", "mon",
        )  # fmt: skip
        assert opened.code == 0, opened.err
    before = int(git(book, "rev-list", "--count", "HEAD"))
    writers = [
        ForkedProcess(
            ["-c", WRITER, str(number), str(EACH), str(deals)],
            cwd=book,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    said = [writer.communicate()[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * WRITERS, said
    assert "".join(said) == ""

    logs = [read_toml(path)[0]["log"] for path in sorted((book / "deals").glob("*.toml"))]
    notes = [entry["note"] for log in logs for entry in log if "note" in entry]
    wanted = {f"writer {w} turn {t}." for w in range(WRITERS) for t in range(EACH)}
    assert len(notes) == len(wanted)
    assert set(notes) == wanted
    assert git(book, "status", "--porcelain") == ""
    assert int(git(book, "rev-list", "--count", "HEAD")) - before <= WRITERS * EACH
    assert not [path for path in book.rglob(".*.tmp") if ".git" not in path.parts]
