"""The card: what it tells of a deal, and that 80 columns by 24 lines are enough for it."""

from __future__ import annotations

import pytest
from support.building import day as november
from support.review_books import AHEAD, HELD, MORNING, OVERDUE, TODAY, write_deals

from salescli.commands.review_cards.current_deal import card_of, current_deal
from salescli.commands.review_cards.keys import keys_at, likely
from salescli.views.day.card import card_screen
from salescli.views.render.plain import lines

LINES = 20  # what a terminal of 24 lines leaves, less the question
LONG = "note:" + "word-" * 400
CROWDED = (
    f"{OVERDUE}; 21 call @bob {LONG} -> demo 5 @bob; 21T12:00 note #too-small #no-use; "
    "21T13:00 schedule -> demo 6 @bob; 21T14:00 schedule -> demo 7 @bob; "
    "21T15:00 schedule -> demo 8 @bob"
)


@pytest.fixture
def stop(book, monkeypatch):
    """A stop at a deal with that log."""
    monkeypatch.setenv("SALESCLI_NOW", MORNING)

    def at(log, **header):
        write_deals(book, {"acme": (log, {"company": "Acme", "title": "Rollout", **header})})
        return current_deal(book, "acme")

    return at


def shown(stop, room=LINES, width=80):
    return "\n".join(lines(card_screen(card_of(stop, (2, 5)), width, room), width))


TOLD = {
    "no next step": (
        HELD,
        {"value": 9000, "currency": "EUR"},
        [
            "2 of 5 acme · Acme · 9,000 EUR · Call no next step",
            "The call of Fri 20 Nov, 4 days ago, ended without a next step.",
            "Suggested: Demo, by Fri 27 Nov, 25 minutes, with Bob (owner)",
            "Goal: They name the jobs that they would do with it",
            "Last: Fri 20 Nov, call, Discovery, with bob and kim: heard",
            "How: Second half of the same call.",
        ],
    ),
    "overdue": (OVERDUE, {}, ["Call 1 day late Demo, Mon 23 Nov, with Bob (owner)"]),
    "our wish": (f"{HELD} -> demo 24", {}, ["Call today Demo, Tue 24 Nov, not confirmed"]),
    "its hour has passed": (f"{HELD} -> demo 24T08:00", {}, ["Call not logged yet Demo, Tue"]),
    "its hour is to come": (f"{HELD} -> demo 24T16:00", {}, ["today Demo, Tue 24 Nov 16:00"]),
    "words of one's own": (
        f'{HELD} -> "Ring" 24 @bob agreed',
        {},
        ["Ring, Tue 24 Nov, with Bob (owner)"],
    ),
    "more than one next step": (
        f'{HELD} -> demo 25 @bob -> "Ring" 26 @kim agreed',
        {},
        ["tomorrow Demo, Wed 25 Nov, with Bob (owner), not confirmed", "Then: Ring, Thu 26 Nov"],
    ),
    "promises": (
        f"{OVERDUE}; 23T11:00 note note:we:x",
        {},
        ["We promised: x (Mon 23 Nov)"],
    ),
    "nothing was held yet": ("20 open", {}, ["No conversation yet."]),
    "a close that has passed": (
        AHEAD,
        {"close": november(20)},
        [
            "tomorrow Demo, Wed 25 Nov",
            "The expected close has passed: Fri 20 Nov 2026, 4 days ago.",
        ],
    ),
    "a close out of reach": (
        AHEAD,
        {"close": november(26)},
        ["The expected close on Thu 26 Nov 2026 can't be met: the steps that are left take until"],
    ),
    "a fact against it": (
        f"{OVERDUE}; 21 note #too-small",
        {},
        ["Walk away? 1 sign: 'too-small' is on record (The problem", "k closes it."],
    ),
    "it needs nobody": (AHEAD, {}, ["Nothing to do today."]),
    "closed": (f"{HELD}; 23 close won", {}, ["won Won on Mon 23 Nov."]),
}


@pytest.mark.parametrize(("log", "header", "texts"), TOLD.values(), ids=TOLD)
def test_what_a_card_tells(stop, log, header, texts):
    card = " ".join(shown(stop(log, **header)).split())
    for text in texts:
        assert text in card


def test_one_contact_asks_for_another_rather_than_for_the_end(stop):
    held = "20 call discovery midpoint-review @bob -> demo 24 @bob"
    log = f"16 open; 16T11:00 skip first-reply reason:met; {held}"
    card = shown(stop(f"{log} agreed"))
    assert "Walk away?" not in card
    assert "Only one person was met at the buyer, and the deal is past its first stage." in card


def test_a_deal_without_its_process_has_a_card_too(stop):
    card = shown(stop(OVERDUE, process="gone"))
    assert "\ndemo, Mon 23 Nov, with Bob (owner)" in card


@pytest.mark.parametrize(
    "log", [HELD, OVERDUE, TODAY, CROWDED], ids=["none", "late", "due", "full"]
)
@pytest.mark.parametrize("width", [80, 100])
def test_24_lines_are_enough(stop, log, width):
    card = shown(stop(log, close=november(20), value=5), width=width).split("\n")
    assert len(card) <= LINES
    assert max(map(len, card)) <= width


def test_what_speaks_against_a_deal_is_told_however_few_lines_there_are(stop):
    card = shown(stop(CROWDED, close=november(20)), room=5)
    for text in (
        "'too-small' is on record",
        "'no-use' is on record",
        "was postponed 3 times",
        "late",
    ):
        assert text in card


def test_more_lines_show_more(stop):
    deal = stop(OVERDUE)
    few, many = shown(deal, room=6).split("\n"), shown(deal, room=14).split("\n")
    assert len(few) <= 6 < len(many)


BEGUN, AT_FOUR = f"{HELD} -> demo 24T08:00", f"{HELD} -> demo 24T16:00"
KEYS = {
    "no next step": (HELD, {"close": november(20)}, "d r t w l k b n q ? e", "r"),
    "overdue": (OVERDUE, {}, "d v m r t s w l k b n q ? e", "d"),
    "today": (TODAY, {}, "d v m r t s w l k b n q ? e", "n"),
    "today, and its hour has come": (
        f"{HELD} -> demo 24T08:00",
        {},
        "d v m r t s w l k b n q ? e",
        "d",
    ),
    "today, and its hour is to come": (
        f"{HELD} -> demo 24T16:00",
        {},
        "d v m r t s w l k b n q ? e",
        "n",
    ),
    "its close has passed": (AHEAD, {"close": november(20)}, "d v m r t s w l k c b n q ? e", "c"),
    "it needs nobody": (AHEAD, {}, "d v m r t s w l k b n q ? e", "n"),
    "closed": (f"{HELD}; 23 close won", {}, "t b n q ?", "n"),
}


@pytest.mark.parametrize(("log", "header", "keys", "enter"), KEYS.values(), ids=KEYS)
def test_which_keys_a_card_takes_and_what_enter_means(stop, log, header, keys, enter):
    deal = stop(log, **header)
    assert " ".join(keys_at(deal, first=False)) == keys
    assert "b" not in keys_at(deal, first=True)
    assert likely(deal) == enter
