"""`log --at`: an entry goes into its place, and what is said of the agenda is what replay says."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from support.terminal import Terminal

from salescli.domain.encounter_kinds import kind_of_words
from salescli.store.toml.reader import read_toml
from salescli.text.wording import when_text

NOON = "2026-11-24T12:00:00+01:00"


def log_of(file):
    return read_toml(file)[0]["log"]


def agenda(run):
    deal = run("show", "acme", "--json").json["deals"][0]
    return [(item["step"], item["on"]) for item in deal["agenda"]]


def test_an_encounter_before_the_opening_moves_it_back_and_says_so(run, acme):
    line = ("log", "acme", "discovery", "--at", "2026-11-20 15:00", "--next", "demo")
    done = run(*line, "--on", "2026-11-26")
    assert (done.code, done.err) == (0, "")
    assert "opening moved back to Fri 20 Nov 2026 15:00" in " ".join(done.out.split())
    opening, call = log_of(acme)[:2]
    assert (opening["kind"], call["kind"]) == ("open", "call")
    assert opening["at"] == call["at"]
    assert agenda(run) == [("demo", "2026-11-26")]
    codes = {one["code"] for one in run("check", "acme", "--json").json["findings"]}
    assert not codes & {"F04", "N07"}
    assert run("undo", "--yes").code == 0
    assert log_of(acme)[0]["at"].day == 21


@pytest.mark.usefixtures("acme")
def test_the_same_is_asked_for_on_the_deal_as_it_will_be(run):
    terminal = Terminal("log", "acme", "discovery", "--at", "2026-11-20 15:00")
    terminal.answers("With whom").answers("Outcomes met", "all").answers("Note")
    terminal.answers("Next step [demo]").ends()
    assert [step for step, _ in agenda(run)] == ["demo"]


# A move of the discovery on Monday, and then what took place before it.
@pytest.mark.parametrize(
    "line",
    [
        ("discovery", "--at", "2026-11-23 09:00", "--next", "demo", "--on", "2026-11-30"),
        ("discovery", "--at", "2026-11-23 09:00", "--next", "discovery", "--on", "2026-11-27"),
        ("--at", "2026-11-23 09:00", "--what", "Call", "--on", "2026-11-25"),
        ("demo", "--at", "2026-11-23 09:00", "--next", "trial-start", "--on", "2026-11-30"),
        ("--at", "2026-11-22", "--keep"),
    ],
)
def test_the_message_says_what_replay_says(run, acme, monkeypatch, line):
    monkeypatch.setenv("SALESCLI_NOW", NOON)
    assert run("schedule", "acme", "--on", "2026-11-26 10:00").code == 0
    done = run("log", "acme", *line)
    assert (done.code, done.err) == (0, "")
    times = [entry["at"] for entry in log_of(acme)]
    assert times == sorted(times)
    text = " ".join(done.out.split())
    stated = re.findall(r"(?:Next|Then): .*? on (\w+ \d+ \w+ \d+(?: \d\d:\d\d)?),", text)
    assert len(stated) == len(agenda(run)) > 0
    for shown, (_, on) in zip(stated, agenda(run), strict=True):
        when = datetime.fromisoformat(on) if "T" in on else date.fromisoformat(on)
        assert shown == when_text(when)


def test_words_behind_a_deal_may_be_a_next_step_in_words_and_the_note_says_the_kind(run, acme):
    assert run("schedule", "acme", "--what", "viewing at ours", "--on", "+3d", "--also").code == 0
    follows = ("-m", "mail from Bob: it suits him", "--keep")
    done = run("log", "acme", "viewing", *follows)
    assert (done.code, done.err) == (0, "")
    entry = next(one for one in log_of(acme) if one.get("did"))
    assert (entry["did"], entry["kind"]) == (["viewing at ours"], "email")


def test_a_next_step_that_is_none_is_refused_with_the_flag_for_words(run, acme):  # noqa: ARG001
    done = run("log", "acme", "-m", "x", "--next", "visit", "--on", "+3d")
    assert done.code
    assert "--what visit" in done.err


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("sam mailed: they've gone with someone cheaper", "email"),
        ("mail from dave: wants two quotes", "email"),
        ("mailed it, she's ok with it", "email"),
        ("Texted Sam: no answer", "message"),
        ("she will mail us", ""),
        ("call went well, mailed after", ""),
    ],
)
def test_words_begin_with_the_kind_of_what_was_written(text, kind):
    assert kind_of_words(text) == kind
