"""`amend`: an entry corrected by flags or by asking, in its place, with nothing else touched."""

from __future__ import annotations

import pytest
from support.fixture_cache import done_once
from support.terminal import CTRL_C, Terminal, history

from salescli.store.toml.reader import read_toml

LOG = ("log", "acme", "discovery", "--with", "bob", "-m", "Counts are off")
NEXT = ("--next", "demo", "--on", "2026-11-26")


@pytest.fixture
def logged(run, acme, monkeypatch):
    """The deal with a call of discovery on Monday, and a demo scheduled."""
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-23T10:00:00+01:00")

    def begin() -> None:
        assert run(*LOG, "--at", "2026-11-23 09:30", *NEXT).code == 0

    done_once("logged", begin, acme.parent.parent)
    return acme


def log_of(file):
    return read_toml(file)[0]["log"]


def call(file):
    return next(entry for entry in log_of(file) if entry["kind"] in ("call", "meeting"))


def due(run):
    return run("list", "--json").json["deals"][0]["next"]


@pytest.mark.parametrize(
    ("flags", "says", "line"),
    [
        (("-m", "Off by 4 %"), ("note", "Off by 4 %"), "note reworded"),
        (("-m", ""), ("note", None), "note removed"),
        (("--kind", "meeting"), ("kind", "meeting"), "call is meeting now"),
        (("trial-start",), ("steps", ["trial-start"]), "trial-start added; discovery removed"),
        (("--with", "-"), ("with", None), "with bob removed"),
        (("--met", "pain-sized"), ("met", ["pain-sized"]), "met pain-sized added"),
        (("--person", "eve: Eve Orr"), ("with", ["bob", "eve"]), "with eve added"),
    ],
)
def test_flags_correct_the_last_conversation(run, logged, flags, says, line):
    done = run("amend", "acme", *flags)
    assert (done.code, done.err) == (0, "")
    assert call(logged).get(says[0]) == says[1]
    assert history(logged.parent.parent)[0] == f"acme: call on Mon 23 Nov corrected: {line}"


@pytest.mark.usefixtures("logged")
def test_what_it_scheduled_is_corrected_and_the_message_says_what_replay_says(run):
    done = run("amend", "acme", "--on", "2026-11-27 10:00", "--next-with", "bob", "--agreed")
    assert "Next: " in done.out
    assert "Fri 27 Nov 2026 10:00" in done.out
    assert due(run)["on"].startswith("2026-11-27T10:00")
    assert due(run)["agreed"]
    assert run("amend", "acme", "--not-agreed").code == 0
    assert not due(run)["agreed"]
    assert run("amend", "acme", "--what", "Lunch").code == 0
    assert (due(run)["step"], due(run)["what"]) == ("", "Lunch")


def test_another_time_moves_the_entry_into_its_place(run, logged):
    assert run("note", "acme", "-m", "Later").code == 0
    assert run("amend", "acme", "--entry", "4", "--at", "2026-11-23 09:00").code == 0
    times = [entry["at"] for entry in log_of(logged)]
    assert times == sorted(times)
    assert "Later" in [entry.get("note") for entry in log_of(logged)][:4]
    assert run("check", "acme", "--json").json["findings"] == [
        one for one in run("check", "acme", "--json").json["findings"] if one["code"] != "F04"
    ]


def test_the_opening_moves_back_with_what_was_before_it(run, logged):
    done = run("amend", "acme", "--at", "2026-11-02")
    assert "Opening moved back to Mon 2 Nov 2026 12:00" in done.out
    first, second = log_of(logged)[:2]
    assert (first["kind"], second["kind"]) == ("open", "call")
    assert first["at"] == second["at"]
    assert due(run)["step"] == "demo"


def test_comments_layout_and_unknown_keys_stay(run, logged):
    text = logged.read_text()
    head, _, entry = text.rpartition("[[log]]\n")
    entry = entry.replace("kind =", "mood = 'good'  # theirs\nkind   =")
    logged.write_text(f"# mine\n{head}# the first call\n[[log]]\n{entry}\n# the end\n")
    assert run("amend", "acme", "-m", "Reworded").code == 0
    after = logged.read_text()
    assert after.startswith(f"# mine\n{head}# the first call\n[[log]]\n")
    assert after.endswith("\n# the end\n")
    assert "mood = 'good'  # theirs\nkind   =" in after
    assert call(logged)["note"] == "Reworded"


def test_line_ends_stay_as_they_are(run, logged):
    logged.write_bytes(b"\xef\xbb\xbf" + logged.read_bytes().replace(b"\n", b"\r\n"))
    assert run("amend", "acme", "-m", "One\nTwo").code == 0
    data = logged.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")


