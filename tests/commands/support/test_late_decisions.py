"""An encounter before what is in the log: what it calls off and schedules is so, and is said so."""

from __future__ import annotations

import pytest
from support.fixture_cache import done_once
from support.terminal import Terminal

from salescli.store.toml.reader import read_toml

EARLIER = ("--at", "2026-11-20 15:00")


@pytest.fixture
def two(acme, run):
    """Discovery on Monday, and a review that was scheduled only now."""

    def begin() -> None:
        done = run("schedule", "acme", "--what", "Contract review", "--on", "fri", "--also")
        assert done.code == 0, done.err

    done_once("late review", begin, acme.parent.parent)
    return acme


def agenda(run):
    (deal,) = run("show", "acme", "--json").json["deals"]
    return [f"{one['step'] or one['what']} {one['on'][8:10]}" for one in deal["agenda"]]


LINES = {
    "what was scheduled later is called off": (
        ("--drop", "contract", "--keep"),
        ["discovery 23"],
    ),
    "all of it, for something new": (
        ("--drop", "contract", "--drop", "discovery", "--next", "demo", "--on", "tue"),
        ["demo 24"],
    ),
    "it was what was scheduled later": (("--did", "contract", "--keep"), ["discovery 23"]),
    "and another of the same words": (
        ("--drop", "contract", "--what", "Contract review", "--on", "wed"),
        ["discovery 23", "Contract review 25"],
    ),
    "a later entry doesn't outrun what is decided now": (
        ("--next", "discovery", "--on", "tue"),
        ["discovery 24", "Contract review 27"],
    ),
}


@pytest.mark.parametrize(("flags", "expected"), LINES.values(), ids=LINES)
@pytest.mark.usefixtures("two")
def test_what_is_decided_now_holds(run, flags, expected):
    done = run("log", "acme", "--kind", "email", *EARLIER, "-m", "x", *flags)
    assert done.code == 0, done.err
    assert agenda(run) == expected
    assert done.out.count("Next: ") == 1
    assert run("undo", "--yes").code == 0
    assert agenda(run) == ["discovery 23", "Contract review 27"]


def test_the_invariant_holds_where_all_is_called_off(two, run):
    before = two.read_bytes()
    line = ("log", "acme", *EARLIER, "-m", "x", "--drop", "contract", "--drop", "discovery")
    for done in (run(*line, "--keep"), run(*line)):
        assert done.code == 2
        assert "--next" in done.err
        assert two.read_bytes() == before


@pytest.mark.usefixtures("two")
def test_what_took_place_is_not_said_to_be_cancelled(run):
    done = run("log", "acme", *EARLIER, "-m", "x", "--did", "contract", "--keep")
    assert "acme: Contract review done" in done.out
    assert "cancelled" not in done.out


def test_in_its_place_it_stays_one_entry(two, run):
    done = run("log", "acme", "discovery", *EARLIER, "-m", "x", "--next", "demo", "--on", "tue")
    assert done.code == 0, done.err
    kinds = [entry["kind"] for entry in read_toml(two)[0]["log"]]
    assert kinds.count("schedule") == 1
    assert agenda(run) == ["demo 24", "Contract review 27"]


@pytest.mark.usefixtures("two")
def test_a_next_step_beside_those_that_stay_is_said_by_a_flag(run):
    line = ("log", "acme", "discovery", "-m", "x", "--also")
    refused = run(*line, "--what", "Contract review", "--on", "mon")
    assert (refused.code, "on the agenda already" in refused.err) == (2, True)
    refused = run(*line, "--keep")
    assert (refused.code, "--next STEP --on DATE" in refused.err) == (2, True)
    done = run(*line, "--next", "demo", "--on", "tue")
    assert done.code == 0, done.err
    assert agenda(run) == ["demo 24", "Contract review 27"]


@pytest.mark.parametrize("text", ["contract", "Contract rev", "discovery contract"])
def test_at_the_prompt_a_next_step_in_words_is_what_took_place(two, run, text):
    talk = Terminal("log", "acme", "-m", "x").sees("contract-review").answers("Steps done", text)
    talk.answers("With whom")
    if "discovery" in text:
        talk.answers("Outcomes met")
        talk.answers("Next step", "demo tue").answers("With whom").answers("confirmed")
    else:
        talk.answers("Is that what comes next?")
    talk.ends()
    entry = read_toml(two)[0]["log"][-1]
    assert entry["did"] == ["Contract review"]
    assert agenda(run) == (["demo 24"] if "discovery" in text else ["discovery 23"])


def test_a_next_step_in_words_that_was_due_is_the_default(two, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-27T15:00:00+01:00")
    Terminal("cancel", "acme", "--next", "discovery", "-m", "ill", "--keep").ends()
    talk = Terminal("log", "acme", "-m", "x").answers("Steps done [contract-review]")
    talk.answers("With whom").answers("Next step", "demo tue").answers("With whom")
    talk.answers("confirmed").ends()
    entry = read_toml(two)[0]["log"][-1]
    assert entry["did"] == ["Contract review"]
