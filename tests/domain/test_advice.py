"""What the process has next, with whom and by when."""

from __future__ import annotations

from datetime import date

import pytest
from support.building import day, deal, process, step
from support.table import each

from salescli.domain.advice import (
    due_day,
    earliest_end,
    fitting_processes,
    missing_before_ask,
    people_for,
    roles_without_person,
    suggest,
)
from salescli.domain.process import Process, Range
from salescli.domain.replay import replay
from salescli.domain.time.workdays import Calendar

TODAY = day(21)  # a Saturday
CALENDAR = Calendar()
LINE = process("call/discovery", "prove/demo", "prove/trial", "close/proposal")
OWED = process(
    "call/discovery",
    step("prove/demo", leads_to="follow-up"),
    "prove/trial",
    "prove/follow-up?",
)
WAITING = process(step("call/demo", after="discovery"), "call/discovery", "call/trial")
LIMITED = process(step("call/discovery", "pain", at_most=1), "call/demo")
FREE = process("time", step("explore", after="time"), "change", order="free")
ASKED = process("proposal", "discovery", "demo", ask="proposal: discovery", order="free")
MINIMUM = process("discovery", "proposal", "demo", ask="proposal", order="free")

SUGGESTED = [
    (LINE, "9 open", "discovery"),
    (LINE, "9 meeting discovery", "demo"),
    (LINE, "9 meeting demo", "trial"),  # discovery is a gap,
    (LINE, "9 meeting discovery; 10 skip demo", "trial"),
    (LINE, "9 meeting discovery demo trial proposal", None),
    (OWED, "9 meeting demo", "follow-up"),
    (OWED, "9 meeting discovery demo; 10 meeting follow-up", "trial"),
    (OWED, "9 meeting follow-up discovery demo", "trial"),
    (OWED, "9 meeting discovery demo; 10 skip follow-up", "trial"),
    (OWED, "9 meeting discovery demo trial; 11 meeting follow-up; 12 meeting demo", None),
    (WAITING, "9 open", "discovery"),
    (WAITING, "9 meeting discovery", "demo"),
    (LIMITED, "9 open", "discovery"),
    (LIMITED, "9 meeting discovery", "demo"),
    (LIMITED, "9 meeting discovery demo", None),
    (FREE, "9 open", "time"),
    (FREE, "9 meeting change", "time"),
    (FREE, "9 meeting time", "explore"),
    (FREE, "9 meeting time explore change", None),
    (ASKED, "9 open", "discovery"),
    (ASKED, "9 meeting discovery", "proposal"),
    (ASKED, "9 meeting proposal discovery", "demo"),
    (MINIMUM, "9 meeting demo", "discovery"),
    (MINIMUM, "9 meeting discovery", "proposal"),
    (process("talk?"), "9 open", None),
    (process(step("a", after="b"), step("b", after="a")), "9 open", "a"),
    (process(step("a", after="nowhere")), "9 open", "a"),
    (process(step("talk", times=2)), "9 meeting talk", "talk"),
    (process(step("talk", times=2)), "9 meeting talk; 10 meeting talk", None),
    (Process("empty"), "9 open", None),
]


def told(judge, log="9 open", people=""):
    about = deal(log, people)
    return about, replay(about, judge)


@each("judge, log, expected", SUGGESTED)
def test_the_next_step_of_the_process(judge, log, expected):
    found = suggest(told(judge, log)[1], judge)
    assert (found.id if found else None) == expected


def test_a_response_that_waits_for_something_else_gives_way():
    judge = process(
        "discovery",
        step("demo", leads_to="contract"),
        step("contract", after="legal"),
        "legal",
        order="free",
    )
    assert suggest(told(judge, "9 meeting demo")[1], judge).id == "discovery"


DUE = [
    (None, TODAY, day(27)),
    (step("talk"), TODAY, day(27)),
    (step("talk", within="2bd"), TODAY, day(24)),
    (step("talk", within="2bd"), day(26), day(30)),
    (step("talk", within="1d"), TODAY, day(23)),
    (step("talk", within="2h"), day(24), day(24)),
    (step("talk", within="2h"), TODAY, day(23)),
    (step("talk", within="1w"), day(24), day(31)),
    (step("talk", within="9999bd"), date(9999, 1, 1), date.max),
]


@each("about, today, expected", DUE)
def test_the_day_by_which_a_step_is_best_held_is_a_workday(about, today, expected):
    assert due_day(about.within if about else None, today, CALENDAR) == expected


def test_a_holiday_is_no_workday():
    calendar = Calendar(holidays=frozenset([day(23)]))
    assert due_day(step("talk", within="2bd").within, TODAY, calendar) == day(25)


CALLED = "9 meeting @dana @bob @gone"
THERE = [
    (step("demo", theirs="it"), CALLED, ("dana", "kim")),
    (step("demo", theirs="it owner"), CALLED, ("dana", "bob", "kim")),
    (step("demo", theirs="legal"), CALLED, ("dana", "bob")),
    (step("demo"), CALLED, ("dana", "bob")),
    (None, CALLED, ("dana", "bob")),
    (None, "9 open", ()),
    (step("demo", theirs="legal"), "9 open", ()),
    (None, "9 meeting @dana; 10 note @bob", ("dana",)),
]


