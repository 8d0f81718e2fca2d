"""What is typed behind a command without thinking: names without quotes, days, words and steps."""

from __future__ import annotations

import pytest
from support.fixture_cache import done_once
from support.terminal import Terminal

from salescli.store.toml.reader import read_toml


@pytest.fixture
def optik(run, book):
    """Two deals: Optik Braun with a demo on Tuesday, Nord with a demo and a mail."""

    def begin() -> None:
        first = ("--process", "small-business")
        assert run("add", "Optik", "Braun", *first, "--next", "demo tue 10").code == 0
        assert run("add", "Nord", *first, "--next", "demo", "--on", "tue").code == 0
        assert run("schedule", "nord", "--what", "mail Bo", "--on", "wed", "--also").code == 0

    done_once("optik", begin, book)
    return book


def agenda(run, name):
    deal = run("show", name, "--json").json["deals"][0]
    return [(item["step"] or item["what"], item["on"][:16]) for item in deal["agenda"]]


@pytest.mark.parametrize("words", [("optik",), ("optik", "braun"), ("Optik", "Braun"), ("braun",)])
def test_a_deal_is_named_in_several_words(run, optik, words):
    assert run("show", *words, "--json").json["deals"][0]["deal"] == "optik-braun"
    assert run("schedule", *words, "fri", "11").code == 0
    assert agenda(run, "optik-braun") == [("demo", "2026-11-27T11:00")]
    assert run("log", *words, "demo", "yesterday", "--next", "paid-month tue 9").code == 0
    assert ("paid-month", "2026-11-24T09:00") in agenda(run, "optik-braun")
    for line in ("brief", "history", "next", "amend"):
        shown = run(line, *words, *(["--show"] if line == "amend" else []))
        assert shown.code == 0, line
        assert "nord" not in shown.out
    assert run("amend", *words, "demo", "-m", "They liked it").code == 0
    call = next(
        e for e in read_toml(optik / "deals" / "optik-braun.toml")[0]["log"] if "steps" in e
    )
    assert (call["steps"], f"{call['at']:%Y-%m-%dT%H:%M}") == (["demo"], "2026-11-20T12:00")


@pytest.mark.parametrize(
    ("words", "after"),
    [
        (["fri", "11"], [("demo", "2026-11-27T11:00")]),
        (["Freitag", "11", "Uhr"], [("demo", "2026-11-27T11:00")]),
        (["demo", "fri"], [("demo", "2026-11-27")]),
        (["move", "to", "fri"], [("demo", "2026-11-27")]),
        (["push a week"], [("demo", "2026-12-01T10:00")]),
        (["later:", "fri"], [("demo", "2026-11-27")]),
    ],
)
@pytest.mark.usefixtures("optik")
def test_the_words_behind_the_deal_are_the_next_step(run, words, after):
    assert run("schedule", "optik", *words).code == 0
    assert agenda(run, "optik-braun") == after


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (("schedule", "nord", "fri"), "which one?"),
        (("schedule", "nord", "--next", "call Ute", "--on", "fri"), "--what 'call Ute'"),
        (("schedule", "nord", "fri", "--on", "mon"), "both say what comes next"),
        (("schedule", "optik", "call", "again", "3/12"), "12 March is mar 12"),
        (("log", "optik", "call"), "write closing-call for the step"),
        (("log", "optik", "demo", "tomorrow"), "is in the future"),
        (("log", "optik", "demo", "--next", "send proposal"), "--what 'send proposal'"),
        (
            ("log", "optik", "--with", "Ines Wolf", "--next", "demo fri"),
            "--person 'Ines Wolf, ROLE'",
        ),
        (("next", "today"), "--today today"),
        (("win", "nord", "--yes"), "asks only for what its flags leave open"),
        (("set", "nord", "5k"), "salescli set nord value=5k"),
        (("lose", "nord", "--reason", "other", "--evidence", "x"), "reasons: price, competitor"),
        (("person", "nord", "--role", "owner"), "name one of them"),
    ],
)
@pytest.mark.usefixtures("optik")
def test_what_is_refused_says_what_to_type(run, line, says):
    refused = run(*line)
    assert refused.code == 2
    assert says in refused.err


