"""The next step by flags: a step, or words alone; what is said of it afterwards."""

from __future__ import annotations

import pytest

from salescli.store.toml.reader import read_toml

IN_WORDS = ("--what", "Board meets", "--on", "fri")


def following(deal):
    return read_toml(deal)[0]["log"][-1]["next"]


@pytest.mark.parametrize(
    "command", [("log", "acme", "discovery"), ("reopen", "acme")], ids=lambda words: words[0]
)
def test_words_and_a_day_are_a_whole_next_step(acme, run, command):
    if command[0] == "reopen":
        assert run("lose", "acme", "--reason", "price", "--evidence", "Too dear").code == 0
    done = run(*command, *IN_WORDS)
    assert done.code == 0, done.err
    assert "Next: Board meets on Fri 27 Nov 2026, in 6 days" in done.out
    assert "step" not in following(acme)
    assert run("check", "acme", "--select", "N01").code == 0


@pytest.mark.usefixtures("book")
def test_a_deal_is_opened_with_a_next_step_in_words(run):
    done = run("add", "New", "--process", "enterprise", *IN_WORDS)
    assert "Next: Board meets on Fri 27 Nov 2026" in done.out
    assert "next: Board meets on Fri 27 Nov" in run("history", "new").out


def test_a_next_step_in_words_is_moved_as_it_is(acme, run):
    assert run("log", "acme", "discovery", *IN_WORDS, "--goal", "They say yes").code == 0
    assert run("schedule", "acme", "--on", "2026-12-01").code == 0
    moved = following(acme)
    assert (moved["what"], moved["goal"]) == ("Board meets", "They say yes")
    assert "step" not in moved


def test_a_scheduled_step_keeps_its_name_when_it_is_worded_anew(acme, run):
    assert run("schedule", "acme", "--next", "discovery", *IN_WORDS).code == 0
    assert (following(acme)["step"], following(acme)["what"]) == ("discovery", "Board meets")


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize(
    ("given", "fix"),
    [
        (("--what", "Board meets"), "add --on 2026-11-27"),
        (("--on", "tue"), "or, where it is no step: --what TEXT --on DATE"),
        (("--what", " ", "--on", "tue"), "add --next discovery"),
        (("--next", "", "--on", "tue"), "add --next discovery"),
    ],
)
def test_half_a_next_step_is_refused_with_what_to_add(run, given, fix):
    refused = run("log", "acme", "-m", "x", *given)
    assert refused.code == 2
    assert fix in refused.err


def test_a_next_step_without_words_is_told_by_its_title(acme, run):
    text = acme.read_text()
    acme.write_text("".join(line for line in text.splitlines(True) if not line.startswith("what")))
    done = run("schedule", "acme", "--on", "tue")
    assert f"Next: {following(acme)['what']} on Tue 24 Nov 2026" in done.out


def test_a_day_off_is_said_at_once(acme, run):
    assert "Sat 28 Nov 2026, in 7 days, a day off" in run("schedule", "acme", "--on", "sat").out
    assert "a day off" not in run("schedule", "acme", "--on", "tue").out
    assert str(following(acme)["on"]) == "2026-11-24"


@pytest.mark.usefixtures("acme")
def test_the_next_step_of_the_deal_that_follows_is_told(run):
    done = run("win", "acme", "--follow-on", "--next", "kickoff", "--on", "tue")
    assert "Next: Kick-off on Tue 24 Nov 2026, in 3 days" in done.out


@pytest.mark.usefixtures("acme")
def test_when_an_encounter_was_is_echoed_where_it_was_not_just_now(run, monkeypatch):
    assert "took place" not in run("log", "acme", *IN_WORDS).out
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-21T12:00:00+01:00")
    done = run("log", "acme", "--at", "today 10:00", *IN_WORDS)
    assert "  It took place on Sat 21 Nov 2026 10:00, today\n" in done.out