@pytest.fixture
def kept(logged):
    """The deal with a later email that scheduled nothing: the demo stays ahead."""
    text = logged.read_text()
    logged.write_text(f'{text}\n[[log]]\nat = 2026-11-23T09:45:00+01:00\nkind = "email"\n')
    return logged


def test_an_open_deal_keeps_a_next_step(run, kept):
    before = kept.read_text()
    done = run("amend", "acme", "demo")
    assert done.code == 2
    assert "acme would be left without a next step" in done.err
    assert kept.read_text() == before
    assert run("amend", "acme", "demo", "--next", "trial-start", "--on", "fri").code == 0
    assert due(run)["step"] == "trial-start"


@pytest.mark.usefixtures("kept")
def test_in_a_terminal_the_next_step_is_asked_for_where_none_would_be_left(run):
    terminal = Terminal("amend", "acme")
    terminal.answers("When was it").answers("Kind").answers("Steps done [none]", "demo")
    terminal.answers("With whom").answers("Outcomes met").answers("Note")
    terminal.answers("Next step", "trial-start fri").answers("With whom").answers("confirmed")
    terminal.ends()
    assert due(run)["step"] == "trial-start"


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--entry", "9"), "has 3 entries, and no number 9"),
        (("--entry", "1", "--kind", "call"), "an entry of the kind 'open' has no kind to correct"),
        (("--entry", "2", "--reason", ""), "the reason can't be left out"),
        (("--kind", "dream"), "unknown kind 'dream'"),
        (("--met", "nonsense"), "there is no outcome 'nonsense'"),
        (("--at", "2027-01-01"), "is in the future"),
        (("--entry", "1", "--at", "2026-11-23 09:50"), "would be opened after its first entry"),
        ((), "what is to change in the call on Mon 23 Nov?"),
    ],
)
def test_what_can_not_be_is_refused_and_nothing_is_written(run, logged, flags, message):
    before = logged.read_text()
    done = run("amend", "acme", *flags)
    assert done.code == 2
    assert message in done.err
    assert logged.read_text() == before


@pytest.mark.usefixtures("logged")
def test_the_entries_are_listed_with_their_numbers(run):
    shown = run("amend", "acme", "--show").out
    assert " 1  Sat 21 Nov 2026" in f" {shown}"
    assert "discovery done with bob" in shown
    entries = run("amend", "acme", "--json").json["entries"]
    assert [entry["number"] for entry in entries] == [1, 2, 3]


def test_the_questions_have_the_answers_that_stand(run, logged):
    screen = (
        Terminal("amend", "acme")
        .answers("When was it [Mon 23 Nov 2026 09:30]")
        .answers("Kind [call]", "visit")
        .answers("Steps done [discovery]")
        .answers("With whom [bob]")
        .answers("Outcomes met")
        .answers("Note (e opens your editor) [“Counts are off”]", "Off by 4 %")
        .answers("Next step [demo]")
        .answers("When [Thu 26 Nov 2026]", "2026-11-27")
        .answers("With whom [bob]")
        .answers("Have they confirmed it? [y/N]", "y")
        .ends()
    )
    assert "call is visit now" in screen
    entry = next(entry for entry in log_of(logged) if entry["kind"] == "visit")
    assert (entry["steps"], entry["with"], entry["note"]) == (["discovery"], ["bob"], "Off by 4 %")
    assert due(run)["agreed"]
    assert due(run)["on"] == "2026-11-27"


@pytest.mark.parametrize(
    ("met", "note", "stands"),
    [
        ("auch noch 2", "dazu: She decides", ("Counts are off\nShe decides", 2)),
        ("also 2", "also: She decides", ("Counts are off\nShe decides", 2)),
        ("+2", "+ She decides", ("Counts are off\nShe decides", 2)),
        ("2 too", "Also she decides", ("Also she decides", 2)),
        ("ohne 1", "", ("Counts are off", 0)),
        ("2", "-", (None, 1)),
    ],
)
def test_what_is_added_stands_beside_and_what_is_replaced_is_said(run, logged, met, note, stands):
    assert run("amend", "acme", "--met", "pain-sized").code == 0
    terminal = Terminal("amend", "acme").answers("When was it").answers("Kind")
    terminal.answers("Steps done").answers("With whom").answers("Outcomes met", met)
    terminal.answers("Note", note).answers("Next step").answers("When").answers("With whom")
    screen = terminal.answers("Have they confirmed it").ends()
    entry = call(logged)
    assert (entry.get("note"), len(entry.get("met", ()))) == stands
    gone = not stands[1] or met == "2"
    assert ("was: pain-sized   now: " in screen) is gone
    assert ("was: “Counts are off”   now: " in screen) is (note in ("-", "Also she decides"))
    assert "salescli undo   takes it back" in screen
    assert run("undo", "--yes").code == 0
    assert call(logged)["note"] == "Counts are off"


