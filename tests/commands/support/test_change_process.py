"""`set process=`: what is scheduled stays, in words where it has to; what counts is said."""

from __future__ import annotations

import pytest

from salescli.store.toml.reader import read_toml


@pytest.fixture
def moved(run, acme):
    """Acme with a trial scheduled by its step alone, and the message of its change of process."""
    line = ("log", "acme", "discovery", "--with", "bob", "--kind", "visit")
    assert run(*line, "--next", "trial-start", "--on", "2026-11-26", "--agreed").code == 0
    text = acme.read_text()
    acme.write_text(text.replace('what = "Trial start"\n', ""))
    assert acme.read_text() != text
    done = run("set", "acme", "process=enterprise")
    assert (done.code, done.err) == (0, "")
    return done.out


def test_what_is_scheduled_stays_in_words_with_its_title(run, moved, acme):
    assert "Next: Trial start on Thu 26 Nov 2026" in moved
    agenda = run("list", "--json").json["deals"][0]["agenda"]
    assert [(item["step"], item["what"], item["agreed"]) for item in agenda] == [
        ("", "Trial start", True)
    ]
    entry = read_toml(acme)[0]["log"][-1]
    assert (entry["drop"], entry["next"]["what"]) == (["trial-start"], "Trial start")


def test_the_message_says_which_steps_count_and_which_do_not(moved):
    assert "Already done in enterprise: discovery" in moved


def test_next_suggests_no_step_that_the_process_lacks(run, moved, acme):
    assert moved
    process = read_toml(acme.parent.parent / "processes" / "enterprise.toml")[0]
    steps = {step["id"] for step in process["step"]}
    for _ in range(2):
        due = run("next", "--json").json["deals"][0]["next"]
        assert due is None or due["step"] in {"", *steps}
        text = acme.read_text()
        acme.write_text(text + '\n[[log]]\nat = 2026-11-21T10:30:00+01:00\nkind = "call"\n')
    shown = run("next").out
    assert "trial-start" not in shown


def test_what_was_done_in_steps_that_the_process_lacks_is_named(run, acme):
    assert run("set", "acme", "process=enterprise").code == 0
    line = ("log", "acme", "security-review", "discovery", "--with", "bob")
    assert run(*line, "--what", "Call", "--on", "mon").code == 0
    done = run("set", "acme", "process=small-business")
    assert "Already done in small-business: discovery" in done.out
    assert "Done, but not one of its steps: security-review" in " ".join(done.out.split())
    assert read_toml(acme)[0]["log"][-1]["kind"] == "change"
    assert "drop" not in read_toml(acme)[0]["log"][-1]
