"""Conversations that are cut off: what was typed is kept, offered again, and finished."""

from __future__ import annotations

import signal
import time

import pytest
from support.kept_drafts import draft, wait_for_half
from support.terminal import CTRL_C, CTRL_D, Terminal, history

from salescli.store.toml.reader import read_toml

KILL_LINE = "\x15"  # Ctrl-U: what the line holds so far goes away
RESUME = "Take it up again?"
# The questions of a log that takes no proposal, with the answers to them.
QUESTIONS = (
    ("Steps done", "discovery"),
    ("With whom", "bob"),
    ("Outcomes met", "pain-sized"),
    ("Note", "4 % off jede Woche"),
    ("Next step", "demo"),
    ("When", "2026-11-26T10:00"),
    ("With whom", "bob"),
    ("confirmed it?", "y"),
)


def at_the_note() -> Terminal:
    log = Terminal("log", "acme")
    for question in ("Steps done", "With whom", "Outcomes met"):
        log.answers(question)
    return log.sees("Note").sees(": ")


def test_ctrl_c_at_every_question_in_turn_loses_nothing(acme):
    before, commits = acme.read_bytes(), history(acme.parent.parent)
    half = ""
    for number, (question, _) in enumerate(QUESTIONS):
        log = Terminal("log", "acme")
        if number:
            log.answers(RESUME)
            for earlier, said in QUESTIONS[: number - 1]:
                log.sees(earlier).sees(said)
            log.sees(QUESTIONS[number - 1][0]).sees(half).types(KILL_LINE)
            log.types(f"{QUESTIONS[number - 1][1]}\r")
        half = f"hälf{number}"
        shown = log.sees(question).sees(": ").types(half).sees(half).types(CTRL_C).ends(130)
        assert "what you typed is kept as a draft" in shown
        assert "salescli log acme   takes it up again" in shown
        assert half in draft(acme).values()
        assert acme.read_bytes() == before
    log = Terminal("log", "acme").answers(RESUME).sees("confirmed it?").sees(half)
    log.types(f"{KILL_LINE}y\r").ends()
    entry = read_toml(acme)[0]["log"][-1]
    assert entry["note"] == QUESTIONS[3][1]
    assert entry["met"] == ["pain-sized"]
    assert entry["next"]["on"].isoformat() == "2026-11-26T10:00:00+01:00"
    assert draft(acme) is None
    assert len(history(acme.parent.parent)) == len(commits) + 1


def test_ctrl_c_before_anything_was_typed_keeps_nothing(acme):
    shown = Terminal("log", "acme").sees("Steps done").types(CTRL_C).ends(130)
    assert "nothing was changed" in shown
    assert draft(acme) is None


def test_ctrl_d_ends_the_conversation_as_ctrl_c_does(acme):
    shown = at_the_note().types(CTRL_D).ends(130)
    assert "what you typed is kept as a draft" in shown
    assert draft(acme) == {"steps": "discovery", "with": "bob", "met": ""}


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_to_end_keeps_even_what_is_half_typed(acme, number):
    at_the_note().types("4 % öff").sees("öff").dies(number)
    assert draft(acme)["note…"] == "4 % öff"


def test_a_closed_terminal_keeps_even_what_is_half_typed(acme):
    log = at_the_note().types("4 % öff").sees("öff")
    wait_for_half(acme, "note…", "4 % öff")  # the line is looked at five times a second
    log.is_closed()
    assert draft(acme)["note…"] == "4 % öff"


def test_a_killed_process_has_kept_every_answer_and_what_was_typed_before_a_pause(acme):
    log = at_the_note().types("one line\r").sees("Next step").sees(": ").types("de").sees("de")
    wait_for_half(acme, "next…", "de")
    log.dies(signal.SIGKILL)
    answers = {"steps": "discovery", "with": "bob", "met": "", "note": "one line", "next…": "de"}
    assert draft(acme) == answers


def test_what_was_typed_and_taken_back_leaves_no_draft(acme):
    log = Terminal("log", "acme").sees("Steps done").sees(": ").types("de").sees("de")
    wait_for_half(acme, "steps…", "de")
    log.types(KILL_LINE)
    until = time.monotonic() + 60
    while draft(acme) is not None:
        assert time.monotonic() < until, draft(acme)
        time.sleep(0.05)
    assert "nothing was changed" in log.types(CTRL_C).ends(130)
    assert draft(acme) is None


def test_a_draft_that_is_refused_is_dropped(acme):
    at_the_note().types(CTRL_C).ends(130)
    log = Terminal("log", "acme").sees("There is a draft, begun on Sat 21 Nov 2026 10:00:")
    log.answers(RESUME, "n").answers("Steps done", "demo").answers("What about that?", "l")
    log.sees("With whom").types(CTRL_C).ends(130)
    assert draft(acme) == {"steps": "demo", "passed-over": "l"}


def test_a_draft_outlives_an_interrupted_offer(acme):
    at_the_note().types(CTRL_C).ends(130)
    Terminal("log", "acme").sees(RESUME).types(CTRL_C).ends(130)
    assert draft(acme) == {"steps": "discovery", "with": "bob", "met": ""}


