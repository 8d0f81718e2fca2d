"""What one closed deal is evidence of: what had happened in it, and when."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.building import deal, process, step

from salescli.domain.replay import replay
from salescli.domain.time.workdays import Calendar
from salescli.insight.learn.evidence import evidence
from salescli.insight.learn.landmark import decisive_step, landmarks, passed

LINE = process(
    step("talk/discovery", "pain"),
    step("show/demo", "fit"),
    step("show/workshop?", after="demo"),
    step("close/offer", "confirmed"),
    step("close/contract", "signed"),
    ask="offer buyer",
    roles="buyer it founder:ours",
)


def seen(log: str, people: str = "dana:it kim:buyer ada:founder", judge=LINE, **header):
    about = deal(log, people, **header)
    return evidence(about, judge, replay(about, judge), judge, Calendar())


@pytest.mark.parametrize("log", ["", "2 open", "2 open; 3 close lost; 4 reopen"])
def test_an_open_deal_is_none(log):
    assert seen(log) is None


@pytest.mark.parametrize("result", ["won", "lost", "disqualified"])
def test_its_result_is_the_last_one(result):
    found = seen(f"2 open; 3 close lost; 4 reopen; 10 close {result}")
    assert found.result == result
    assert found.won is (result == "won")
    assert found.decided is (result != "disqualified")
    assert (found.closed.day, found.days) == (10, 6)


def test_a_skip_is_no_holding():
    found = seen("2 open; 3 skip demo; 4 call discovery; 5 close won")
    assert set(found.first) == {"discovery"}
    assert found.skipped == {"demo"}


def test_an_import_holds_steps_but_not_at_any_time():
    found = seen("2 open; 3 import discovery offer demo; 9 call contract; 10 close won")
    assert set(found.first) == {"discovery", "demo", "offer", "contract"}
    assert found.logged == {"contract"}
    assert found.gaps == {"contract": 5}
    assert not found.early


def test_time_runs_from_the_encounter_before_and_from_the_opening_to_the_first():
    found = seen("2 open; 4 call discovery; 5 note; 9 visit demo; 10 call demo; 11 close won")
    assert found.gaps == {"discovery": 2, "demo": 3}


def test_time_runs_anew_from_a_reopening():
    found = seen("2 open; 4 call discovery; 5 close lost; 16 reopen; 17 visit demo; 18 close won")
    assert found.gaps["demo"] == 1


def test_a_step_is_early_when_one_that_it_waits_for_comes_later():
    found = seen("2 open; 3 call offer; 4 call workshop; 5 call discovery demo; 6 close won")
    assert found.early == {"offer": ("discovery", "demo"), "workshop": ("demo", "discovery")}
    found = seen("2 open; 3 call offer; 6 close won")
    assert not found.early, "what never came was left out, not late"
    found = seen("2 open; 3 skip discovery; 3 call demo; 4 call discovery; 6 close won")
    assert not found.early, "a skip lets the others pass"


@pytest.mark.parametrize(
    ("log", "several"),
    [
        ("2 open; 3 call discovery @dana @kim; 9 close won", True),
        ("2 open; 3 call @dana; 4 call @kim; 9 close won", True),
        ("2 open; 3 call @dana; 4 call @dana @ada; 9 close won", False),
        ("2 open; 3 call @dana; 4 note @kim; 9 close won", False),
    ],
)
def test_several_people_are_people_of_the_buyer_who_were_met(log, several):
    assert (seen(log).several is not None) is several


def test_facts_are_those_of_the_opening():
    changed = deal("2 open; 8 close lost").log
    told = replace(changed[1], kind="change", change={"tags": (["retail"], ["retail", "lost"])})
    about = deal((changed[0], told, changed[1]), tags=("retail", "lost"), source="web")
    found = evidence(about, LINE, replay(about, LINE), LINE, Calendar())
    assert found.facts == {("tags", "retail"), ("source", "web")}


# The point from which deals are compared.


def test_a_step_lies_behind_once_its_stage_was_left_or_the_business_was_asked_for():
    assert landmarks(LINE) == {
        "discovery": ("demo", "workshop", "offer", "contract"),
        "demo": ("offer", "contract"),
        "workshop": ("offer", "contract"),
        "offer": (),
        "contract": (),
    }


def test_with_order_free_only_the_ask_leaves_a_step_behind():
    free = process(
        *("talk/discovery", "talk/demo", "close/offer", "close/contract"), order="free", ask="offer"
    )
    assert landmarks(free) == {
        "discovery": ("offer",),
        "demo": ("offer",),
        "offer": (),
        "contract": (),
    }


def test_with_order_free_and_no_ask_a_later_stage_does():
    free = process("talk/discovery", "close/contract", order="free")
    assert landmarks(free) == {"discovery": ("contract",), "contract": ()}


def test_a_deal_that_did_not_get_so_far_has_not_passed():
    short = seen("2 open; 3 call discovery; 4 call demo; 5 close lost")
    assert passed(LINE, "discovery", short) == short.first["demo"]
    assert passed(LINE, "demo", short) is None


@pytest.mark.parametrize(
    ("judge", "step_"),
    [
        (LINE, "offer"),
        (process("talk/discovery", "close/contract"), "contract"),
        (process("talk/discovery"), None),
        (process(), None),
    ],
)
def test_people_are_to_be_met_before_the_ask_or_the_last_stage(judge, step_):
    assert decisive_step(judge) == step_
