"""Without a terminal nothing is asked for: what is missing is named, and nothing is written."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest
from support.forked_command import run_forked
from support.snapshot import tree

# What is missing, and the flags that the message names.
MISSING = {
    "a log's next step": (("log", "acme", "discovery"), "add --next discovery --on 2026-11-27"),
    "its day": (("log", "acme", "--next", "demo"), "add --on 2026-11-25"),
    "its step": (("log", "acme", "--on", "tue"), "add --next discovery"),
    "another way out of a log": (("log", "acme"), "--won, --lost REASON, --walk REASON"),
    "a new deal's next step": (
        ("add", "New", "--process", "small-business"),
        "add --next first-reply --on 2026-11-23",
    ),
    "all of a new deal": (("add", "New"), "; and --next STEP --on DATE"),
    "a schedule's day": (("schedule", "acme"), "add --on "),
    "a schedule's day, the step given": (
        ("schedule", "acme", "--next", "demo", "--also"),
        "add --on ",
    ),
    "a note's text": (("note", "acme"), 'salescli note acme "…"'),
    "a skip's step": (("skip", "acme"), "salescli skip acme STEP -m REASON"),
    "a skip's reason": (("skip", "acme", "demo"), 'add -m "…"'),
    "a loss's reason": (("lose", "acme", "--evidence", "x"), "add --reason with one of price,"),
    "a loss's evidence": (("lose", "acme", "--reason", "price"), 'add --evidence "…"'),
    "both at once: the reason": (("walk", "acme"), "add --reason with one of too-small,"),
    "both at once: the evidence": (("walk", "acme"), 'add --evidence "…"'),
    "the evidence of a log that ends": (("log", "acme", "--lost", "price"), 'add --evidence "…"'),
    "the deal that follows": (("win", "acme", "--follow-on"), "add --next "),
}


@pytest.mark.parametrize(("arguments", "flags"), MISSING.values(), ids=MISSING)
def test_what_is_missing_is_named_and_never_asked_for(acme, run, arguments, flags):
    before = tree(acme.parent.parent)
    refused = run(*arguments)
    assert refused.code == 2, refused
    assert refused.out == ""
    assert flags in refused.err
    assert tree(acme.parent.parent) == before


@pytest.mark.parametrize("closed", [0, 1], ids=["the input", "the output"])
def test_one_end_at_a_terminal_is_nobody_to_ask(acme, closed):
    ours, theirs = pty.openpty()
    pipes = [theirs, theirs]
    pipes[closed] = subprocess.DEVNULL
    done = run_forked(["log", "acme"], cwd=acme.parent, stdin=pipes[0], stdout=pipes[1])
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 2
    assert "add --next discovery" in done.stderr


def test_closed_streams_are_no_terminal(acme):
    command = f'"{sys.executable}" -m salescli log acme <&- >&-'
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=acme.parent, stderr=subprocess.PIPE, check=False, text=True
    )
    assert done.returncode == 2
    assert "add --next discovery" in done.stderr
    assert "at fault" not in done.stderr


@pytest.mark.parametrize("command", ["schedule", "reopen"])
def test_no_flag_is_named_that_the_command_does_not_have(acme, run, command):
    if command == "reopen":
        assert run("lose", "acme", "--reason", "price", "--evidence", "Dear").code == 0
    before = acme.read_bytes()
    refused = run(command, "acme")
    assert refused.code == 2
    assert "add --" in refused.err
    assert "--won" not in refused.err
    assert acme.read_bytes() == before


@pytest.mark.usefixtures("acme")
def test_a_reason_that_is_none_is_said_before_the_evidence_that_is_missing(run):
    assert "did you mean 'price'?" in run("lose", "acme", "--reason", "prise").err
    assert "did you mean 'price'?" in run("log", "acme", "--lost", "prise").err
