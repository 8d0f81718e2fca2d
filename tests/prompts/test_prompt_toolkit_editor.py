"""Prompts in a capable terminal: what is shown while typing, and what the keys make of it."""

from __future__ import annotations

import signal

import pytest
from support.kept_drafts import draft, wait_for_half
from support.screen import (
    ALT_ENTER,
    BACKSPACE,
    CTRL_C,
    CTRL_D,
    CTRL_U,
    DOWN,
    END,
    ENTER,
    SPACE,
    TAB,
    UP,
    Screen,
    pasted,
)  # fmt: skip
from support.terminal import Terminal, history

from salescli.prompts.choose_editor import is_capable
from salescli.store.toml.reader import read_toml

QUESTIONS = ("Steps done", "With whom", "Outcomes met", "Note", "Next step")


def last(deal):
    return read_toml(deal)[0]["log"][-1]


def until(question: str, **environment: str) -> Screen:
    """A log in which Enter has led to that question."""
    log = Screen("log", "acme", **environment)
    for earlier in QUESTIONS[: QUESTIONS.index(question)]:
        log.answers(earlier)
    return log.asks(question)


def test_enter_five_times_is_a_complete_answer_even_before_it_is_asked_for(acme):
    shown = Screen("log", "acme").types(ENTER * 5).ends()
    assert last(acme)["steps"] == ["discovery"]
    assert last(acme)["with"] == ["bob"]
    assert last(acme)["next"]["step"] == "discovery"
    assert "Next: Discovery on Fri 27 Nov 2026, in 6 days, with bob" in shown
    assert not list(acme.parent.parent.glob(".salescli/drafts/*"))


def test_what_is_ticked_is_written_into_the_line_and_shown(acme):
    log = Screen("log", "acme").sees("> [x] discovery")
    log.types(DOWN, SPACE).sees("discovery, demo").sees("> [x] demo")
    log.types(DOWN, DOWN, SPACE, UP, UP, UP, SPACE).sees("> [ ] discovery").lacks("[x] discovery")
    log.types(ENTER).asks("What about that?").types("l", ENTER)
    log.asks("With whom").sees("> [x] bob  Bob Ross, owner")
    log.types(SPACE).sees("[bob]: -").types(ENTER)
    log.answers("Outcomes met", SPACE).answers("Note")
    log.asks("Is that what comes next?").types("n", ENTER).answers("Next step")
    log.asks("And Discovery on Mon 23 Nov 2026? [c]:").sees("s stays as well").types("s").ends()
    steps = [step["id"] for step in process_steps(acme)]
    first = steps.index("demo")
    assert last(acme)["steps"] == ["demo", steps[first + 2]]
    assert "with" not in last(acme)
    assert len(last(acme)["met"]) == 1


def process_steps(deal):
    return read_toml(deal.parent.parent / "processes/small-business.toml")[0]["step"]


def test_names_complete_while_they_are_typed(acme):
    log = Screen("log", "acme").asks("Steps done").types("dis").lacks("[ ] demo")
    log.types(TAB, ", de").sees("> [ ] demo").lacks("[x] first").types(TAB).sees("discovery, demo")
    log.types(ENTER).answers("With whom").answers("Outcomes met").answers("Note")
    log.asks("Next step").types("tria").sees("> trial-start").types(TAB).sees(": trial-start")
    log.types(CTRL_U, "wo").sees("> won").types(CTRL_U, ENTER).ends()
    assert last(acme)["steps"] == ["discovery", "demo"]


def test_the_arrows_choose_where_one_thing_is_answered(acme):
    lose = Screen("lose", "acme").asks("Reason").types(UP, DOWN, DOWN, UP)
    first = read_toml(acme.parent.parent / "processes/small-business.toml")[0]["loss"][0]["id"]
    lose.sees(f"Reason: {first}").types(ENTER).answers("Evidence", "“Too dear”")
    lose.answers("Who said so", DOWN, SPACE).answers("Revisit on", "1 march").ends()
    assert last(acme)["reason"] == first
    assert last(acme).get("said_by") == "bob"


def test_somebody_new_is_typed_in_the_list_of_the_others(acme):
    log = until("With whom").sees("someone new: Dana Reyes").types(SPACE, SPACE, "??")
    log.sees("? '??' is not a name").types(ENTER).sees("type a name, such as Dana Reyes")
    log.asks("With whom").sees("bob, ??").types(END, BACKSPACE * 2, "zoë").sees("= new here: zoë")
    log.types(ENTER).answers("Name [Zoë]", "Zoë Müller 日本").asks("Role [none]").types(
        "enduser", ENTER
    )
    log.sees("there is no role 'enduser'").asks("Role").types(CTRL_U, "end", TAB).sees(": end-user")
    log.types(ENTER).answers("Email", "zoe@acme.example").answers("Outcomes met")
    log.answers("Note", "שלום 4 %, 日本 e\u0301").answers("Next step").ends()
    assert read_toml(acme)[0]["people"]["zoe"]["name"] == "Zoë Müller 日本"
    assert last(acme)["with"] == ["bob", "zoe"]
    assert last(acme)["note"] == "שלום 4 %, 日本 e\u0301"


