"""The walk of `next` in a plain terminal: from the list to a morning on which nothing is left."""

from __future__ import annotations

import signal
import subprocess

import pytest
from support.building import day as november
from support.review_books import AHEAD, HELD, MORNING, OVERDUE, TODAY, TWENTY, write_deals
from support.terminal import CTRL_C, CTRL_D, Terminal, history

from salescli.store.toml.reader import read_toml

pytestmark = pytest.mark.usefixtures("measured_terminals")


@pytest.fixture
def morning(book, monkeypatch):
    """A book on a Tuesday morning, and what writes deals into it."""
    monkeypatch.setenv("SALESCLI_NOW", MORNING)

    def write(**deals):
        write_deals(book, {name: (log, {}) for name, log in deals.items()})
        return book

    return write


def last(book, handle):
    return read_toml(book / f"deals/{handle}.toml")[0]["log"][-1]


class Walk(Terminal):
    """A walk, a key a card."""

    def presses(self, handle: str, key: str = "") -> Walk:
        self.answers(f"{handle}: what now?", key)
        return self

    def books(self, when: str = "") -> Walk:
        """A next step that the buyer agreed to."""
        self.answers("Next step", when).answers("With whom").answers("confirmed", "y")
        return self

    def logs(self, when: str) -> Walk:
        """A meeting as it was planned."""
        for question in ("When was it", "Steps done [demo]", "With whom", "Outcomes met"):
            self.answers(question)
        self.answers("Note", "They like it")
        return self.books(when)

    def moves(self, when: str) -> Walk:
        self.answers("When", when).answers("With whom").answers("confirmed", "y")
        return self


def walk(*arguments: str, **environment: str) -> Walk:
    begun = Walk("next", *arguments, **environment)
    begun.answers("Go through the")
    return begun


