"""The other commands in a real terminal: opening, scheduling, notes, skips and endings."""

from __future__ import annotations

from datetime import date

import pytest
from support.terminal import CTRL_C, Terminal, history

from salescli.store.toml.reader import read_toml

pytestmark = pytest.mark.usefixtures("measured_terminals")

# A Ctrl-C that comes in the moment before readline begins the line. It is sent by C, from C:
# whatever Python ran in between would take it.
EARLY = """
import ctypes, operator, readline, signal
from functools import partial
from salescli.errors import InterruptedByUserError
from salescli.prompts import Asker

interrupt = partial(ctypes.CDLL(None)["raise"], signal.SIGINT)
begin = readline.set_startup_hook
readline.set_startup_hook = lambda hook=None: begin(
    hook and partial(list, map(operator.call, (interrupt, hook)))
)
try:
    Asker({"when…": "to"}, lambda _: None).ask("when", "When", str)
except InterruptedByUserError:
    print("was left")
"""


def last(deal):
    return read_toml(deal)[0]["log"][-1]


def close(run) -> None:
    done = run("lose", "acme", "--reason", "price", "--evidence", "Too dear", "--said-by", "bob")
    assert done.code == 0, done.err


def test_what_stands_behind_a_no_to_a_note_is_the_answer_before(book):
    add = Terminal("add", "Brandt").answers("Process [small-business]")
    add.answers("Who", "Klaus, Inge").answers("Next step", "ring klaus fri 10 for 45min")
    add.sees("; with klaus").answers("Have they confirmed it?", "y - calendar invite accepted")
    add.sees("left out: 'calendar invite accepted'").answers("More", "repair contract for a year")
    add.answers("as a note?", "no, 1440 euros is the value").sees("1,440 EUR").ends()
    table, _ = read_toml(book / "deals/brandt.toml")
    (opened,) = table["log"]
    assert (table["value"], table["currency"]) == (1440, "EUR")
    assert opened["next"]["with"] == ["klaus"]
    assert opened["next"]["what"] == "ring klaus for 45min"


def test_promises_in_the_sentences_of_a_note_are_offered_as_such(book, run):
    opened = run("add", "Brandt", "--process", "small-business", "--next", "demo", "--on", "3d")
    assert opened.code == 0, opened.err
    note = Terminal("note", "brandt").answers("Note", "nice chat, i'll send pics tonight")
    note.answers("Promises: we: send pics tonight. Keep them as such? [Y/n]").ends()
    noted = last(book / "deals/brandt.toml")["note"]
    assert noted == "nice chat, i'll send pics tonight\nwe: send pics tonight"


def test_what_stands_behind_a_name_is_offered_as_fields(book):
    add = Terminal("add", "Roast n Co, ilkley, 12k, instagram")
    add.answers("Roast n Co, ilkley: value 12,000 EUR, source instagram? [Y/n]")
    add.answers("Process [small-business]").answers("Who").answers("Next step")
    add.sees("an amount without a currency is in EUR").answers("More").ends()
    table, _ = read_toml(book / "deals/roast-n-co-ilkley.toml")
    assert (table["company"], table["value"]) == ("Roast n Co, ilkley", 12000)
    assert table["source"] == "instagram"


def test_a_name_with_an_amount_in_it_is_kept_by_a_no(book):
    add = Terminal("add", "Acme, 12k").answers("Acme: value 12,000 EUR? [Y/n]", "n")
    add.answers("Process [small-business]").answers("Who").answers("Next step")
    add.answers("More").ends()
    table, _ = read_toml(book / "deals/acme-12k.toml")
    assert (table["company"], "value" in table) == ("Acme, 12k", False)