def test_dates_are_understood_while_they_are_typed(acme):
    moved = Screen("schedule", "acme").sees("> discovery").types("demo teu")
    moved.sees("demo teu\n  ? 'teu' is not a date I know: did you mean 'tue'?").types(ENTER)
    moved.sees("'3d', 'nov").asks("Next step [demo tue]:").types(END, " 9:30")
    moved.sees("= Demo: Tue 24 Nov 2026 09:30, in 3 days").types(CTRL_U, "20 nov 2026")
    moved.sees("? Fri 20 Nov 2026, yesterday, is in the past").types(CTRL_U, "discovery", ENTER)
    moved.asks("When [Mon 23 Nov 2026]").sees("= Mon 23 Nov 2026, in 2 days").types("3d")
    moved.sees("= Tue 24 Nov 2026, in 3 days").types(ENTER).answers("With whom")
    moved.asks("Have they confirmed it? [y/N]").types("xy", ENTER)
    moved.sees("'xy' is neither yes nor no").asks("Have they confirmed it?").types("y").ends()
    assert str(last(acme)["next"]["on"]) == "2026-11-24"
    assert last(acme)["next"]["agreed"] is True


def test_a_paste_of_several_lines_answers_one_question(acme):
    log = Screen("log", "acme").asks("Steps done").types(pasted("discovery\r\ndemo\nhandover\n"))
    log.sees(": discovery demo handover").types(CTRL_U, pasted("discovery\rdemo\n"), ENTER)
    log.answers("With whom").answers("Outcomes met")
    log.asks("Note").types(pasted("one\ntwo\r\n\nthree"), ALT_ENTER, "four").sees("four")
    log.types(ENTER).answers("Next step", "demo tue").answers("With whom")
    log.asks("Have they confirmed").types(pasted("y\nn\n"), CTRL_U, "N").ends()
    assert last(acme)["steps"] == ["discovery", "demo"]
    assert last(acme)["note"] == "one\ntwo\n\nthree\nfour"
    assert "agreed" not in last(acme)["next"]


def test_a_resize_keeps_what_is_typed(acme):
    log = until("Next step").types("demo tu").resizes(40, 8).types("e").sees("= Demo: Tue 24 Nov")
    assert all(len(line) <= 40 for line in log.lines)
    log.resizes(80, 24).types(" 9:00").sees("Tue 24 Nov 2026 09:00, in 3 days")
    log.types(ENTER).answers("With whom").resizes(100, 6).asks("Have they confirmed").types(ENTER)
    log.ends()
    assert last(acme)["next"]["on"].isoformat() == "2026-11-24T09:00:00+01:00"


def _is_drawn_once(shown, end):
    """Tell whether a prompt stands once below its introduction, with what was typed up to `end`."""
    whole = end in shown.replace("\n", "")
    return whole and shown.startswith("Scheduled: Disc") and shown.count("Next step [disc") == 1


@pytest.mark.parametrize("at_once", [False, True], ids=["then a key", "a key at the same time"])
def test_no_stale_line_stays_after_a_resize(acme, at_once):
    words = "call Bob about the till that has been broken since last week and more fri 10"
    log = Screen("schedule", "acme").asks("Next step").types(words).sees("Fri 27 Nov")
    for number, columns in enumerate((50, 100, 30, 60, 80), 1):
        if at_once:
            log.child.kill(signal.SIGSTOP)
            log.types("x").resizes(columns, 24).child.kill(signal.SIGCONT)
        else:
            log.resizes(columns, 24).types("x")
        marked = f"fri 10{'x' * number}"
        log.until(lambda shown, end=marked: _is_drawn_once(shown, end), f"{marked!r}, drawn once")
    log.types(CTRL_C).ends(130)
    assert acme.exists()


def test_ctrl_c_at_each_question_in_turn_keeps_what_is_half_typed(acme):
    before = acme.read_bytes()
    log = Screen("log", "acme")
    for number, question in enumerate(QUESTIONS):
        shown = log.asks(question).types(f"hälf {number}").sees(f"hälf {number}").types(CTRL_C)
        assert "what you typed is kept as a draft" in shown.ends(130)
        assert draft(acme).popitem()[1] == f"hälf {number}"
        log = Screen("log", "acme").asks("Take it up again? [Y/n]").types(ENTER)
        log.asks(question).types("x").sees(f": hälf {number}x").types(CTRL_U)
        log.types(*([ENTER] if question != QUESTIONS[-1] else []))
    assert acme.read_bytes() == before
    log.types(ENTER).ends()
    assert draft(acme) is None


