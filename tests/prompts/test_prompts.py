"""`log` in a real terminal: what it asks, what it refuses, and what it writes."""

from __future__ import annotations

import pytest
from support.terminal import TAB, Terminal, history

from salescli.store.toml.reader import read_toml

NEXT = "Next step [discovery]"


def last(deal):
    """The last entry of a deal's log, less what every entry has."""
    entry = read_toml(deal)[0]["log"][-1]
    return {name: value for name, value in entry.items() if name not in ("at", "by")}


def until_next(*arguments: str) -> Terminal:
    """A log in which four times Enter has led to the next step."""
    log = Terminal("log", "acme", *arguments)
    for question in ("Steps done", "With whom", "Outcomes met", "Note"):
        log.answers(question)
    return log


def test_enter_five_times_is_a_complete_answer(acme):
    book = acme.parent.parent
    before = history(book)
    log = until_next().answers(NEXT)
    shown = log.ends()
    assert last(acme) == {
        "kind": "call",
        "steps": ["discovery"],
        "with": ["bob"],
        "next": {
            "step": "discovery",
            "what": "Discovery",
            "on": read_toml(acme)[0]["log"][-1]["next"]["on"],
            "with": ["bob"],
        },
    }
    assert str(last(acme)["next"]["on"]) == "2026-11-27"
    assert history(book) == ["acme: discovery done; next discovery on 2026-11-27", *before]
    assert not list(book.glob(".salescli/drafts/*"))
    assert "Next: Discovery on Fri 27 Nov 2026, in 6 days, with bob; not confirmed yet" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_new_people_are_introduced_on_the_spot(acme):
    log = Terminal("log", "acme").answers("Steps done").answers("With whom", "bob, ???")
    log.sees("'???' is not a name").answers("With whom", "Bob Ross and zoë")
    log.sees("zoë is new.").answers("Name [Zoë]", "Zoë Müller 日本")
    log.answers("Role [none]", "ownr").sees("there is no role 'ownr': did you mean 'owner'?")
    log.answers("Role [owner]", "end-user")
    log.answers("Email [none]", "zoe at acme").sees("'zoe at acme' is not an email address")
    log.answers("Email [none]", "zoe@acme.example").answers("Outcomes met")
    log.answers("Note", "Grüße, 4 % daneben ✓").answers(NEXT).ends()
    table, _ = read_toml(acme)
    assert table["people"]["zoe"] == {
        "name": "Zoë Müller 日本",
        "role": "end-user",
        "email": "zoe@acme.example",
    }
    assert last(acme)["with"] == ["bob", "zoe"]
    assert last(acme)["note"] == "Grüße, 4 % daneben ✓"


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        ("1", ["pain-sized"]),
        ("2, 1", ["decider-named", "pain-sized"]),
        ("decider-named", ["decider-named"]),
        ("all", ["pain-sized", "decider-named"]),
    ],
)
def test_outcomes_are_named_by_number_by_name_or_all_at_once(acme, answer, met):
    log = Terminal("log", "acme").answers("Steps done").answers("With whom")
    log.sees("1 pain-sized:").sees("2 decider-named:").answers("Outcomes met", answer)
    log.answers("Note").answers("Next step").ends()
    assert last(acme)["met"] == met


def test_what_is_refused_is_said_and_asked_again(acme):
    log = Terminal("log", "acme").answers("Steps done", "discovry")
    log.sees("there is no step 'discovry': did you mean 'discovery'?")
    log.answers("Steps done", "discovery demo").answers("With whom", "-")
    log.answers("Outcomes met", "9").sees("there is no outcome '9'")
    log.answers("Outcomes met", "3").answers("Note")
    log.answers("Next step", "dmeo").sees("there is no step 'dmeo': did you mean 'demo'?")
    log.answers("Next step", "32 nov").sees("'32 nov'")
    log.answers("Next step", "2026-11-20").sees("is in the past")
    log.answers("Next step", "yesterday").sees("is in the past").sees("or name a step: first-reply")
    log.answers("Next step", "trial-start").answers("When", "teu 10:00")
    log.sees("did you mean 'tue 10:00'?").answers("When", "tue 10:00")
    log.sees("Tue 24 Nov 2026 10:00, in 3 days").answers("With whom")
    log.answers("confirmed it?", "maybe").sees("'maybe' is neither yes nor no")
    log.answers("confirmed it?", "y").ends()
    entry = last(acme)
    assert entry["steps"] == ["discovery", "demo"]
    assert entry["met"] == ["fit-seen"]
    assert entry["next"]["step"] == "trial-start"
    assert entry["next"]["on"].isoformat() == "2026-11-24T10:00:00+01:00"
    assert entry["next"]["agreed"] is True


def test_a_step_and_its_day_in_one_answer(acme):
    until_next().answers(NEXT, "trial-start tue 10:00").answers("With whom").answers(
        "confirmed"
    ).ends()
    assert last(acme)["next"]["step"] == "trial-start"


