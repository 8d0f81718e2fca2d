"""'Is that what comes next?': it is moved, or what becomes of it is asked, so that no two stand."""

from __future__ import annotations

from datetime import date

import pytest
from support.fixture_cache import done_once
from support.screen import ENTER, Screen
from support.terminal import Terminal

from salescli.commands.support.session import open_session
from salescli.commands.support.typed.moved_answer import moved_day
from salescli.domain.deal import NextStep
from salescli.store.toml.reader import read_toml

DEMO = ("schedule", "acme", "--next", "demo", "--on", "2026-11-26 14:30", "--agreed", "--also")


@pytest.fixture
def agenda(run, acme, monkeypatch):
    """What is on the agenda of a deal that has a confirmed demo on Thursday at half past two."""
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-23T10:00:00+01:00")

    def begin() -> None:
        following = ("--next", "demo", "--on", "2026-11-26 14:30", "--agreed")
        assert run("log", "acme", "discovery", "--with", "bob", "-m", "x", *following).code == 0

    done_once("demo on thursday", begin, acme.parent.parent)

    def read():
        items = run("list", "--json").json["deals"][0]["agenda"]
        return [
            f"{i['step'] or i['what']} {i['on'][5:16]}{' ok' if i['agreed'] else ''}" for i in items
        ]

    return read


def asked_again() -> Terminal:
    talk = Terminal("log", "acme", "-m", "They rang").answers("Steps done", "-")
    return talk.answers("With whom")


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("ja, aber erst um 15 uhr", "11-26T15:00"),
        ("yes but at 3", "11-26T15:00"),
        ("nein, erst am Freitag um 11", "11-27T11:00"),
        ("no, friday 9:00", "11-27T09:00"),
        ("a week later", "12-03T14:30"),
        ("same day, 15h instead", "11-26T15:00"),
        ("keep it but 15:00", "11-26T15:00"),
    ],
)
def test_another_time_moves_it(agenda, typed, at):
    talk = asked_again().answers("Is that what comes next?", typed)
    talk.sees("moved to ").answers("Have they confirmed it? [Y/n]").ends()
    assert agenda() == [f"demo {at} ok"]


@pytest.mark.usefixtures("agenda")
@pytest.mark.parametrize("typed", ["ann too", "also ann", "Ann Lee, as well", "Ann auch"])
def test_who_was_there_too_joins_those_shown(run, acme, typed):
    assert run("person", "acme", "ann", "--name", "Ann Lee").code == 0
    talk = Terminal("log", "acme", "-m", "They rang").answers("Steps done", "-")
    talk.answers("With whom [bob]", typed).answers("Is that what comes next?").ends()
    assert read_toml(acme)[0]["log"][-1]["with"] == ["bob", "ann"]


@pytest.mark.parametrize(
    ("on", "typed", "day"),
    [
        (date(2027, 1, 11), "yes, but rather the 14th", date(2027, 1, 14)),
        (date(2027, 1, 11), "no, the 4th", date(2027, 1, 4)),
        (date(2026, 11, 30), "yes, but on the 3rd", date(2026, 12, 3)),
    ],
)
def test_a_day_by_its_number_is_one_of_the_month_that_it_is_in(book, on, typed, day):
    assert moved_day(typed, NextStep(on, "demo"), open_session(book)) == day


@pytest.mark.parametrize(
    ("wish", "following", "becomes", "stands"),
    [
        ("n", "demo with both thu 15:00", "", ["demo 11-26T15:00"]),
        ("n", "demo with both thu 15:00", "bleibt", ["demo 11-26T14:30 ok", "demo 11-26T15:00"]),
        ("nein, andere", "send the offer fri", "", ["send the offer 11-27"]),
        ("n", "send the offer fri", "s", ["demo 11-26T14:30 ok", "send the offer 11-27"]),
        ("n", "call Bob wed", "", ["call Bob 11-25", "demo 11-26T14:30 ok"]),
        ("n", "call Bob wed", "abgesagt", ["call Bob 11-25"]),
    ],
)
def test_after_a_no_it_is_asked_what_becomes_of_it(agenda, wish, following, becomes, stands):
    talk = asked_again().answers("Is that what comes next?", wish)
    talk.answers("Next step", following).answers("With whom").answers("Have they confirmed")
    talk.answers("And Demo on Thu 26 Nov 2026 14:30?", becomes).ends()
    assert agenda() == stands


def test_a_step_that_is_moved_is_the_same_step(agenda):
    talk = asked_again().answers("Is that what comes next?", "n")
    talk.answers("Next step", "demo thu 15:00").answers("With whom").answers("Have they").ends()
    assert agenda() == ["demo 11-26T15:00"]


def test_a_whole_next_step_in_place_of_a_yes(agenda):
    talk = asked_again().answers("Is that what comes next?", "no, send the offer fri")
    talk.answers("With whom").answers("Have they confirmed").answers("And Demo").ends()
    assert agenda() == ["send the offer 11-27"]