def test_ctrl_d_and_signals_keep_what_was_typed_too(acme):
    assert "kept as a draft" in until("Note").types(CTRL_D).ends(130)
    for number, end in enumerate((signal.SIGTERM, signal.SIGHUP, None)):
        log = Screen("log", "acme").asks("Take it up again?").types(ENTER).asks("Note")
        log.types("x").sees("x" * (number + 1))
        if end is not None:
            log.child.kill(end)
            log.ends(130)
        else:
            log.child.close()
    wait_for_half(acme, "note…", "xxx")
    assert draft(acme)["with"] == "bob"


def test_a_killed_process_has_kept_every_answer_and_what_was_typed_before_a_pause(acme):
    log = until("Note").types("4 % öff").sees("4 % öff")
    wait_for_half(acme, "note…", "4 % öff")
    log.child.kill(signal.SIGKILL)
    log.ends(-signal.SIGKILL)
    assert draft(acme) == {"steps": "discovery", "with": "bob", "met": "", "note…": "4 % öff"}


def test_text_from_a_file_does_nothing_but_be_read(acme):
    hostile = "\\u001b]0;owned\\u0007\\u202e<b>x</b> [red]"
    acme.write_text(acme.read_text().replace("Bob Ross", hostile))
    log = until("With whom").sees("<b>x</b> [red], owner").types("\u202e").sees("\ufffd")
    assert "\x1b]0;owned" not in log.raw
    assert "\u202e" not in log.raw
    log.types(CTRL_C).ends(130)
    log = Screen("log", "acme").asks("Take it up again?").types(ENTER).sees("\ufffd")
    assert "\u202e" not in log.raw
    log.types(CTRL_C).ends(130)


@pytest.mark.usefixtures("acme")
def test_the_terminal_is_asked_nothing_and_colour_is_left_out_where_it_is_not_wanted():
    colour = ("\x1b[0;36m", "\x1b[36m", "\x1b[0;32m", "\x1b[32m")
    plain = until("Next step").types("tue").sees("= Tue")
    assert not any(sign in plain.raw for sign in colour)
    plain.types(CTRL_C).ends(130)
    painted = Screen("log", "acme", NO_COLOR="").asks("Take it up again?")
    assert any(sign in painted.raw for sign in colour)
    painted.types(CTRL_C).ends(130)
    assert "\x1b[6n" not in plain.raw + painted.raw
    assert "CPR" not in plain.raw + painted.raw


@pytest.mark.parametrize(
    ("term", "capable"),
    [("xterm-256color", True), ("linux", True), ("dumb", False), ("unknown", False), ("", False)],
)
def test_which_terminals_are_capable(term, capable):
    assert is_capable({"TERM": term}) is capable


def test_a_dumb_terminal_gets_no_escapes_and_finishes_what_a_capable_one_began(acme):
    until("With whom").types("bob, zo").sees("bob, zo").types(CTRL_C).ends(130)
    log = Terminal("log", "acme").answers("Take it up again?").sees("With whom [bob]: bob, zo")
    log.types("e\r").answers("Name").answers("Role").answers("Email").answers("Outcomes")
    log.answers("Note").answers("Next step").ends()
    assert "\x1b" not in log.raw
    assert last(acme)["with"] == ["bob", "zoe"]
    assert draft(acme) is None


def test_a_yes_or_no_half_typed_in_a_dumb_terminal_is_a_line_to_finish_in_a_capable_one(acme):
    log = Terminal("log", "acme").answers("Steps done").answers("With whom").answers("Outcomes")
    log.answers("Note").answers("Next step", "demo tue").answers("With whom").sees("confirmed it?")
    log.types("perh").sees("perh").types(CTRL_C).ends(130)
    log = Screen("log", "acme").asks("Take it up again?").types("y").asks("Have they confirmed")
    log.sees(": perh").types(END, ENTER).sees("'perh' is neither yes nor no\n  answer y or n")
    log.asks("Have").types("yes", ENTER)
    log.ends()
    assert last(acme)["next"]["agreed"] is True
    assert history(acme.parent.parent)[0].startswith("acme: discovery done")


def test_an_editor_for_the_note_and_back(acme, tmp_path):
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nprintf "First\\n\\nsecond" > "$1"\n')
    script.chmod(0o755)
    until("Note", EDITOR=str(script)).types("e", ENTER).answers("Next step").ends()
    assert last(acme)["note"] == "First\n\nsecond"