@pytest.mark.parametrize(
    ("word", "result", "reason"),
    [("won", "won", ""), ("lost", "lost", "price"), ("Walk", "disqualified", "too-small")],
)
def test_an_ending_takes_the_place_of_the_next_step(acme, word, result, reason):
    book = acme.parent.parent
    before = len(history(book))
    log = until_next().answers(NEXT, word)
    if reason:
        log.sees("price: ").answers("Reason").sees("name one of these reasons")
        log.answers("Reason", "prise").sees("there is no reason 'prise'").answers("Reason", reason)
        log.answers("Evidence", "").sees("an ending needs its evidence")
        log.answers("Evidence", "“Too dear”, said Bob")
    else:
        log.answers("What decided it", "“Too dear”, said Bob")
    log.answers("Who said so", "bob")
    (log.answers("Revisit on") if reason else log).ends()
    expected = {"kind": "close", "result": result, "evidence": "“Too dear”, said Bob"}
    assert last(acme) == expected | {"said_by": "bob"} | ({"reason": reason} if reason else {})
    assert len(history(book)) == before + 1


def test_there_is_no_way_past_the_next_step(acme):
    before = acme.read_bytes()
    log = until_next()
    for text in ("-", "none", "skip", "no", "exit", "quit", "later", "0", "won later"):
        log.answers("Next step", text).sees("  ")
    log.sees("Next step").types("\x03").ends(130)
    assert acme.read_bytes() == before


def test_where_the_process_has_nothing_left_the_next_step_is_still_asked_for(acme):
    (acme.parent.parent / "processes/tiny.toml").write_text(
        'name = "tiny"\n[[stage]]\nid = "all"\n[[step]]\nid = "talk"\nstage = "all"\n'
    )
    acme.write_text(acme.read_text().replace('"small-business"', '"tiny"'))
    log = Terminal("log", "acme").answers("Steps done", "talk").answers("With whom").answers("Note")
    log.answers("Is that what comes next?", "n")
    log.sees("Nothing is left to do in the process.").answers("Next step")
    log.sees("say what happens next, as a step").answers("Next step", "tue")
    log.sees("say what happens next, as a step").answers("Next step", "talk").answers("When", "tue")
    log.answers("With whom").answers("confirmed").answers("And Discovery on", "stays").ends()
    assert last(acme)["next"]["step"] == "talk"


def test_flags_are_not_asked_for_again(acme):
    log = Terminal(
        "log", "acme", "discovery", "-m", "4 % off", "--next", "demo", "--goal", "A yes to a trial",
        "--agreed",
    )  # fmt: skip
    log.answers("With whom").answers("Outcomes met").answers("When [Wed 25 Nov 2026]", "thu")
    shown = log.answers("With whom").ends()
    assert last(acme)["note"] == "4 % off"
    assert last(acme)["next"]["goal"] == "A yes to a trial"
    assert last(acme)["next"]["agreed"] is True
    assert "Next step" not in shown


@pytest.mark.usefixtures("acme")
def test_a_wrong_flag_is_refused_before_anything_is_asked():
    for wrong in (
        ["--next", "dmeo"],
        ["--on", "2020-01-01"],
        ["--with", "eve"],
        ["--at", "tomorrow"],
    ):
        assert "Steps done" not in Terminal("log", "acme", *wrong).ends(2)


def test_tab_completes_what_may_be_answered(acme):
    log = Terminal("log", "acme").sees("Steps done").types(f"disc{TAB}").sees("discovery")
    log.types("\r").answers("With whom").answers("Outcomes met").answers("Note").answers(
        "Next"
    ).ends()
    assert last(acme)["steps"] == ["discovery"]


def test_lines_pasted_into_a_terminal_that_has_no_paste_are_held_to_the_questions(acme):
    log = Terminal("log", "acme")
    for question in ("Steps done", "With whom", "Outcomes met"):
        log.answers(question)
    log.sees("Note").sees(": ").types("one\rtwo\r").sees("'two' is not a date")
    log.answers("Next step").ends()
    assert last(acme)["note"] == "one"


def editor(folder, lines: str) -> str:
    script = folder / "editor"
    script.write_text(f"#!/bin/sh\n{lines}\n")
    script.chmod(0o755)
    return str(script)


def test_a_note_from_the_editor(acme, tmp_path):
    ours = editor(tmp_path, 'printf "First line\\n\\n  Größe: 3 %%\\n\\n" > "$1"')
    log = Terminal("log", "acme", EDITOR=ours)
    for question in ("Steps done", "With whom", "Outcomes met"):
        log.answers(question)
    log.answers("Note", "e").answers("Next step").ends()
    assert last(acme)["note"] == "First line\n\n  Größe: 3 %"


def test_an_editor_that_fails_is_asked_for_again(acme):
    log = Terminal("log", "acme", EDITOR="no-such-editor-at-all")
    for question in ("Steps done", "With whom", "Outcomes met"):
        log.answers(question)
    log.answers("Note", "e").sees("ended with exit code 127").answers("Note", "by hand")
    log.answers("Next step").ends()
    assert last(acme)["note"] == "by hand"