def test_next_lists_the_draft_first_with_the_command_that_resumes_it(acme, run):
    at_the_note().types("4 % off").sees("off").types(CTRL_C).ends(130)
    lines = run("next").out.splitlines()
    kept, _, how = lines[1].rstrip(")").partition(" (")
    assert (kept, how) == ("Can wait: log of acme", "salescli log acme finishes or drops it")
    Terminal(*how.split()[1:3]).answers(RESUME).sees("4 % off").types("\r").answers("Next").ends()
    assert read_toml(acme)[0]["log"][-1]["note"] == "4 % off"


def test_an_encounter_keeps_the_time_at_which_its_log_was_begun(acme):
    at_the_note().types(CTRL_C).ends(130)
    later = Terminal("log", "acme", SALESCLI_NOW="2026-11-25T09:00:00+01:00").answers(RESUME)
    later.answers("Note").answers("Next").ends()
    entry = read_toml(acme)[0]["log"][-1]
    assert entry["at"].isoformat() == "2026-11-21T10:00:00+01:00"
    assert str(entry["next"]["on"]) == "2026-12-02"


def test_a_day_means_the_same_whenever_the_draft_is_taken_up(acme):
    log = at_the_note().types("4 % off\r").answers("Next step", "demo mon")
    log.sees("Mon 23 Nov 2026").sees("With whom").types(CTRL_C).ends(130)
    later = Terminal("log", "acme", SALESCLI_NOW="2026-11-22T09:00:00+01:00").answers(RESUME)
    later.sees("Mon 23 Nov 2026, tomorrow").sees("With whom").types(CTRL_C).ends(130)
    too_late = Terminal("log", "acme", SALESCLI_NOW="2026-11-25T09:00:00+01:00").answers(RESUME)
    too_late.sees("Mon 23 Nov 2026, 2 days ago, is in the past").answers("Next step", "demo thu")
    too_late.answers("With whom").answers("confirmed").ends()
    assert str(read_toml(acme)[0]["log"][-1]["next"]["on"]) == "2026-11-26"


def test_answers_that_come_after_one_that_no_longer_holds_are_kept_too(acme):
    at_the_note().types("4 % off\r").sees("Next step").types(CTRL_C).ends(130)
    text = acme.read_text()
    acme.write_text(text.replace('"small-business"', '"enterprise"').replace('"owner"', '"it"'))
    process = acme.parent.parent / "processes/enterprise.toml"
    process.write_text(
        process.read_text().replace('"discovery"', '"exploring"').replace("Discovery", "Exploring")
    )
    log = Terminal("log", "acme").answers(RESUME).sees("there is no step 'discovery'")
    log.types(CTRL_C).ends(130)
    assert draft(acme)["note"] == "4 % off"


def test_flags_are_part_of_the_draft(acme):
    wednesday, friday = "2026-11-25T09:00:00+01:00", "2026-11-27T09:00:00+01:00"
    flags = ("discovery", "demo", "--kind", "meeting", "--at", "yesterday 15:00", "-m", "4 % off")
    log = Terminal("log", "acme", *flags, "--on", "mon", "--agreed", SALESCLI_NOW=wednesday)
    log.answers("With whom").sees("Outcomes met").types(CTRL_C).ends(130)
    again = Terminal("log", "acme", SALESCLI_NOW=friday).answers(RESUME)
    again.answers("Outcomes met", "all").answers("With whom").ends()
    entry = read_toml(acme)[0]["log"][-1]
    assert entry["at"].isoformat() == "2026-11-24T15:00:00+01:00"
    assert (entry["kind"], entry["steps"]) == ("meeting", ["discovery", "demo"])
    assert entry["note"] == "4 % off"
    assert entry["next"]["step"] == "trial-start"
    assert (str(entry["next"]["on"]), entry["next"]["agreed"]) == ("2026-11-30", True)


def test_a_note_from_the_editor_is_in_the_draft_as_text(acme, tmp_path):
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nprintf "two\\nlines\\n" > "$1"\n')
    script.chmod(0o755)
    log = Terminal("log", "acme", EDITOR=str(script))
    for question in ("Steps done", "With whom", "Outcomes met"):
        log.answers(question)
    log.answers("Note", "e").sees("Next step").types(CTRL_C).ends(130)
    assert draft(acme)["note"] == "two\nlines"
    Terminal("log", "acme", EDITOR="false").answers(RESUME).answers("Next step").ends()
    assert read_toml(acme)[0]["log"][-1]["note"] == "two\nlines"


def test_what_can_t_be_written_in_the_end_stays_a_draft(acme):
    log = at_the_note().types("4 % off\r").sees("Next step").sees(": ")
    whole = acme.read_bytes()
    acme.write_bytes(whole + b"\n[broken")
    shown = log.types("\r").ends(2)
    assert "what you typed is kept: salescli log acme   takes it up again" in shown
    acme.write_bytes(whole)
    Terminal("log", "acme").answers(RESUME).ends()
    assert read_toml(acme)[0]["log"][-1]["note"] == "4 % off"


def test_where_no_draft_can_be_kept_it_is_said_once_and_the_log_goes_on(acme):
    (acme.parent.parent / ".salescli").mkdir(exist_ok=True)
    (acme.parent.parent / ".salescli/drafts").write_text("in the way")
    shown = at_the_note().types("4 % off\r").answers("Next step").ends()
    assert shown.count("No draft can be kept") == 1
    assert read_toml(acme)[0]["log"][-1]["note"] == "4 % off"
