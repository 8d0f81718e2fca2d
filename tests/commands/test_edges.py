"""The ends of the calendar, of memory, of the ground underfoot: a sentence, and nothing lost."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import product

import pytest
from support.effort import some
from support.forked_command import run_forked
from support.snapshot import tree

DAYS = ("0001-01-01", "0001-01-02", "9999-12-31")
ZONES = ("Europe/Berlin", "Pacific/Kiritimati", "America/New_York")
LOOKS = (
    *("next --today DAY", "next --brief --today DAY", "next --json --today DAY"),
    *("list --today DAY", "list --at DAY", "list --all --json --at DAY", "list --closing ..DAY"),
    *("check --today DAY", "board --today DAY", "board --at DAY", "show acme --at DAY"),
    *("plan acme --today DAY", "plan acme --today DAY --format html"),
    *("plan acme --today DAY --format ics", "report --today DAY", "report --since DAY"),
    *("report --until DAY", "report --since DAY --compare before"),
    *("learn small-business --since DAY", "show acme --today DAY", "next --days 999999"),
)
WRITES = (
    "log acme discovery --at DAY --next demo --on fri",
    "note acme --at DAY -m x",
    "schedule acme --next discovery --on DAY",
    "schedule acme --next discovery --on DAYT00:00",
    "set acme close=DAY",
)
AFTER = (
    *("next", "list", "check", "show acme", "board", "report", "plan acme", "history"),
    *("plan acme --format ics", "export ics", "export csv", "export json", "undo --yes"),
)
PLACES = [(zone, day) for zone in ZONES for day in DAYS]


@pytest.mark.parametrize(("zone", "day"), some(PLACES, 4))
@pytest.mark.usefixtures("acme")
def test_any_day_of_the_calendar_can_be_asked_about(run, monkeypatch, zone, day):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    for line in LOOKS:
        done = run(*line.replace("DAY", day).split())
        assert done.code in (0, 1, 2), line
        assert "at fault" not in done.err, (line, done.err)


@pytest.mark.parametrize(("place", "line"), list(product(some(PLACES, 8), WRITES)))
def test_any_day_of_the_calendar_can_be_written(acme, run, monkeypatch, place, line):
    zone, day = place
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    before = acme.read_bytes()
    done = run(*line.replace("DAY", day).split())
    assert done.code in (0, 2), done
    assert (acme.read_bytes() == before) == (done.code == 2)
    for after in AFTER:
        assert run(*after.split()).code in (0, 1, 2), after


def in_a_deleted_folder(monkeypatch, folder, *words):
    """Run a command there: the first of them all as the program itself, the others as forks."""
    if words[-1] != "next":
        with monkeypatch.context() as patch:
            patch.chdir(folder)
            folder.rmdir()
            return run_forked(words)
    script = 'cd "$1" && rmdir "$1" && shift && exec "$@"'
    return subprocess.run(
        ["/bin/sh", "-c", script, "sh", str(folder), sys.executable, "-m", "salescli", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


COMMANDS = (("next",), ("next", "--brief"), ("list",), ("check",), ("note", "acme", "-m", "x"))


@pytest.mark.parametrize("words", [*COMMANDS, ("doctor",)])
def test_a_book_that_is_named_is_found_from_a_folder_that_was_deleted(
    acme, tmp_path_factory, monkeypatch, words
):
    gone = tmp_path_factory.mktemp("gone")
    done = in_a_deleted_folder(monkeypatch, gone, "--book", str(acme.parent.parent), *words)
    assert done.returncode in (0, 1), done.stderr
    assert "error" not in done.stderr


@pytest.mark.parametrize("words", COMMANDS)
def test_without_a_book_a_folder_that_was_deleted_has_none(tmp_path_factory, monkeypatch, words):
    done = in_a_deleted_folder(monkeypatch, tmp_path_factory.mktemp("gone"), *words)
    assert done.returncode == 2
    assert done.stderr.startswith("error: there is no book here, and none in ")
    assert "at fault" not in done.stderr


def test_too_little_memory_is_said_and_changes_nothing(acme, run, monkeypatch):
    def exhausted(*_arguments, **_flags):
        raise MemoryError

    monkeypatch.setattr("salescli.commands.support.reading.read_anew.summarise", exhausted)
    from salescli.exit_handling import guarded

    before = tree(acme.parent.parent)
    assert guarded(lambda: run("list").code) == 2
    assert tree(acme.parent.parent) == before


@pytest.mark.parametrize("words", [("init", "new"), ("demo", "new"), ("init",)])
def test_what_cannot_be_made_there_says_that_the_folder_was_deleted(
    tmp_path_factory, monkeypatch, words
):
    done = in_a_deleted_folder(monkeypatch, tmp_path_factory.mktemp("gone"), *words)
    assert (done.returncode, done.stderr.split("\n")[0]) == (
        2,
        "error: the folder that you are in was deleted",
    )
