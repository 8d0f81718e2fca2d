"""A deal that began further down than its process: what an encounter passes over."""

from __future__ import annotations

import pytest
from support.fixture_cache import done_once
from support.terminal import Terminal, history

from salescli.store.toml.reader import read_toml

BOLT = ("add", "Bolt", "--process", "small-business", "--person", "ann: Ann Lee, owner")
TRIAL = ("log", "bolt", "trial-start", "--with", "ann", "-m", "They try it", "--met", "all")
NEXT = ("--next", "midpoint-review", "--on", "2026-11-27")
BEFORE = ("first-reply", "discovery", "demo")


@pytest.fixture
def bolt(run, book):
    """A deal that begins with a trial."""

    def begin() -> None:
        assert run(*BOLT, "--next", "trial-start", "--on", "2026-11-23").code == 0

    done_once("bolt", begin, book)
    return book / "deals" / "bolt.toml"


def log_of(file):
    return [(entry["kind"], entry.get("steps", [])) for entry in read_toml(file)[0]["log"]]


def codes(run):
    return {one["code"]: one["severity"] for one in run("check", "bolt", "--json").json["findings"]}


def test_by_flags_it_was_done_before_or_is_not_needed(run, bolt):
    flags = ("--done-before", "first-reply", "--done-before", "discovery", "--skip")
    done = run(*TRIAL, *flags, "demo=They have seen it at a friend's", *NEXT)
    assert (done.code, done.err) == (0, "")
    assert log_of(bolt)[1:] == [
        ("import", ["first-reply", "discovery"]),
        ("skip", ["demo"]),
        ("call", ["trial-start"]),
    ]
    times = {entry["at"] for entry in read_toml(bolt)[0]["log"][1:]}
    assert len(times) == 1
    assert "P01" not in codes(run)
    message = history(bolt.parent.parent)[0]
    assert message.startswith("bolt: first-reply, discovery done before; demo skipped: They have")
    standing = run("show", "bolt", "--json").json["deals"][0]
    assert standing["stage"] == "trial"
    assert run("undo", "--yes").code == 0
    assert len(log_of(bolt)) == 1


@pytest.mark.usefixtures("bolt")
def test_without_an_answer_a_gap_holds_nothing_back(run):
    assert run(*TRIAL, *NEXT).code == 0
    assert codes(run)["P01"] == "error"
    deal = run("show", "bolt", "--json").json["deals"][0]
    assert (deal["stage"], deal["reached"]) == ("trial", "trial")
    assert "first-reply" in deal["gaps"]
    assert "First reply" not in run("plan", "bolt").out
    # What is made up for is for information.
    for step in BEFORE:
        line = ("skip", "bolt", step, "-m", "We met at a fair", "--keep")
        assert run(*line).code == 0
    assert codes(run)["P01"] == "info"


@pytest.mark.parametrize(
    ("key", "entries"),
    [
        ("d", [("import", list(BEFORE)), ("call", ["trial-start"])]),
        ("n", [("skip", list(BEFORE)), ("call", ["trial-start"])]),
        ("l", [("call", ["trial-start"])]),
    ],
)
def test_in_a_terminal_it_is_asked_once_for_all(run, bolt, key, entries):
    terminal = Terminal("log", "bolt").answers("Steps done [trial-start]")
    terminal.sees("is not on record: First reply, Discovery, Demo")
    terminal.answers("What about that? [l]", key)
    if key == "n":
        terminal.answers("Why is it not needed", "They came from a friend")
    terminal.answers("With whom").answers("Outcomes met", "all").answers("Note")
    terminal.answers("Next step", "midpoint-review fri").answers("With whom").answers("confirmed")
    terminal.ends()
    assert log_of(bolt)[1:] == entries
    assert codes(run).get("P01") == ("error" if key == "l" else None)
    terminal = Terminal("log", "bolt").answers("Steps done [midpoint-review]")
    terminal.sees("With whom").types("\x03")
    assert "What about that?" not in terminal.ends(130)


def test_what_the_flags_say_is_not_asked_for(bolt):
    flags = ("--done-before", "discovery", "--skip", "first-reply=They rang")
    terminal = Terminal("log", "bolt", "trial-start", *flags)
    terminal.sees("is not on record: Demo").types("\x03").ends(130)
    assert len(log_of(bolt)) == 1


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--done-before", "nonsense"), "there is no step 'nonsense'"),
        (("--skip", "demo"), "--skip 'demo' gives no reason"),
        (("--skip", "demo= "), "gives no reason"),
        (("--skip", "demo=x", "--done-before", "demo"), "'demo' is either done or skipped"),
    ],
)
def test_a_flag_that_can_not_be_is_refused(run, bolt, flags, message):
    before = bolt.read_text()
    done = run(*TRIAL, *flags, *NEXT)
    assert (done.code, message in done.err) == (2, True), done.err
    assert bolt.read_text() == before


@pytest.mark.usefixtures("bolt")
def test_what_is_on_record_is_refused(run):
    assert run(*TRIAL, "--done-before", "demo", "--skip", "discovery=x", *NEXT).code == 0
    again = ("log", "bolt", *NEXT)
    assert "'demo' is done already" in run(*again, "--done-before", "demo").err
    assert "'discovery' is skipped already" in run(*again, "--skip", "discovery=y").err


@pytest.mark.usefixtures("book")
def test_what_was_done_before_comes_off_the_agenda(run):
    assert run(*BOLT, "--next", "first-reply", "--on", "2026-11-23").code == 0
    done = run("log", "bolt", "discovery", "--done-before", "first-reply", "--next", "demo",
               "--on", "2026-11-27")  # fmt: skip
    assert (done.code, done.err) == (0, "")
    deal = run("show", "bolt", "--json").json["deals"][0]
    assert [item["step"] for item in deal["agenda"]] == ["demo"]


@pytest.mark.usefixtures("book")
def test_what_was_done_before_is_not_asked_about_as_the_next_step(run):
    assert run(*BOLT, "--next", "first-reply", "--on", "2026-11-23").code == 0
    terminal = Terminal("log", "bolt", "discovery").answers("What about that? [l]", "d")
    terminal.answers("With whom").answers("Outcomes met").answers("Note")
    terminal.sees("Suggested: Discovery")
    terminal.answers("Next step").ends()
    deal = run("show", "bolt", "--json").json["deals"][0]
    assert "first-reply" not in [item["step"] for item in deal["agenda"]]