@pytest.mark.parametrize("words", [("optik", "b"), ("optik", "braun", "b"), ("optik", "?")])
def test_a_letter_behind_a_deal_is_the_note(run, optik, words):
    assert run("note", *words).code == 0
    assert read_toml(optik / "deals" / "optik-braun.toml")[0]["log"][-1]["note"] == words[-1]


@pytest.mark.usefixtures("optik")
def test_people_are_introduced_where_they_are_named(run):
    line = ("log", "optik", "demo", "--with", "Ines Wolf, CEO", "--with", "Tom Falk (IT)")
    assert run(*line, "--next", "send proposal fri").code == 0
    listed = run("person", "optik").out
    assert "ines-wolf: Ines Wolf, CEO" in listed
    assert "tom-falk: Tom Falk, IT" in listed
    assert agenda(run, "optik") == [("send proposal", "2026-11-27")]


@pytest.mark.usefixtures("optik")
def test_a_reason_and_an_amount_in_everyday_words(run):
    assert run("set", "optik", "value=about 30k").code == 0
    found = run("list", "--value", "500+", "--json").json["deals"]
    assert [(deal["deal"], deal["value"]) for deal in found] == [("optik-braun", 30_000)]
    lost = run("lose", "optik", "braun", "--reason", "too expensive", "--evidence", "They said so")
    assert (lost.code, "lost, price" in lost.out) == (0, True)


@pytest.mark.usefixtures("optik")
def test_in_a_terminal_the_rest_is_asked(run, book):
    which = Terminal("schedule", "nord", "fri", "11").sees("demo: Tue 24 Nov 2026")
    which.answers("Which of them", "mail").ends()
    assert agenda(run, "nord") == [("demo", "2026-11-24"), ("mail Bo", "2026-11-27T11:00")]
    lost = Terminal("log", "nord", "demo", "--lost", "went with competitor")
    lost.answers("What about that?", "l").answers("With whom").answers("Outcomes met")
    lost.answers("Note").answers("their words", "They took Sol").answers("Who said so")
    lost.answers("Revisit on").ends()
    assert run("show", "nord", "--json").json["deals"][0]["status"] == "lost"
    add = Terminal("add", "Zeta", "--value", "5k", "--next", "demo", "--on", "tue 10")
    add.answers("Process", "small-business").answers("Who", "Ines Wolf (CFO), Tom Falk, IT")
    add.answers("Have they confirmed it", "n").answers("More", "end of q1, referral").ends()
    deal = read_toml(book / "deals" / "zeta.toml")[0]
    assert (deal["value"], f"{deal['close']}", deal["source"]) == (5000, "2027-03-31", "referral")
    assert [who["title"] for who in deal["people"].values()] == ["CFO", "IT"]


@pytest.mark.usefixtures("book")
def test_who_is_shown_as_understood_and_nobody_is_dropped(run):
    add = Terminal("add", "Nord").answers("Process", "small-business")
    add.answers("Who", "dont know yet, some guy called Fergal in procurement, and Eva Lang legal")
    add.sees("Fergal, procurement").sees("Eva Lang, legal").answers("Next step").answers("More")
    add.ends()
    people = run("show", "nord", "--json").json["deals"][0]["people"]
    assert sorted(who["handle"] for who in people) == ["eva-lang", "fergal"]


@pytest.mark.usefixtures("optik")
def test_what_stands_behind_a_deal_that_is_lost_is_the_evidence(run, book):
    assert run("lose", "nord", "too", "expensive", "--reason", "price").code == 0
    ending = read_toml(book / "deals" / "nord.toml")[0]["log"][-1]
    assert (ending["result"], ending["evidence"]) == ("lost", "too expensive")
    assert "there is no deal 'zzz such'" in run("lose", "zzz", "such", "--reason", "price").err
    assert "there is no deal 'no such'" in run("lose", "no", "such", "--reason", "price").err