@pytest.mark.usefixtures("measured_terminals")
def test_in_a_capable_terminal_the_move_is_shown_while_it_is_typed(agenda):
    log = Screen("log", "acme", "-m", "They rang").answers("Steps done", "-")
    log.answers("With whom").asks("Is that what comes next?").types("ja, aber erst um 15 uhr")
    log.sees("= moved to Thu 26 Nov 2026 15:00").types(ENTER).asks("Have they confirmed it?")
    log.types("n").ends()
    assert agenda() == ["demo 11-26T15:00"]


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("stattdessen kick off fri 8am", ["kick off 11-27T08:00"]),
        ("instead: send the offer fri", ["send the offer 11-27"]),
        ("send the offer fri instead", ["send the offer 11-27"]),
        ("zusätzlich send the offer fri", ["demo 11-26T14:30 ok", "send the offer 11-27"]),
        ("also send the offer fri", ["demo 11-26T14:30 ok", "send the offer 11-27"]),
    ],
)
def test_where_it_goes_is_said_with_the_next_step(agenda, typed, stands):
    talk = Terminal("schedule", "acme").answers("Next step", typed).answers("With whom")
    talk.answers("Have they confirmed").ends()
    assert agenda() == stands
    assert "instead" not in " ".join(agenda())


@pytest.mark.parametrize("words", ["keiner rangegangen", "nobody picked up", "only voicemail"])
def test_a_try_that_reached_nobody_is_no_meeting(agenda, acme, monkeypatch, words):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-26T16:00:00+01:00")
    talk = Terminal("log", "acme").answers("Steps done", words).sees("logged as a try")
    talk.answers("Note", "Closed till noon").answers("Next try [Fri 27 Nov 2026 14:30]").ends()
    assert agenda() == ["demo 11-27T14:30"]
    assert 'note = "Tried, and not reached. Closed till noon"' in acme.read_text()
    assert 'kind = "schedule"' in acme.read_text().rpartition("[[log]]")[2]


def test_a_try_before_what_is_agreed_leaves_it_where_it_is(agenda, acme):
    talk = Terminal("log", "acme").answers("Steps done", "nur Mailbox").answers("Note")
    talk.sees("Demo on Thu 26 Nov 2026 14:30 stays").answers("Next try [none]").ends()
    assert agenda() == ["demo 11-26T14:30 ok"]
    assert 'kind = "note"' in acme.read_text().rpartition("[[log]]")[2]


@pytest.mark.parametrize(
    ("typed", "usual", "answer", "on"),
    [
        ("Herr Bob hat angerufen, Termin verschoben", "moved to when?", "fri 10:00", "27T10:00"),
        ("demo postponed", "moved to when?", "fri 10:00", "27T10:00"),
        ("bob rang, moved the demo to fri 11:00", "[Fri 27 Nov 2026 11:00]", "", "27T11:00"),
    ],
)
def test_what_was_put_off_is_not_done_and_its_day_is_asked(agenda, typed, usual, answer, on):
    talk = Terminal("log", "acme").answers("Steps done", typed).sees(f"kept for the note: {typed}")
    talk.answers("With whom").answers("Note").answers(usual, answer)
    talk.answers("Have they confirmed it?").ends()
    assert agenda() == [f"demo 11-{on}"]


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("yes, and they come to the workshop fri 2pm", ["they come to the workshop 11-27T14:00"]),
        ("yes that stays, plus send quotes fri 27th midday", ["send quotes 11-27T12:00"]),
        ("n, first the 2 quotes go over fri, demo stays", ["first the 2 quotes go over 11-27"]),
    ],
)
def test_what_is_said_beside_a_yes_comes_too_and_what_stands_is_kept(agenda, typed, stands):
    talk = asked_again().answers("Is that what comes next?", typed).answers("With whom", "bob")
    shown = talk.answers("Have they confirmed it?", "n").ends()
    assert "And Demo" not in shown
    assert agenda() == ["demo 11-26T14:30 ok", *stands]


@pytest.mark.parametrize(
    "typed", ["no, brings it forward to wed 10:30", "no, put back to fri 9:00"]
)
def test_brought_forward_or_put_back_is_a_move(agenda, typed):
    talk = asked_again().answers("Is that what comes next?", typed).sees("moved to ")
    talk.answers("Have they confirmed it?").ends()
    assert [line.split()[0] for line in agenda()] == ["demo"]


def test_a_move_and_another_step_in_one_answer_are_refused_with_a_way_for_both(agenda):
    typed = "no, brings it forward to wed 10:30 and call Bob the week after"
    talk = asked_again().answers("Is that what comes next?", typed).sees("is two next steps")
    talk.answers("Is that what comes next?").ends()
    assert agenda() == ["demo 11-26T14:30 ok"]


@pytest.mark.usefixtures("agenda")
def test_won_says_itself_behind_its_evidence_and_an_amount_is_no_evidence():
    talk = asked_again().answers("Is that what comes next?", "n")
    talk.answers("Next step", "won, 4300").sees("'4300' is an amount").sees("value=4300")
    talk.answers("Next step", "he's bought it, won").sees("evidence: he's bought it")
    assert "won" in talk.answers("Who said so").ends().rpartition("Who said so")[2]
