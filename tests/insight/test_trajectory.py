"""The course of a deal, from its log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.building import day, deal, entries, entry, process
from support.table import each

from salescli.domain.replay import replay
from salescli.domain.standing import Status
from salescli.insight.trajectory import Trajectory, trajectory_of

LINE = process("early/call", "middle/demo", "middle/trial", "late/sign")


def course(log, **header):
    about = deal(log, **header)
    return trajectory_of(about, LINE, replay(about, LINE))


def test_a_deal_that_was_lost():
    lost = course(
        """
        1 open -> call 2
        2 call call -> demo 5 agreed
        5 meeting trial demo -> sign 9
        9T23:30 close lost reason:price said_by:dana
        """,
        value=1200,
        currency="EUR",
        owner="ada",
        source="fair",
        tags=("food", "food", "wave"),
    )
    assert lost == Trajectory(
        "acme",
        "line",
        1,
        Status.LOST,
        opened=day(1),
        ended=day(9),
        stages=("early", "middle", "late"),
        stage="late",
        reached="middle",
        entered=(day(2), day(5), None),
        value=1200,
        currency="EUR",
        owner="ada",
        source="fair",
        tags=("food", "wave"),
        reason="price",
        said_by="dana",
        advances=(day(2),),
        continuations=(day(5),),
    )
    assert lost.days == 8
    assert not lost.is_open
    assert not lost.is_won


@each(
    "log, advances, continuations, loose",
    [
        ("3 call -> demo 4 agreed", [3], [], []),
        ("3 call -> demo 4", [], [3], []),
        ("3 call", [], [], [3]),
        ("3 call; 4 note", [], [], [3]),
        ("3 call; 4 schedule -> demo 9 agreed", [3], [], []),
        ("3 call; 4 schedule -> demo 9", [], [3], []),
        ("3 call; 4 note; 5 schedule -> demo 9 agreed", [], [], [3]),
        ("3 call; 3 close won", [], [], []),
        ("3 call -> demo 4 agreed; 4 close won", [3], [], []),
        ("3 note -> demo 4 agreed; 4 schedule -> demo 5 agreed", [], [], []),
        ("3 call; 4 call -> demo 9 agreed", [4], [], [3]),
    ],
)
def test_how_an_encounter_ended(log, advances, continuations, loose):
    about = course(log)
    found = (about.advances, about.continuations, about.loose)
    assert found == tuple(tuple(map(day, days)) for days in (advances, continuations, loose))


def moved(at, old, new):
    return replace(entry(f"{at} change"), change={"close": (old, new)})


def test_how_the_expected_close_was_moved():
    log = [
        *entries("1 open -> call 2"),
        moved(3, None, day(20)),
        moved(5, day(20), day(30)),
        moved(8, day(30), day(27)),
        moved(9, "soon", day(28)),
        moved(10, day(28), None),
    ]
    about = course(log, close=day(27))
    assert about.first_close == day(20)
    assert about.moves == ((day(5), 10), (day(8), -3))
    assert course("1 open", close=day(9)).first_close == day(9)
    assert course("1 open").first_close is None


def test_a_deal_without_a_log_has_no_days():
    about = course("")
    assert (about.opened, about.ended, about.days) == (None, None, None)
    assert about.is_open


def test_an_end_before_the_beginning_takes_no_days():
    about = course("5 open; 5 close won")
    assert about.days == 0
    assert replace(about, ended=day(4)).days == 0


def test_days_are_local_ones():
    log = "2026-11-05T23:30:00+00:00 open; 2026-11-07T23:30:00+00:00 close won"
    assert (course(log).opened, course(log).ended) == (date(2026, 11, 6), date(2026, 11, 8))


@pytest.mark.parametrize(
    ("log", "came", "untold"),
    [
        ("1 open\n9 close lost", True, True),
        ("9 close won", True, True),
        ("9 close lost", False, False),
        ("5 import call\n9 close lost", True, False),
        ("1 open", True, False),
    ],
)
def test_a_deal_that_was_imported_as_closed_may_not_tell_its_way(log, came, untold):
    custom = {"import": {"from": "hubspot", "id": "7"}} if came else {}
    assert course(log, custom=custom).untold is untold


@pytest.mark.parametrize(
    ("log", "opened", "entered", "days"),
    [
        ("1 open; 3 import call; 9 close won", day(1), (day(3), None, None), 8),
        ("1 open; 1 import call demo undated:yes; 9 close won", day(1), (None, None, None), 8),
        ("1 open; 1 import call undated:yes; 4 meeting demo", day(1), (None, day(4), None), None),
        ("5 open undated:yes; 5 import call undated:yes", None, (None, None, None), None),
        ("5 open undated:yes; 9 close lost", None, (None, None, None), None),
        ("9 close won", None, (None, None, None), None),
    ],
)
def test_a_day_that_an_import_did_not_know_is_unknown(log, opened, entered, days):
    found = course(log)
    assert (found.opened, found.entered, found.days) == (opened, entered, days)
