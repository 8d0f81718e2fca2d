"""Promises and questions in notes: whose line it is, and the day that it names."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from support.building import BERLIN, day, moment
from support.table import each

from salescli.domain.deal import Entry
from salescli.domain.incoming.promises import Side, current, in_one_line, promises, without_promises
from salescli.domain.time.workdays import Calendar

CALENDAR = Calendar()
DAYS = [
    ("the security pack", "the security pack", None),
    ("the pack by friday", "the pack", day(27)),
    ("The pack by Fri 27 Nov, in writing", "The pack in writing", day(27)),
    ("the pack (by 2 dec)", "the pack", day(32)),
    ("by monday the pack", "the pack", day(30)),
    ("answer tomorrow 10:00", "answer", datetime(2026, 11, 25, 10, tzinfo=BERLIN)),
    ("call back in 3 days", "call back", day(27)),
    ("sign end of january", "sign", date(2027, 1, 29)),
    ("the sum by 2026-12-01", "the sum", day(31)),
    ("the clauses by fri 20 nov", "the clauses", day(20)),  # noted late: it had passed
    ("pack by monday and contract by friday", "pack by monday and contract by friday", day(30)),
    ("3 pages of criteria", "3 pages of criteria", None),
    ("may agree", "may agree", None),
    ("ring Sun Microsystems", "ring Sun Microsystems", None),
    ("the sum on 4/12", "the sum on 4/12", None),  # could be two days
    ("send 20 on friday", "send 20", day(27)),
    ("on 31 nov the pack", "on 31 nov the pack", None),
]


def noted(*notes):
    return promises(
        [Entry(moment(24 - n), "call", n, note=text) for n, text in enumerate(notes)], CALENDAR
    )


@pytest.mark.parametrize(("text", "rest", "due"), DAYS)
@pytest.mark.parametrize("side", ["we", "they"])
def test_a_day_is_understood_from_the_day_of_the_note(side, text, rest, due):
    (found,) = noted(f"{side}: {text}")
    assert (found.side, found.text, found.due) == (Side(side), rest, due)


LINES = [
    ("We: it", Side.WE),
    ("THEY :it", Side.THEY),
    ("  - they: it", Side.THEY),
    ("? it", Side.OPEN),
    ("?it", Side.OPEN),
    ("* ? it", Side.OPEN),
    ("we it", None),
    ("weather: it", None),
    ("They asked: it?", None),
    ("we:", None),
    ("", None),
]


@each("line, side", LINES)
def test_a_line_is_a_promise_by_how_it_begins(line, side):
    found = noted(f"Said a lot.\r\n{line}\r\nAnd more.")
    assert [one.side for one in found] == ([side] if side else [])
    assert [one.text for one in found] == (["it"] if side else [])
    kept = ["Said a lot.", *([] if side else [line]), "And more."]
    assert without_promises(f"Said a lot.\n{line}\nAnd more.").split("\n") == kept


@pytest.mark.parametrize(
    ("line", "promised"),
    [
        (
            "we: send her the price list by thursday. they: she counts the fridges, until next wk",
            [
                ("we", "send her the price list", day(26)),
                ("they", "she counts the fridges", day(30)),
            ],
        ),
        ("we: the pack; they: the order", [("we", "the pack", None), ("they", "the order", None)]),
        ("they: the order we: the pack", [("they", "the order", None), ("we", "the pack", None)]),
        (
            "wir: Preisliste bis Freitag, sie: zählt",
            [("we", "Preisliste", day(27)), ("they", "zählt", None)],
        ),
        ("good call. we: the pack", [("we", "the pack", None)]),
        ("as said we: the pack", []),
        ("we: ask what they: need", [("we", "ask what", None), ("they", "need", None)]),
    ],
)
def test_a_line_may_have_the_promises_of_both_sides(line, promised):
    found = sorted(noted(line), key=lambda one: line.find(one.text[:6]))
    assert [(one.side.value, one.text, one.due) for one in found] == promised


def test_the_newest_come_first_and_what_is_said_again_counts_once():
    found = noted("we: the pack\n? who signs", "? Who signs\nthey: the order")
    assert [(one.text, one.day) for one in found] == [
        ("the pack", day(24)),
        ("who signs", day(24)),
        ("the order", day(23)),
    ]


ENDED = {
    "done, with some of its words": ("we: the security pack by fri", "done: security pack", 0),
    "done, in any case and order": ("they: Open clauses", "DONE: the clauses, open", 0),
    "a question": ("? who signs", "done: who signs: Felix", 1),
    "a question, by its words": ("? who signs the order", "done: who signs", 0),
    "said by the side that kept it": ("we: the security pack by fri", "we: security pack sent.", 0),
    "by the other side": ("we: the pack", "they: the pack got", 2),
    "another thing": ("we: the pack", "done: the contract", 1),
    "no word at all": ("we: the pack", "done: the", 1),
    "a promise to get something done": ("we: the pack", "we: get the wiring done", 2),
}


@pytest.mark.parametrize(("before", "later", "left"), ENDED.values(), ids=ENDED)
def test_a_later_line_ends_what_was_done(before, later, left):
    assert len(noted(later, before)) == left
    assert len(noted(before)) == 1


def test_what_is_promised_again_after_it_was_done_is_open():
    assert [one.day for one in noted("we: the pack", "done: pack", "we: the pack")] == [day(24)]
    assert without_promises("Said.\ndone: pack") == "Said."


@pytest.mark.parametrize(
    ("line", "is_shown"),
    [("we: the pack", False), ("we: the pack by fri 27 nov", True), ("we: it by 20 nov", False)],
)
def test_what_is_older_than_two_conversations_is_shown_while_its_day_is_to_come(line, is_shown):
    log = [
        Entry(moment(n), kind, n, note=note)
        for n, kind, note in ((10, "call", line), (11, "note", line), (12, "call", "they: a sum"))
    ]
    later = Entry(moment(20), "meeting", 3)
    assert current(promises(log, CALENDAR), log, day(24))[1] == (), "one conversation since"
    fresh, older = current(promises([*log, later], CALENDAR), [*log, later], day(24))
    assert [one.side for one in fresh] == [Side.THEY, *([Side.WE] if is_shown else [])]
    assert len(older) == (not is_shown)


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("Rang Mara.\nAll well.", "Rang Mara. All well."),
        ("Rang Mara.\nwe: the pack\n? who signs", "Rang Mara. · we: the pack · ? who signs"),
        ("they: clauses\n\nShe was tired,\nas ever.", "they: clauses · She was tired, as ever."),
        ("", ""),
    ],
)
def test_on_one_line_promises_stand_apart(note, line):
    assert in_one_line(note) == line