def test_add_asks_for_what_the_flags_leave_out(book):
    add = Terminal("add", "Bäckerei Süß & Söhne").sees(
        "small-business: New customers of fewer than"
    )
    add.answers("Process [small-business]", "smll-business").sees("did you mean 'small-business'?")
    add.answers("Process [small-business]").answers("Who", "Kim Süß, owner, 0171 5550123")
    add.sees("Suggested: First reply").answers("Next step")
    add.answers("More", "value 5k8 source fair").sees("'5k8' is not an amount")
    add.answers("More", "close 2020-01-01").sees("is in the past")
    add.answers("More", "value").sees("what is the value?")
    more = "5.8k close eoy title “Ovens, übrigens” employees 12, 14 vans"
    add.answers("More", more).sees("employees 12 · note 14 vans")
    shown = add.answers('Keep "14 vans" as a note?').ends()
    table, _ = read_toml(book / "deals/backerei-suss-sohne.toml")
    log = table.pop("log")
    assert table == {
        "title": "Ovens, übrigens",
        "company": "Bäckerei Süß & Söhne",
        "process": "small-business",
        "revision": 1,
        "value": 5800,
        "currency": "EUR",
        "close": table["close"],
        "owner": "ada",
        "employees": 12,
        "people": {"kim-suss": {"name": "Kim Süß", "role": "owner", "phone": "0171 5550123"}},
    }
    assert str(table["close"]) == "2026-12-31"
    assert [entry["kind"] for entry in log] == ["open", "note"]
    assert (log[0]["next"]["step"], log[1]["note"]) == ("first-reply", "14 vans")
    assert log[0]["next"]["with"] == ["kim-suss"]
    assert "salescli log backerei-suss-sohne" in shown
    assert len(history(book)) == 2


def test_a_deal_half_opened_is_taken_up_with_its_flags(book, run):
    add = Terminal("add", "O'Hara & Co", "--employees", "12", "--source", "fair", "--value", "9k")
    add.answers("Process").answers("Who", "Kim").sees("Next step").types(CTRL_C)
    assert """salescli add 'O'"'"'Hara & Co'   takes it up again""" in add.ends(130)
    assert """salescli add 'O'"'"'Hara & Co'""" in run("next").out
    assert not list(book.glob("deals/*.toml"))
    add = Terminal("add", "O'Hara & Co").answers("Take it up again?").sees("Kim")
    add.answers("Next step", "first-reply tue").answers("confirmed", "y")
    add.answers("More", "title Ovens").ends()
    table, _ = read_toml(book / "deals/o-hara.toml")
    assert (table["title"], table["source"], table["value"]) == ("Ovens", "fair", 9000)
    assert (table["employees"], table["log"][0]["next"]["with"]) == (12, ["kim"])


def test_ctrl_c_before_the_line_is_begun_ends_the_question():
    Terminal(code=EARLY).sees("was left").ends()


def test_a_wrong_flag_of_add_is_refused_before_anything_is_asked(book):
    for wrong in (["--value", "x"], ["--close", "2020-01-01"], ["--process", "x"], ["--on", "x"]):
        assert "Process" not in Terminal("add", "Acme", *wrong).ends(2)
    assert not list(book.glob("deals/*.toml"))


def test_schedule_moves_the_step_in_force(acme):
    moved = Terminal("schedule", "acme").sees("Scheduled: Discovery, with bob")
    moved.sees("on Mon 23 Nov 2026, in 2 days").answers("Next step [discovery]")
    moved.answers("When [Mon 23 Nov 2026]", "wed 9:30").sees("Wed 25 Nov 2026 09:30, in 4 days")
    moved.answers("With whom [bob]").answers("confirmed", "y").ends()
    assert last(acme)["kind"] == "schedule"
    assert last(acme)["next"]["on"].isoformat() == "2026-11-25T09:30:00+01:00"
    assert last(acme)["next"]["agreed"] is True


def test_schedule_takes_a_day_or_another_step(acme):
    moved = Terminal("schedule", "acme").answers("Next step", "thu").answers("With whom")
    moved.answers("confirmed").ends()
    assert last(acme)["next"]["step"] == "discovery"
    assert str(last(acme)["next"]["on"]) == "2026-11-26"
    other = Terminal("schedule", "acme", "--next", "demo", "--agreed")
    other.answers("When [Wed 25 Nov 2026]").answers("With whom")
    other.answers("(also/instead)", "instead").ends()
    assert last(acme)["next"]["step"] == "demo"


def test_schedule_has_no_ending_among_its_answers(acme):
    before = acme.read_bytes()
    moved = (
        Terminal("schedule", "acme")
        .answers("Next step", "won")
        .sees("doesn't say what happens next")
    )
    moved.sees("Next step").types(CTRL_C).ends(130)
    assert acme.read_bytes() == before


