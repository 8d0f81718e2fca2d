"""Keys that forgive: going back, replacing what was refused, the Enter of habit, drafts."""

from __future__ import annotations

import pytest
from support.kept_drafts import draft
from support.screen import (
    BACKSPACE,
    CTRL_C,
    DOWN,
    END,
    ENTER,
    SHIFT_TAB,
    SPACE,
    Screen,
    pasted,
)
from support.terminal import Terminal

from salescli.store.toml.reader import read_toml


def last(deal):
    return read_toml(deal)[0]["log"][-1]


def test_shift_tab_goes_back_question_by_question_with_each_answer(acme):
    log = Screen("log", "acme").asks("Steps done").lacks("Shift-Tab").types(ENTER)
    log.asks("With whom").sees("Shift-Tab: back").types(ENTER).answers("Outcomes met", "1")
    log.asks("Note").types("Half a no").sees("Half a no").types(SHIFT_TAB)
    log.asks("Outcomes met").sees(": pain-sized").types(SHIFT_TAB)
    log.asks("With whom").sees("[bob]: bob").types(SHIFT_TAB)
    log.asks("Steps done").sees("[discovery]: discovery").types(DOWN, SPACE).sees(", demo")
    log.types(ENTER).asks("With whom").types(ENTER)
    log.asks("Outcomes met").sees(": pain-sized").types(ENTER)
    log.asks("Note").sees(": Half a no").types(END, "te", ENTER)
    log.asks("Next step").types(ENTER).ends()
    entry = last(acme)
    assert (entry["steps"], entry["with"]) == (["discovery", "demo"], ["bob"])
    assert (entry["met"], entry["note"]) == (["pain-sized"], "Half a note")
    assert not list(acme.parent.parent.glob(".salescli/drafts/*"))


def test_what_is_typed_takes_the_place_of_the_answer_gone_back_to(acme):
    moved = Screen("schedule", "acme").answers("Next step", "thu").asks("With whom")
    moved.types(SHIFT_TAB).asks("Next step").sees(": 2026-11-26").types("f").lacks("2026-11-26")
    moved.types("ri 10", ENTER).asks("With whom").types(ENTER).asks("Have they confirmed").types(
        "y"
    )
    moved.ends()
    assert last(acme)["next"]["on"].isoformat() == "2026-11-27T10:00:00+01:00"


def test_a_conversation_left_after_going_back_keeps_all_that_was_answered(acme):
    log = Screen("log", "acme").answers("Steps done").answers("With whom").asks("Outcomes met")
    log.types(SHIFT_TAB).asks("With whom").types(CTRL_C).ends(130)
    assert draft(acme) == {"steps": "discovery", "with…": "bob"}


def test_a_plain_terminal_goes_back_too(acme):
    log = Terminal("log", "acme").answers("Steps done", "<").sees("there is no step '<'")
    log.answers("Steps done", "demo").answers("What about that?", "<")
    log.sees("Steps done [discovery]: demo").types("\r")
    for question in ("What about", "With whom", "Outcomes", "Note"):
        log.answers(question)
    log.answers("Is that what comes next?").ends()
    assert last(acme)["steps"] == ["demo"]


def test_what_was_refused_is_selected_so_that_typing_replaces_it(acme):
    log = Screen("log", "acme").answers("Steps done", "discovry").sees("there is no step")
    log.asks("Steps done").sees(": discovry")
    cells = log.emulated.buffer[log.emulated.cursor.y]
    assert all(cells[x].reverse for x in range(len("? Steps done [discovery]: "), 30))
    log.types("d").lacks("]: discovry\n>").types("emo", ENTER).asks("What about").types("l", ENTER)
    log.asks("With whom").types("??", ENTER)
    log.sees("'??' is not a name").asks("With whom").types(BACKSPACE, "bob", ENTER)
    log.answers("Outcomes met").answers("Note").asks("Is that what").types("y").ends()
    assert last(acme)["steps"] == ["demo"]


def test_a_paste_takes_the_place_of_what_was_refused_and_its_newline_answers_nothing(acme):
    note = Screen("log", "acme").answers("Steps done", "discovry").asks("Steps done")
    note.types(pasted("demo\n")).sees("[discovery]: demo\n").types(ENTER)
    note.asks("What about").types(CTRL_C).ends(130)
    assert draft(acme)["steps"] == "demo"


@pytest.mark.parametrize("habit", ["", ENTER, "\n"])
def test_the_enter_that_habit_adds_to_a_key_belongs_to_it(acme, habit):
    log = Screen("schedule", "acme", "--next", "demo").answers("When").answers("With whom")
    log.asks("Have they confirmed").types(f"y{habit}").asks("Demo: as well as").types("also", ENTER)
    log.ends()
    assert last(acme)["next"]["agreed"] is True


def test_a_key_typed_ahead_is_the_next_questions(acme):
    win = Screen("win", "acme").answers("What decided it", "Price").answers("Who said so", "bob")
    win.asks("Open the next deal with them").types("n").ends()
    assert last(acme)["result"] == "won"
    assert len(list(acme.parent.glob("*.toml"))) == 1


def test_a_draft_is_changed_answer_by_answer(acme):
    log = Screen("log", "acme").answers("Steps done").answers("With whom").asks("Outcomes met")
    log.types(CTRL_C).ends(130)
    log = Screen("log", "acme").asks("Take it up again?").sees("c change its answers").types("c")
    log.asks("Steps done").sees("[discovery]: discovery").types("demo", ENTER)
    log.asks("What about").types("l", ENTER).asks("With whom").sees("[bob]: bob").types(ENTER)
    log.answers("Outcomes met").answers("Note")
    log.asks("Is that what comes next?").types(ENTER).ends()
    assert (last(acme)["steps"], last(acme)["with"]) == (["demo"], ["bob"])


def test_next_drops_a_draft_with_one_key(acme):
    Screen("note", "acme").asks("Note").types("Half", CTRL_C).ends(130)
    day = Screen("next").sees("Can wait: note of acme").asks("Keep this draft? [Y/n]").types("n")
    day.ends()
    assert draft(acme) is None


def test_a_card_drops_its_draft_with_one_key(acme, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T10:00:00+01:00")
    Screen("note", "acme").asks("Note").types("Half", CTRL_C).ends(130)
    day = Screen("next").asks("Go through the").types("y").asks("acme: what now?")
    day.sees("Unfinished: note. x drops it.").types("x").sees("[n]ext  [q]uit  [?] all  [e]dit")
    day.types("q").ends()
    assert draft(acme) is None