def test_a_morning_with_twenty_deals_ends_at_zero(book, run, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", MORNING)
    write_deals(book, TWENTY)
    subprocess.run(["git", "add", "deals"], cwd=book, check=True)
    subprocess.run(["git", "commit", "-qm", "twenty deals"], cwd=book, check=True)
    day = Walk("next", EDITOR="sed -i s/2026-11-23/2026-11-25/")
    day.sees("No next step").answers("Go through the").sees("1 of 16")
    day.presses("today-1", "n").presses("today-2", "b").presses("today-1").logs("thu")
    day.presses("today-2", "?").sees("tried, and not reached").presses("today-2")
    day.presses("today-3", "m").moves("today 16:00")
    day.presses("today-4", "d").logs("thu")
    day.presses("late-1").logs("thu 9:00")
    day.presses("late-2", "m").moves("wed")
    day.presses("late-3", "r").books("midpoint-review wed")
    day.presses("late-4", "s").answers("Step to skip [demo]").answers("Why", "Nobody wants it")
    day.books("midpoint-review wed").sees("late-4: demo skipped")
    day.presses("late-5", "w").answers("What decided it", "The price")
    day.answers("Who said so", "bob").answers("Open the next deal with them", "n")
    day.presses("late-6", "k").answers("Reason", "too-small").answers("Evidence", "They are two")
    day.answers("Who said so", "bob").answers("Revisit on")
    day.presses("late-7", "e").sees("late-7: kept as edited")
    day.presses("late-8", "m").moves("wed")
    day.presses("none-1").books("wed 10:00")
    day.presses("none-2", "r").books("demo wed")
    day.presses("none-3").books("midpoint-review thu")
    day.presses("none-4", "l").answers("Reason", "price")
    day.answers("Evidence", "none, thats the point").sees("an ending needs its evidence")
    day.answers("Evidence", "Too dear")
    day.answers("Who said so", "bob").answers("Revisit on")
    day.sees("3 of 16").presses("today-3")
    day.sees("The expected close has passed").presses("passed").answers("Expected close [")
    day.sees("can't be met").presses("tight", "c").answers("Expected close", "eoy")
    shown = day.ends()
    assert shown.endswith(
        "Every open deal has a next step, and none is overdue; 2 to come today.\n"
    )
    done = run("check", "--select", "N")
    assert done.code == 0, done.out
    assert last(book, "late-2")["next"]["on"].isoformat() == "2026-11-25"
    assert last(book, "late-6")["result"] == "disqualified"
    assert run("next", "--brief").out == "2 today\n"
    assert len(history(book)) == 19, "one a command, and two before"
    assert not list(book.glob(".salescli/drafts/*"))


def test_when_nothing_is_due_it_says_so_and_asks_nothing(morning):
    morning(one=AHEAD, two=AHEAD)
    shown = Terminal("next").ends()
    assert "Tue 24 Nov 2026 · every deal has a next step\n" in shown
    assert "Next: tomorrow one, Demo, with Bob.\n" in shown
    assert "Go through" not in shown


def test_an_empty_book_gets_no_praise(book):
    assert Terminal("next").ends().endswith("salescli add COMPANY opens one.\n"), book


def test_quitting_says_what_is_left(morning):
    morning(one=HELD, two=OVERDUE, three=TODAY, four=AHEAD)
    left = "3 left: 1 overdue, 1 without a next step, 1 today. salescli next goes on.\n"
    assert Terminal("next").answers("Go through the", "n").ends().endswith(left)
    assert walk("--exit-code").presses("three", "n").presses("two", "q").ends(1).endswith(left)


def test_later_leaves_a_deal_for_this_walk(morning):
    morning(one=HELD, two=OVERDUE)
    shown = walk().presses("two", "n").presses("one", "n").ends()
    assert "2 left: 1 overdue, 1 without a next step." in shown
    assert shown.count("what now?") == 2


def test_back_goes_to_the_card_before_where_what_was_done_stays_done(morning):
    book = morning(one=TODAY, two=OVERDUE, three=HELD)
    day = walk().sees("r replace").presses("one", "r").books("demo wed").presses("two", "n")
    day.presses("three", "b").sees("2 of 3").presses("two", "b").sees("1 of 3")
    day.sees("Demo, Wed 25 Nov, with Bob (owner)").sees("Done here: next step postponed")
    day.sees("n next, q quit").presses("one").presses("two", "w").answers("What decided it")
    day.answers("Open the next deal with them", "n").presses("three", "b")
    day.sees("Won on Tue 24 Nov.").sees("t note, u undo, b back, n next, q quit, ? all")
    day.presses("two", "m").sees("'m' is not one of the keys").presses("two").presses("three", "n")
    assert "1 without a next step" in day.ends()
    assert last(book, "two")["result"] == "won"


def test_what_was_done_for_later_today_comes_again_after_the_others(morning):
    morning(one=HELD, two=HELD)
    day = walk().presses("one").books("today 16:00").presses("two").books("wed")
    day.sees("Demo, Tue 24 Nov 16:00, with Bob (owner)").presses("one").ends()


def test_a_command_that_fails_leads_back_to_the_card(morning):
    morning(one=OVERDUE)
    day = walk(EDITOR="false").presses("one", "e").sees("the editor 'false' ended with exit code 1")
    day.presses("one", "q").ends()


def test_a_deal_that_can_no_longer_be_read_is_named_and_left(morning):
    book = morning(one=OVERDUE, two=HELD)
    day = walk().sees("one: what now?")
    (book / "deals/one.toml").write_text("not = [toml")
    day.types("r\r").sees("deals/one.toml:1").presses("two", "q")
    assert day.ends(1).endswith("1 deal can't be read: salescli check shows where.\n")


def test_what_another_has_done_meanwhile_is_not_asked_for_again(morning, run):
    morning(one=TODAY, two=OVERDUE, three=HELD)
    day = walk().sees("one: what now?")
    assert run("lose", "three", "--reason", "price", "--evidence", "Too dear").code == 0
    day.types("n\r").presses("two", "n").ends()


def test_the_fact_that_is_on_record_is_the_reason_that_walking_away_proposes(morning):
    book = morning(one=f"{OVERDUE}; 23 note #no-use #too-small")
    day = walk().sees("Walk away?").presses("one", "k").answers("Reason [too-small]")
    day.answers("Evidence", "They are two").answers("Who said so").answers("Revisit on").ends()
    assert last(book, "one")["reason"] == "too-small"


CUT = {
    "done": ("d", ("When was it", "Steps done", "With whom", "Outcomes met", "Note", "Next step")),
    "move": ("m", ("When", "With whom", "confirmed")),
    "reschedule": ("r", ("Next step", "When", "With whom", "confirmed")),
    "skip": ("s", ("Step to skip", "Why skip")),
    "win": ("w", ("What decided it", "Open the next deal with them")),
    "lose": ("l", ("Reason", "Evidence", "Who said so", "Revisit on")),
    "walk away": ("k", ("Reason", "Evidence", "Who said so", "Revisit on")),
    "close date": ("c", ("Expected close",)),
}
ANSWERS = {"Reason": "price", "Evidence": "Too dear", "Why skip": "Seen it"}


def test_ctrl_c_at_every_question_keeps_a_draft_and_leads_back_to_the_card(book, monkeypatch):
    """One walk: each command is cut off at each of its questions in turn, on a deal of its own."""
    monkeypatch.setenv("SALESCLI_NOW", MORNING)
    write_deals(
        book, {f"deal-{key}": (OVERDUE, {"close": november(20)}) for key, _ in CUT.values()}
    )
    before = {path.name: path.read_bytes() for path in book.glob("deals/*")}
    names = {f"deal-{key}": (key, questions) for key, questions in CUT.values()}
    day = walk()
    for handle in sorted(names):
        key, questions = names[handle]
        for cut, question in enumerate(questions):
            day.presses(handle, key)
            if cut > 1:
                day.answers("Take it up again?")
            if cut:
                asked = questions[cut - 1]
                day.answers(asked, ANSWERS.get(asked, ""))
            day.sees(question).sees(": ").types(CTRL_C).sees("interrupted" if not cut else "draft")
        day.presses(handle, "n")
    day.ends()
    assert {path.name: path.read_bytes() for path in book.glob("deals/*")} == before


def test_ctrl_c_before_the_first_card_quits_too(morning):
    morning(one=HELD)
    shown = Terminal("next").sees("Go through the").sees(": ").types(CTRL_C).ends(130)
    assert shown.endswith("1 left: 1 without a next step. salescli next goes on.\n")


def test_quitting_when_all_is_done_says_that_all_is_well(morning):
    morning(one=HELD, two=HELD)
    day = walk().presses("one").books("wed").presses("two", "b").presses("one").sees("two: what")
    day.types("r\r").books("wed").ends()
    morning(three=OVERDUE)
    day = walk().presses("three", "w").answers("What decided it")
    shown = day.answers("Open the next deal with them", "n").ends()
    assert "the day is yours.\nDone this week: " in shown
    assert shown.endswith("Next: tomorrow one, Demo, with Bob.\n")


def test_a_deal_whose_file_is_gone_is_not_taken_for_another(morning):
    book = morning(acme=OVERDUE, acme_two=HELD)
    day = walk().sees("acme: what now?")
    (book / "deals/acme.toml").unlink()
    day.types("r\r").sees("there is no deal 'acme' any more").presses("acme_two", "q").ends()


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_at_a_card_ctrl_c_and_the_end_of_input_quit_with_what_is_left(morning, key):
    morning(one=HELD, two=OVERDUE)
    shown = walk().sees("two: what now?").sees(": ").types(key).ends(130)
    assert shown.endswith("2 left: 1 overdue, 1 without a next step. salescli next goes on.\n")


def test_the_end_of_input_in_a_command_ends_the_walk_and_keeps_the_draft(morning):
    morning(one=OVERDUE)
    day = walk().presses("one", "d").answers("When was it").answers("Steps done").sees("With whom")
    day.types(CTRL_D)
    assert "what you typed is kept as a draft" in day.ends(130)
    day = walk().sees("Unfinished: log").presses("one").answers("Take it up again?")
    day.sees("With whom").types(CTRL_C).presses("one", "q").ends()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_to_end_ends_the_walk_from_within_a_command(morning, number):
    book = morning(one=OVERDUE)
    day = walk().presses("one", "d").answers("When was it").answers("Steps done")
    day.sees("With whom").sees(": ").dies(number)
    assert list(book.glob(".salescli/drafts/log-one-*"))


def test_a_draft_is_taken_up_where_it_was_left(morning):
    book = morning(one=OVERDUE)
    day = walk().presses("one").answers("When was it").answers("Steps done").answers("With whom")
    day.sees("Outcomes met").types(CTRL_C).sees("what you typed is kept as a draft").presses("one")
    day.answers("Take it up again?").answers("Outcomes met").answers("Note").books("thu").ends()
    assert last(book, "one")["steps"] == ["demo"]


@pytest.mark.parametrize("flags", [["--list"], ["--today", "fri"], ["--brief"]])
def test_it_does_not_ask_where_only_looking_was_wanted(morning, flags):
    morning(one=HELD)
    assert "Go through" not in Terminal("next", *flags).ends()


def test_flags_choose_what_is_walked_through(morning):
    morning(one=HELD, two=OVERDUE, three=TODAY)
    shown = walk("--limit", "1").presses("three", "n").ends()
    assert "3 left" in shown
    assert shown.count("what now?") == 1


@pytest.mark.parametrize(
    ("on", "kind", "at"),
    [
        ("2026-11-23T10:00:00+01:00", "meeting", "2026-11-23T10:00:00+01:00"),
        ("2026-11-23", "call", "2026-11-23T12:00:00+01:00"),
    ],
)
def test_done_asks_when_it_was_and_takes_what_was_scheduled(morning, on, kind, at):
    book = morning(one=OVERDUE)
    file = book / "deals/one.toml"
    text = file.read_text()
    scheduled = read_toml(file)[0]["log"][-1]["next"]
    assert scheduled["with"]
    begin, _, end = text.rpartition("on = ")
    file.write_text(f"{begin}on = {on}\n{end.partition(chr(10))[2]}")
    walk().presses("one", "d").logs("thu").ends()
    entry = last(book, "one")
    assert (entry["kind"], entry["at"].isoformat()) == (kind, at)


@pytest.mark.parametrize(
    ("typed", "kind", "note"),
    [
        ("done - mailed it, she's ok, mo has to sign", "email", "mailed it, she's ok, mo has to"),
        ("done, sent it, jess says ok in principle", "call", "sent it, jess says ok in principle"),
        ("done - mailed it, she's ok with it", "email", "mailed it, she's ok with it"),
        ("erledigt: sie hat ein Angebot", "call", "sie hat ein Angebot"),
    ],
)
def test_the_words_behind_done_are_the_note_and_its_step_is_done(morning, typed, kind, note):
    book = morning(one=OVERDUE)
    day = walk().presses("one", typed).sees(f"kept for the note: {note}")
    for question in ("When was it", "With whom", "Outcomes met"):
        day.answers(question)
    day.books("thu").ends()
    entry = last(book, "one")
    assert (entry["kind"], entry["steps"], entry["note"][: len(note)]) == (kind, ["demo"], note)


def test_done_may_have_been_at_another_time(morning):
    book = morning(one=OVERDUE)
    day = walk().presses("one", "d").answers("When was it", "yesterday 15:30")
    for question in ("Steps done", "With whom", "Outcomes met", "Note"):
        day.answers(question)
    day.books("thu").ends()
    assert last(book, "one")["at"].isoformat() == "2026-11-23T15:30:00+01:00"


def test_who_was_not_reached_is_tried_again_on_the_day_that_is_proposed(morning, run):
    book = morning(one=f"{HELD} -> demo 23T10:00 @bob agreed")
    day = walk().presses("one", "v").answers("Next try [Wed 25 Nov 2026 10:00]")
    day.sees("one: not reached").sees("Next: Demo on Wed 25 Nov 2026 10:00").ends()
    entry = last(book, "one")
    assert (entry["kind"], entry["note"]) == ("schedule", "Tried, and not reached.")
    assert entry["next"]["with"] == ["bob"]
    assert "agreed" not in entry["next"], "they have not confirmed the new day"
    assert history(book)[0] == "one: Tried, and not reached; next demo on 2026-11-25 10:00"
    assert run("next", "--brief", "--exit-code").code == 0


def test_the_day_said_with_a_try_is_that_of_the_next_one(morning):
    book = morning(one=f"{HELD} -> demo 23T10:00 @bob agreed")
    day = walk().presses("one", "tried bob, no answer, try again fri 9")
    day.answers("Next try [Fri 27 Nov 2026 09:00]").ends()
    assert str(last(book, "one")["next"]["on"]).startswith("2026-11-27")


def test_a_move_may_name_somebody_of_the_deal(morning):
    book = morning(one=OVERDUE)
    day = walk().presses("one", "move kim meeting to mon 14.12. 2pm")
    day.answers("With whom").answers("confirmed", "y").ends()
    assert str(last(book, "one")["next"]["on"]).startswith("2026-12-14 14:00")


@pytest.mark.parametrize("typed", ["fri 9:00", ""])
def test_a_try_leaves_what_is_agreed_and_still_ahead(morning, run, typed):
    book = morning(one=f"{HELD} -> demo 30T10:00 @bob agreed")
    before = last(book, "one")
    day = Walk("next", "one").presses("one", "v").sees("stays")
    day.answers("Next try [none]", typed)
    (day if typed else day.presses("one", "q")).ends()
    assert before in read_toml(book / "deals/one.toml")[0]["log"]
    shown = run("show", "one").out
    assert "Mon 30 Nov" in shown
    assert ("call again" in shown) == bool(typed)


def test_a_try_may_be_another_day_and_ctrl_c_leaves_it_as_it_was(morning):
    book = morning(one=OVERDUE, two=OVERDUE)
    before = (book / "deals/one.toml").read_bytes()
    day = walk().presses("one", "v").sees("Next try [Wed 25 Nov 2026]").sees(": ").types(CTRL_C)
    day.presses("one", "n")
    assert (book / "deals/one.toml").read_bytes() == before
    day.presses("two", "v").answers("Next try", "last friday").sees("in the past")
    day.answers("Next try", "fri").ends()
    assert last(book, "two")["next"]["on"].isoformat() == "2026-11-27"


def test_a_note_leads_back_to_the_card(morning):
    book = morning(one=OVERDUE)
    day = walk().presses("one", "t").answers("Note", "Bob is on leave").sees("one: note kept")
    day.sees("Demo, Mon 23 Nov").presses("one", "q").ends()
    assert last(book, "one")["note"] == "Bob is on leave"


def test_what_was_done_is_taken_back_on_the_way_back(morning):
    book = morning(one=OVERDUE, two=OVERDUE)
    before = (book / "deals/one.toml").read_bytes()
    day = walk().presses("one", "m").moves("thu").presses("two", "b")
    day.sees("Done here: next step postponed from Mon 23 Nov to Thu 26 Nov").presses("one", "u")
    day.answers("Take it back?").sees("undo: one").sees("1 of 2").sees("1 day late")
    day.presses("one", "n").presses("two", "q").ends()
    assert (book / "deals/one.toml").read_bytes() == before


def test_nothing_is_taken_back_where_that_is_not_wanted(morning):
    morning(one=OVERDUE, two=OVERDUE)
    day = walk().presses("one", "m").moves("thu").presses("two", "b").presses("one", "u")
    day.answers("Take it back?", "n").sees("nothing was changed").sees("Done here").presses("one")
    day.presses("two", "q").ends()


def test_the_end_at_zero_says_what_the_week_came_to(morning):
    morning(one=OVERDUE)
    day = walk().presses("one").logs("thu")
    assert day.ends().endswith(
        "the day is yours.\nDone this week: 1 conversation, 1 with a date agreed. "
        "7 clean days in a row.\n"
        "Next: Thu 26 Nov one, Demo, with Bob.\n"
    )


LEFT = f"{HELD}; 21 close lost reason:timing evidence:Later revisit:2026-11-23"


def test_a_deal_to_revisit_is_the_last_card_and_is_reopened_postponed_or_left(morning):
    book = morning(one=TODAY, three=LEFT, two=LEFT, four=LEFT)
    day = walk().presses("one", "n").sees("to revisit since Mon 23 Nov").sees("Later.")
    day.sees("o reopen, p postpone, f forget, t note, b back").presses("four", "p")
    day.answers("Revisit on", "today").sees("too soon").answers("Revisit on", "1 march")
    day.presses("three").books("demo wed").sees("three: reopened").presses("two", "f")
    shown = day.ends()
    assert "1 left: 1 today." in shown or "1 to come today" in shown
    assert last(book, "four")["revisit"].isoformat() == "2027-03-01"
    assert last(book, "three")["kind"] == "reopen"
    assert "revisit" not in last(book, "two")


def test_what_was_done_with_a_deal_to_revisit_is_taken_back_on_its_card(morning):
    book = morning(one=LEFT, two=LEFT)
    subprocess.run(["git", "add", "deals"], cwd=book, check=True)
    subprocess.run(["git", "commit", "-qm", "two deals"], cwd=book, check=True)
    day = walk().presses("one", "f").presses("two", "b").sees("Done here: ").presses("one", "u")
    day.answers("Take it back?", "y").sees("to revisit since").presses("one", "n").presses(
        "two", "q"
    )
    assert "2 left: 2 to revisit. salescli next goes on." in day.ends()
    assert last(book, "one")["revisit"].isoformat() == "2026-11-23"