def test_a_note_is_asked_for_until_there_is_one(acme):
    note = Terminal("note", "acme").answers("Note").sees("a note needs its text")
    note.answers("Note", "Größe ✓").ends()
    assert (last(acme)["kind"], last(acme)["note"]) == ("note", "Größe ✓")


def test_skip_asks_for_the_step_and_for_the_reason(acme, run):
    skip = Terminal("skip", "acme").answers("Step to skip", "demo, first-reply")
    skip.sees("'first-reply' is skipped already").answers("Step to skip", "demo")
    skip.answers("Why skip demo").sees("or not at all").sees("Why skip demo: ").types("The sa")
    skip.sees("The sa").types(CTRL_C).ends(130)
    assert "salescli skip acme" in run("next").out
    skip = Terminal("skip", "acme").answers("Take it up again?").sees("The sa").types("me team\r")
    skip.ends()
    assert (last(acme)["steps"], last(acme)["reason"]) == (["demo"], "The same team")


def test_skip_proposes_the_step_that_is_due(acme):
    Terminal("skip", "acme").answers("Step to skip [discovery]", "-").sees(
        "name the step to skip"
    ).answers("Step to skip [discovery]").answers("Why skip discovery", "Known").answers(
        "Next step"
    ).ends()
    assert last(acme)["steps"] == ["discovery"]


def test_win_with_the_deal_that_follows(acme):
    win = Terminal("win", "acme").answers("What decided it", "Signed").answers("Who said so", "bob")
    win.answers("Open the next deal with them (Account management)?")
    win.sees("Suggested:").answers("Next step").ends()
    (follower,) = set(acme.parent.glob("*.toml")) - {acme}
    table, _ = read_toml(follower)
    assert (table["follows"], table["process"]) == ("acme", "account-management")
    assert table["log"][0]["next"]
    assert (last(acme)["result"], last(acme)["said_by"]) == ("won", "bob")
    assert history(acme.parent.parent)[0] == f"acme: won; followed by {follower.stem}"


def test_win_without_the_deal_that_follows(acme):
    win = Terminal("win", "acme").answers("What decided it").answers("Open the next deal", "n")
    assert "salescli add COMPANY --process account-management --follows acme" in win.ends()
    assert last(acme)["result"] == "won"
    assert len(list(acme.parent.glob("*.toml"))) == 1


def test_lose_and_walk_ask_for_reason_evidence_and_who_said_so(acme, run):
    lose = Terminal("lose", "acme", "--reason", "prise")
    assert "did you mean 'price'?" in lose.ends(2)
    lose = Terminal("lose", "acme").sees("price: Price").answers("Reason", "price")
    lose.answers("Evidence", "Too dear").answers("Who said so", "eve").sees("eve is new.")
    lose.answers("Name").answers("Role").answers("Email")
    lose.answers("Revisit on", "yesterday").sees("is in the past")
    lose.answers("Revisit on [never]", "1 march").sees("comes back in `next` on").ends()
    table, _ = read_toml(acme)
    assert table["people"]["eve"] == {"name": "Eve"}
    assert (last(acme)["result"], last(acme)["said_by"]) == ("lost", "eve")
    assert last(acme)["revisit"] == date(2027, 3, 1)
    assert run("reopen", "acme", "--next", "demo", "--on", "tue").code == 0
    walk = Terminal("walk", "acme").sees("too-small: ").answers("Reason", "too-small")
    walk.answers("Evidence", "They are two").answers("Who said so").answers("Revisit").ends()
    assert last(acme)["result"] == "disqualified"
    assert "revisit" not in last(acme)
    assert "said_by" not in last(acme)


def test_reopen_asks_for_the_next_step(acme, run):
    close(run)
    reopened = Terminal("reopen", "acme", "-m", "They rang").sees("Suggested: Discovery")
    reopened.answers("Next step", "tue 10:00").answers("With whom").answers("confirmed", "y").ends()
    assert (last(acme)["kind"], last(acme)["note"]) == ("reopen", "They rang")
    assert last(acme)["next"]["on"].isoformat() == "2026-11-24T10:00:00+01:00"