def test_enter_to_everything_changes_nothing(logged):
    before = logged.read_text()
    terminal = Terminal("amend", "acme", "--entry", "2")
    terminal.answers("When was it").answers("Steps done [first-reply]")
    terminal.answers("Why [“They rang us”]").answers("Note")
    assert "nothing to change" in terminal.ends()
    assert logged.read_text() == before


@pytest.fixture
def reviewed(run, logged):
    """The same, and a contract review, which an email of today called off."""
    review = ("schedule", "acme", "--what", "Contract review", "--on", "fri", "--also")
    assert run(*review).code == 0
    email = ("log", "acme", "--kind", "email", "-m", "No review", "--drop", "contract", "--keep")
    assert run(*email).code == 0
    return logged


def agenda(run):
    deal = run("show", "acme", "--json").json["deals"][0]
    return [one["step"] or one["what"] for one in deal["agenda"]]


AGENDAS = {
    "it was the review": (("--did", "contract", "--drop", "-"), ["demo"]),
    "nothing was called off": (("--drop", "-"), ["demo", "Contract review"]),
    "another one was": (("--drop", "demo"), ["Contract review"]),
    "it was the demo": (("--did", "demo", "--drop", "-"), ["Contract review"]),
}


@pytest.mark.parametrize(("flags", "expected"), AGENDAS.values(), ids=AGENDAS)
@pytest.mark.usefixtures("reviewed")
def test_what_an_encounter_was_and_called_off_is_corrected(run, flags, expected):
    assert agenda(run) == ["demo"]
    done = run("amend", "acme", *flags)
    assert (done.code, done.err) == (0, "")
    assert agenda(run) == expected
    assert done.out.count("Next: ") == 1


def test_what_it_called_off_was_on_the_agenda_then(run, reviewed):
    before = reviewed.read_bytes()
    for flags in (
        ("--drop", "trial"),
        ("--did", "lunch"),
        ("--drop", "contract", "--drop", "demo"),
    ):
        assert run("amend", "acme", *flags).code == 2
    assert run("amend", "acme", "--entry", "1", "--drop", "demo").code == 2
    assert run("amend", "acme", "--entry", "1", "--did", "demo").code == 2
    assert reviewed.read_bytes() == before


def test_the_same_is_asked_for(run, reviewed):
    talk = Terminal("amend", "acme").answers("When was it").answers("Kind")
    talk.answers("Steps done", "contract").answers("Called off", "-").answers("With whom")
    talk.answers("Note").ends()
    assert agenda(run) == ["demo"]
    assert log_of(reviewed)[-1]["did"] == ["Contract review"]


@pytest.mark.parametrize(
    ("typed", "on", "what"),
    [
        ("drop off at theirs fri 18 dez 8 uhr früh", "2026-12-18T08:00", "drop off at theirs"),
        ("no next is drop it off at theirs fri 18 dez 8:00", "2026-12-18T08:00", "drop it off at"),
        ("ring Bob tue 1 dec 10:00", "2026-12-01T10:00", "ring Bob"),
        ("closing call tue 1 dec 10:00", "2026-12-01T10:00", ""),
    ],
)
def test_a_next_step_is_corrected_in_own_words_with_its_day(run, logged, typed, on, what):
    talk = Terminal("amend", "acme").answers("When was it").answers("Kind").answers("Steps done")
    talk.answers("With whom").answers("Outcomes met").answers("Note")
    talk.answers("Next step [demo]", typed).answers("With whom").answers("confirmed").ends()
    following = due(run)
    assert following["on"].startswith(on)
    assert (following["what"] or "").startswith(what)
    assert call(logged)["steps"] == ["discovery"]


def test_what_it_did_in_words_stands_also_where_it_moves_before_the_opening(run, book, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-23T10:00:00+01:00")
    opened = (
        "add",
        "Vogel",
        "--process",
        "small-business",
        "--person",
        "ute: Ute Vogel",
        "--what",
        "Telefonat mit Ute",
    )
    assert run(*opened, "--on", "2026-12-07", "--next-with", "ute").code == 0
    follows = ("--what", "ring Ute", "--on", "2026-12-09")
    done = run("log", "vogel", "--did", "Telefonat mit Ute", "-m", "x", *follows)
    assert (done.code, done.err) == (0, "")
    talk = Terminal("amend", "vogel").answers("When was it", "2026-11-20 15:00").answers("Kind")
    talk.sees("Steps done [telefonat-mit-ute]").types(CTRL_C).ends(130)
    assert (book / "deals/vogel.toml").exists()
