"""The walk of `next` in a terminal that moves its cursor: one key a card, on 24 lines of 80."""

from __future__ import annotations

import pytest
from support.building import day as november
from support.review_books import AHEAD, MORNING, OVERDUE, TODAY, write_deals
from support.screen import CTRL_C, ENTER, Screen

from salescli.prompts import prompt_toolkit_editor
from salescli.store.toml.reader import read_toml

pytestmark = pytest.mark.usefixtures("measured_terminals")

CROWDED = f"{OVERDUE}; 21 call @bob note:again -> demo 5 @bob; 22 note #too-small #no-use"


@pytest.fixture
def morning(book, monkeypatch):
    """What writes deals into a book on a Tuesday morning, and begins the cards."""
    monkeypatch.setenv("SALESCLI_NOW", MORNING)
    # How long a key waits for what may follow it is tried in tests/prompts.
    monkeypatch.setattr(prompt_toolkit_editor, "PRESSED", 0.05)

    def begin(**deals):
        close = november(20)
        write_deals(book, {name: (log, {"close": close}) for name, log in deals.items()})
        return Screen("next").asks("Go through the").types(ENTER)

    return begin


def test_one_key_a_card_and_each_card_whole_on_the_screen(morning, book):
    day = morning(one=TODAY, two=CROWDED, three=OVERDUE)
    for handle, number, key in (("one", 1, "n"), ("two", 2, "b"), ("one", 1, "n"), ("two", 2, "N")):
        day.asks(f"{handle}: what now?").sees("[w]in")
        assert f"{number} of 3" in day.text, "the head of the card is still on the screen"
        assert "expected close has passed" in day.text
        day.types(key).lacks(f"{handle}: what now? [{'n' if handle == 'one' else 'k'}]:\n  d done")
    day.asks("three: what now? [d]:").types("z", ENTER).sees("'z' is not one of the keys")
    day.sees("? all, e edit").asks("three: what now?").types("m").answers("When", "thu 10:00")
    day.answers("With whom").asks("Have they confirmed").types("y").sees("three: scheduled")
    day.sees("Next: Demo on Thu 26 Nov 2026 10:00, in 2 days, with bob")
    day.asks("three: what now?").sees("The expected close has passed").types("c", ENTER)
    day.answers("Expected close").ends()
    assert "2 left: 1 overdue, 1 today. salescli next goes on." in day.text
    log = read_toml(book / "deals/three.toml")[0]["log"]
    assert log[-2]["next"]["on"].isoformat() == "2026-11-26T10:00:00+01:00"


def test_ctrl_c_leads_from_a_command_to_the_card_and_from_the_card_out(morning):
    day = morning(one=AHEAD, two=OVERDUE).asks("two: what now? [d]:").types(ENTER)
    day.answers("When was it").answers("Steps done").asks("With whom").types(CTRL_C)
    day.sees("what you typed is kept as a draft").asks("two: what now?")
    day.sees("Unfinished: log").types(CTRL_C).ends(130)
    assert "1 left: 1 overdue. salescli next goes on." in day.text


def test_a_card_is_as_wide_and_as_long_as_the_terminal_has_become(morning):
    day = morning(one=TODAY, two=OVERDUE).asks("one: what now?").resizes(60, 40).types("n")
    day.asks("two: what now?").sees("How: Second half")
    assert max(map(len, day.lines)) <= 60
    day.types("q").ends()


def test_a_sentence_at_the_card_is_its_key_and_what_could_be_two_is_asked(morning):
    day = morning(one=OVERDUE).asks("one: what now?").types("they cancelled", ENTER)
    day.sees("could be m (move) or l (lose)").asks("one: what now?").types("telefoniert")
    day.sees("= done").types(ENTER).asks("When was it").types(CTRL_C)
    day.asks("one: what now?").types("nobody picked up").sees("= tried").types(ENTER)
    day.answers("Next try").asks("one: what now?").types("q").ends()


def test_what_is_typed_with_a_key_is_offered_in_its_question(morning, book):
    day = morning(one=TODAY, two=OVERDUE).asks("one: what now?").types("n")
    day.asks("two: what now?").types("did it already, on sunday", ENTER)
    day.asks("When was it [Sun 22 Nov 2026").types(CTRL_C)
    day.asks("two: what now?").types("move it to fri 27th", ENTER)
    day.asks("With whom").sees("Fri 27 Nov").types(CTRL_C)
    day.asks("two: what now?").types("note: grainne rang", ENTER).sees("two: note kept")
    day.asks("two: what now?").types("push the close to 8 jan", ENTER)
    day.asks("Expected close [Fri 8 Jan 2027]").types(CTRL_C)
    day.asks("two: what now?").types("lost, they went with OneTrust", ENTER)
    day.asks("Reason").types(CTRL_C).asks("two: what now?").types("q").ends()
    assert read_toml(book / "deals/two.toml")[0]["log"][-1]["note"] == "grainne rang"