@each("about, log, expected", THERE)
def test_whoever_has_the_roles_else_whoever_was_there_last(about, log, expected):
    known, standing = told(LINE, log, "dana:it bob:owner kim:it")
    assert people_for(known, about, standing) == expected


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (None, ()),
        (step("demo"), ()),
        (step("demo", theirs="it"), ()),
        (step("demo", theirs="legal it owner"), ("legal", "owner")),
    ],
)
def test_the_roles_that_nobody_has(about, expected):
    assert roles_without_person(deal(people="dana:it bob"), about) == expected


ASKS = process(
    "discovery",
    "demo?",
    "proposal",
    "late",
    ask="proposal owner it",
    roles="owner it",
    order="free",
)
BEFORE = [
    ("9 open", ["discovery"], ["owner", "it"]),
    ("9 meeting @dana", ["discovery"], ["owner"]),
    ("9 skip discovery; 9 meeting @dana @bob", [], []),
]


@pytest.mark.parametrize(("log", "steps", "roles"), BEFORE)
def test_what_is_missing_before_the_ask(log, steps, roles):
    standing = told(ASKS, log, "dana:it bob:owner")[1]
    found, unmet = missing_before_ask(standing, ASKS)
    assert ([one.id for one in found], unmet) == (steps, roles)


def test_nothing_is_missing_where_nothing_is_asked():
    assert missing_before_ask(told(LINE)[1], LINE) == ([], [])


def test_a_minimum_may_name_a_step_that_is_not_there():
    judge = process("demo", "proposal", ask="proposal: demo nowhere", order="free")
    assert [one.id for one in missing_before_ask(told(judge)[1], judge)[0]] == ["demo"]


def timed(name, within="5bd", **fields):
    return step(name, within=within, **fields)


ENDS = {
    "nothing left": (process(timed("talk?")), "9 open", TODAY),
    "no time frame": (process("talk"), "9 open", day(23)),
    "steps without an order overlap": (
        process(timed("a"), timed("b", "10bd"), order="free"),
        "9 open",
        day(34),
    ),
    "one after the other": (
        process(timed("a"), timed("b", after="a"), order="free"),
        "9 open",
        day(34),
    ),
    "after a step that is declared later": (
        process(timed("b", after="a"), timed("a"), order="free"),
        "9 open",
        day(34),
    ),
    "a chain that is declared backwards": (
        process(timed("c", after="b"), timed("b", after="a"), timed("a"), order="free"),
        "9 open",
        day(41),
    ),
    "the same chain in half": (
        process(timed("c", after="b"), timed("b", after="a"), timed("a"), order="free"),
        "9 meeting a",
        day(34),
    ),
    "stages come in turn": (process(timed("x/a"), timed("y/b"), timed("y/c")), "9 open", day(34)),
    "as often as it has to be": (process(timed("talk", times=3)), "9 meeting talk", day(34)),
    "what was skipped takes no time": (process(timed("x/a"), timed("y/b")), "9 skip a", day(27)),
    "a circle": (
        process(timed("a", after="b"), timed("b", after="a"), order="free"),
        "9 open",
        day(34),
    ),
    "itself": (process(timed("a", after="a"), order="free"), "9 open", day(27)),
}


@pytest.mark.parametrize(("judge", "log", "expected"), ENDS.values(), ids=ENDS)
def test_when_the_rest_can_be_done(judge, log, expected):
    assert earliest_end(told(judge, log)[1], judge, TODAY, CALENDAR) == expected


def test_stages_come_in_turn_however_their_steps_are_declared():
    inverse = Process(
        "line",
        stages=process("x/a", "y/b").stages,
        steps=(timed("y/b"), timed("x/a")),
    )
    assert earliest_end(told(inverse)[1], inverse, TODAY, CALENDAR) == day(34)


def test_the_end_of_time_is_the_end():
    judge = process(timed("a", "9999bd"), timed("b", after="a"))
    late = date(9999, 6, 1)
    assert earliest_end(told(judge)[1], judge, late, CALENDAR) == date.max


SMALL = Process("small", fits={"employees": Range(high=99)})
LARGE = Process("large", fits={"employees": Range(low=100)})
FOOD = Process("food", fits={"industry": ("Food", "drink")})
BOTH = Process("both", fits={"employees": Range(1, 99), "industry": ("food",)})
NONE = Process("none")
FITS = [
    ({}, []),
    ({"employees": 12}, ["small"]),
    ({"employees": 99}, ["small"]),
    ({"employees": 100}, ["large"]),
    ({"employees": 0}, ["small"]),
    ({"employees": None, "industry": ""}, []),
    ({"industry": "FOOD"}, ["food"]),
    ({"industry": "steel"}, []),
    ({"employees": 12, "industry": "food"}, ["both", "food", "small"]),
    ({"employees": 200, "industry": "food"}, ["food", "large"]),
]


@each("facts, expected", FITS)
def test_the_processes_that_fit_the_most_telling_first(facts, expected):
    every = [LARGE, NONE, SMALL, FOOD, BOTH]
    assert [one.name for one in fitting_processes(every, facts)] == expected