def test_a_deal_that_has_ended_is_not_asked_about(acme, run):
    close(run)
    for command in ("log", "schedule", "skip", "win", "lose", "walk"):
        shown = Terminal(command, "acme").ends(2)
        assert "acme was lost on Sat 21 Nov 2026" in shown
        assert "salescli reopen acme" in shown
    assert last(acme)["result"] == "lost"


def test_the_default_book_is_made_by_the_first_add(tmp_path, run, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    add = Terminal("add").answers("Company", "Acme").sees("a new book is in")
    for question in ("Process", "Who", "Next step", "More"):
        add.answers(question)
    add.ends()
    assert (tmp_path / "data/salescli/book/deals/acme.toml").is_file()
    assert [deal["deal"] for deal in run("list", "--json").json["deals"]] == ["acme"]


def test_the_process_that_most_deals_are_in_comes_first(book, run):
    first = ("--next", "discovery", "--on", "tue")
    for company in ("One", "Two"):
        assert run("add", company, "--process", "enterprise", *first).code == 0
    Terminal("add", "Three").answers("Process [enterprise]").answers("Who").answers("Next").answers(
        "More"
    ).ends()
    assert read_toml(book / "deals/three.toml")[0]["process"] == "enterprise"


def test_a_note_from_an_editor_that_fails_after_it_was_written(acme, tmp_path):
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nprintf "An hour of work" > "$1"; exit 1\n')
    script.chmod(0o755)
    note = Terminal("note", "acme", EDITOR=str(script)).answers("Note", "e")
    note.sees("ended with exit code 1; what was written in it is kept as the note").ends()
    assert last(acme)["note"] == "An hour of work"
    script.write_text("#!/bin/sh\nexit 3\n")
    note = Terminal("note", "acme", EDITOR=str(script)).answers("Note", "e")
    note.sees("ended with exit code 3").answers("Note", "By hand").ends()


def test_a_next_step_in_words_is_asked_only_for_its_day(acme):
    log = Terminal("log", "acme", "discovery", "--with", "bob", "-m", "x", "--what", "Board meets")
    log.answers("Outcomes met").answers("When", "fri").sees("Fri 27 Nov 2026, in 6 days")
    log.answers("With whom").answers("confirmed").ends()
    following = last(acme)["next"]
    assert (following["what"], str(following["on"])) == ("Board meets", "2026-11-27")
    assert "step" not in following


def test_an_error_is_folded_between_its_words(acme):
    shown = Terminal("skip", "acme", "demoo", "-m", "x").ends(2)
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert "trial-start, paid-month, midpoint-review" in " ".join(shown.split())
    assert acme.exists()


@pytest.fixture
def elsewhere(tmp_path, run, monkeypatch):
    """A folder without a book, beside one that was made with `init`; what that said."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("SALESCLI_BOOK", raising=False)
    monkeypatch.chdir(tmp_path)
    return run("init", "mybook").out


def test_init_says_how_to_get_into_the_book_and_add_offers_the_one_used_last(elsewhere, tmp_path):
    assert "\n  cd mybook              goes there" in elsewhere
    assert "\n  salescli add COMPANY   opens the first deal" in elsewhere
    add = Terminal("add", "Acme").sees(f"The last one that you used is {tmp_path}/mybook")
    add.answers("Which book? [u]")
    for question in ("Process", "Who", "Next step", "More"):
        add.answers(question)
    add.ends()
    assert (tmp_path / "mybook/deals/acme.toml").is_file()
    assert not (tmp_path / "data/salescli/book").exists()


@pytest.mark.usefixtures("elsewhere")
def test_a_first_add_that_is_left_leaves_no_second_book_behind_or_says_where_it_is(tmp_path):
    book = tmp_path / "data/salescli/book"
    add = Terminal("add", "Acme").answers("Which book?", "m").sees("a new book is in")
    add.sees("salescli add --book").sees("uses the last one").sees("Process").sees(": ")
    add.types("\x03")
    assert "nothing was changed" in add.ends(130)
    assert not book.exists()
    add = Terminal("add", "Acme").answers("Which book?", "m").answers("Process").sees("Who")
    add.sees(": ").types("\x03")
    assert f"the new book is in {book}" in " ".join(add.ends(130).split())
    assert book.exists()
