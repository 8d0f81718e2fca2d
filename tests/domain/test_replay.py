"""Standings: what replay concludes from a log, as tables of logs (written as in building.py)."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.building import deal, entries, process, step
from support.table import each

from salescli.domain.replay import replay
from salescli.domain.standing import Status

LINE = process(
    step("qualify/discovery", "pain-sized referral?"),
    "qualify/survey?",
    step("prove/demo", times=2),
    "prove/workshop?",
    step("decide/proposal", after="discovery"),
    "decide/signature",
    ask="proposal",
)
FREE = replace(LINE, order="free")
QUALIFIED = "9 call discovery =pain-sized"
PROVEN = f"{QUALIFIED}; 10 call demo; 11 call demo"
DONE = f"{PROVEN}; 12 call proposal; 13 call signature"


def standing(log, people="", judge=LINE):
    return replay(deal(log, people), judge)


def following(log):
    """The next step in force, as a log writes it."""
    found = standing(log).next
    return f"{found.step or found.what} {found.day.day}" if found else None


@each(
    "log, stage, reached",
    [
        ("", "qualify", None),
        ("9 open -> discovery 12", "qualify", None),
        ("9 call discovery", "qualify", "qualify"),  # its outcome is still missing
        (QUALIFIED, "prove", "qualify"),
        ("9 call =pain-sized; 10 call discovery", "prove", "qualify"),
        ("9 call discovery; 10 email =pain-sized", "prove", "qualify"),
        ("9 call discovery; 10 note =pain-sized", "prove", "qualify"),
        ("9 import discovery =pain-sized", "prove", "qualify"),
        ("9 note discovery =pain-sized", "qualify", None),  # a note holds nothing
        ("9 skip discovery", "qualify", None),
        ("9 call survey", "qualify", "qualify"),
        (f"{QUALIFIED}; 10 call demo", "prove", "prove"),  # once of two times
        (f"{QUALIFIED}; 10 call demo demo", "prove", "prove"),  # twice in one call is once
        (PROVEN, "decide", "prove"),
        (f"{QUALIFIED}; 10 call demo; 11 skip demo", "decide", "prove"),
        ("9 call proposal", "decide", "decide"),
        ("9 call signature; 10 call survey", "decide", "decide"),
        ("9 call workshop", "prove", "prove"),
        (DONE, "decide", "decide"),
        (f"{DONE}; 14 call survey", "decide", "decide"),
        ("9 call dicovery =pain-szied", "qualify", None),
        (f"{QUALIFIED}; 10 close lost", "prove", "qualify"),
        (f"{QUALIFIED}; 10 close lost; 11 reopen", "prove", "qualify"),
    ],
)
def test_the_stage_is_the_furthest_one_held_or_the_next_where_that_is_finished(log, stage, reached):
    found = standing(log)
    assert (found.stage, found.reached) == (stage, reached)


def test_a_process_without_stages_or_steps_gives_no_stage():
    assert standing("9 call discovery", judge=process()).stage is None
    assert standing("9 call a", judge=process("a", "b")).reached is None


@each(
    "log, in_stages, in_free",
    [
        ("", "", ""),
        ("9 call discovery survey", "", ""),
        ("9 call demo", "qualify", ""),
        ("9 call workshop", "qualify", ""),
        ("9 skip demo", "", ""),  # a skip is no holding
        ("9 import demo", "qualify", ""),
        ("9 call signature", "qualify prove", ""),
        ("9 call proposal", "qualify prove", "qualify prove decide"),
        ("9 call proposal; 10 call discovery", "qualify prove", "qualify prove decide"),
        ("9 call demo; 10 close won", "qualify prove decide", "qualify prove decide"),
        ("9 call demo; 10 close lost", "qualify", ""),
        ("9 call demo; 10 close won; 11 reopen", "qualify", ""),
    ],
)
def test_a_stage_is_left_by_a_later_one_or_with_order_free_by_asking(log, in_stages, in_free):
    assert standing(log).left == set(in_stages.split())
    assert standing(log, judge=FREE).left == set(in_free.split())


def test_with_order_free_asking_leaves_the_stage_of_the_ask_and_those_before_it():
    judge = process("a/x", "b/offer", "c/y", order="free", ask="offer")
    assert standing("9 call offer", judge=judge).left == {"a", "b"}
    assert standing("9 call y", judge=judge).left == frozenset()


def test_an_ask_without_a_stage_leaves_none():
    assert (
        standing("9 call x offer", judge=process("a/x", "offer", order="free", ask="offer")).left
        == set()
    )


def test_without_an_ask_only_a_win_leaves_a_stage_of_order_free():
    judge = process("a/x", "b/y", order="free")
    assert standing("9 call y", judge=judge).left == frozenset()
    assert standing("9 call y; 10 close won", judge=judge).left == {"a", "b"}


@each(
    "log, expected",
    [
        ("", None),
        ("9 open", None),
        ("9 open -> discovery 12", "discovery 12"),
        ("9 call", None),
        ("9 call -> demo 12", "demo 12"),
        ('9 call -> "call back" 12', "call back 12"),
        # the last one logged
        ("9 open -> discovery 12; 12 call discovery -> demo 20", "demo 20"),
        ("9 call -> demo 12; 10 schedule -> demo 16", "demo 16"),
        ("9 call -> demo 12; 10 schedule -> demo 11", "demo 11"),
        # until an encounter names its step, or names nothing once it was due
        ("9 call -> demo 12; 12 call", None),
        ("9 call -> demo 12; 12 call; 12 schedule -> demo 20", "demo 20"),
        ("9 schedule -> demo 12; 9 email", "demo 12"),
        ("9 schedule -> demo 12; 10 call survey; 13 call survey", "demo 12"),
        ("9 schedule -> demo 12; 10 call demo", None),
        # what is no encounter leaves it in force
        ("9 call -> demo 12; 10 note", "demo 12"),
        ("9 call -> demo 12; 10 skip survey", "demo 12"),
        ("9 call -> demo 12; 10 change", "demo 12"),
        ("9 call -> demo 12; 10 import discovery", "demo 12"),
        ("9 note -> demo 12", "demo 12"),
        # a skip takes it off, and so does what calls it off
        ("9 call -> demo 12; 10 skip demo", None),
        ("9 call -> demo 12; 10 note drop:demo", None),
        # a close clears it, and reopening starts anew
        ("9 call -> demo 12; 10 close lost", None),
        ("9 call -> demo 12; 10 close lost; 11 reopen", None),
        ("9 call -> demo 12; 10 close lost; 11 reopen -> demo 20", "demo 20"),
        ("9 call -> demo 12; 10 close lost; 11 reopen; 11 schedule -> demo 20", "demo 20"),
        ("9 call -> demo 12; 10 reopen", None),
        ("9 call -> demo 12; 10 open", None),
        ("9 call -> demo 12; 10 close", None),  # without a result: the deal counts as open
        ("9 call; 10 close lost -> demo 20", None),
        ("9 close lost; 10 call -> demo 20", None),  # nobody reopened it
        # in order of time, entries of the same time in the order of the file
        ("12 call -> demo 20; 9 call", "demo 20"),
        ("12 call; 9 call -> demo 12", None),
        ("9 call -> demo 12; 9 call -> demo 16", "demo 16"),
        ("9T10:00 call; 9T09:59 call -> demo 9", None),
    ],
)
def test_the_next_step_in_force(log, expected):
    assert following(log) == expected


def test_times_of_other_zones_are_put_in_order_by_the_moment_that_they_mean():
    """Nine in New York is after ten in Berlin."""
    log = "2026-11-12T09:00:00-05:00 call; 12T10:00 call -> demo 12"
    assert following(log) is None
    assert following("2026-11-12T09:00:00+05:30 call; 12T10:00 call -> demo 12") == "demo 12"


def test_the_entry_of_the_next_step_in_force_is_known():
    found = standing("9 call -> demo 12; 10 note; 11 schedule -> demo 16; 12 note")
    assert found.agenda[0].entry.index == 2
    assert standing("9 call").agenda == ()


@each(
    "log, times",
    [
        ("9 call -> demo 12", 0),
        ("9 call -> demo 12; 10 schedule -> demo 13", 1),
        ("9 call -> demo 12; 10 schedule -> demo 13; 11 schedule -> demo 14", 2),
        ("9 call -> demo 12; 10 schedule -> demo 13; 11 note; 11 schedule -> demo 14", 2),
        ("9 call -> demo 12; 10 call -> demo 13; 11 email -> demo 14", 2),  # by whichever entry
        ("9 call -> demo 12; 10 schedule -> demo 12", 0),
        ("9 call -> demo 12; 10 schedule -> demo 11", 0),
        ("9 call -> demo 12; 10 schedule -> demo 20; 11 schedule -> demo 13", 1),
        ("9 call -> demo 12; 10 schedule -> demo 11; 11 schedule -> demo 12", 1),
        # within a day
        ("9 call -> demo 12T10:00; 10 schedule -> demo 12T15:00", 1),
        ("9 call -> demo 12T15:00; 10 schedule -> demo 12T10:00", 0),
        ("9 call -> demo 12T15:00; 10 schedule -> demo 12T15:00", 0),
        ("9 call -> demo 12; 10 schedule -> demo 12T15:00", 0),  # the time was settled
        ("9 call -> demo 12T15:00; 10 schedule -> demo 12", 0),
        ("9 call -> demo 12T15:00; 10 schedule -> demo 13", 1),
        ("9 call -> demo 12T10:00; 10 schedule -> demo 2026-11-12T05:00:00-05:00", 1),
        # another step stands beside it; a new beginning starts from zero
        ("9 call -> demo 12; 10 schedule -> demo 13; 11 schedule -> survey 14", 1),
        ("9 call -> demo 12; 10 schedule -> survey 13; 11 schedule -> demo 14", 0),
        ("9 call -> demo 12; 10 call demo -> demo 13", 0),
        ("9 call -> demo 12; 10 schedule -> demo 13; 13 call demo -> demo 20", 0),
        ("9 call -> demo 12; 10 schedule -> demo 13; 13 call; 13 schedule -> demo 20", 0),
        ("9 call -> demo 12; 10 schedule -> demo 13; 13 close lost; 14 reopen -> demo 20", 0),
        # what the process doesn't name is the same step by its words
        ('9 call -> "call back" 12; 10 schedule -> "call back" 13', 1),
        ('9 call -> "call back" 12; 10 schedule -> "ask again" 13', 0),
        # in order of time
        ("10 schedule -> demo 13; 9 call -> demo 12", 1),
        # in words alone, met on time each time and said again
        ('9 call -> "call" 12; 12 call -> "call" 16; 16 call -> "call" 20', 0),
        ('9 call -> "call" 12; 10 call did:"call" -> "call" 16', 0),
    ],
)
def test_how_often_the_next_step_in_force_was_put_off(log, times):
    assert standing(log).agenda[0].put_off == times


AGENDAS = {
    "two beside each other, by time": (
        '9 open -> demo 13; 9 schedule -> "contract review" 12', ["contract review 12", "demo 13"],
    ),
    "several of one entry": ("9 open -> demo 13 -> survey 12", ["survey 12", "demo 13"]),
    "in place of the same step and words": (
        '9 open -> demo"First" 12 -> demo"Second" 13; 10 schedule -> demo"First" 16',
        ["demo 13", "demo 16 +1"],
    ),
    "without words, in place of the only one of its step": (
        '9 open -> demo"First" 12; 10 schedule -> demo 16', ["demo 16 +1"],
    ),
    "without words, beside several of its step": (
        '9 open -> demo"First" 12 -> demo"Second" 13; 10 schedule -> demo 16',
        ["demo 12", "demo 13", "demo 16"],
    ),
    "an encounter takes off the earliest of each of its steps": (
        '9 open -> demo"First" 12 -> demo"Second" 13 -> survey 16; 12 call demo survey',
        ["demo 13"],
    ),
    "and what it did": (
        '9 open -> demo 12 -> "offer" 13; 10 email did:offer', ["demo 12"],
    ),
    "one that names nothing takes off the earliest that was due": (
        '9 open -> demo 12 -> "offer" 11; 12 call', ["demo 12"],
    ),
    "called off, by step or by words": (
        '9 open -> demo 12 -> "offer" 13 -> survey 16; 10 note drop:demo drop:offer', ["survey 16"],
    ),
    "an import takes off nothing": ("9 open -> demo 12; 10 import demo", ["demo 12"]),
    "a step that the new process lacks stays on in words": (
        "9 open -> second-demo 12 -> demo 13; 10 change; 11 note",
        ["Second demo 12", "demo 13"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("log", "items"), AGENDAS.values(), ids=AGENDAS)
def test_the_agenda(log, items):
    about = deal(log)
    moved = {"process": ("other", "line")}
    about = replace(about, log=tuple(
        replace(entry, change=moved) if entry.kind == "change" else entry for entry in about.log
    ))  # fmt: skip
    found = [
        f"{item.next.step or item.next.what} {item.next.day.day}"
        + (f" +{item.put_off}" if item.put_off else "")
        for item in replay(about, LINE).agenda
    ]
    assert found == items


@pytest.mark.parametrize(
    ("log", "gaps"),
    [
        ("9 call discovery", []),
        ("9 call proposal", ["discovery", "demo"]),
        ("9 call proposal; 10 call demo; 11 skip discovery", ["demo"]),  # once of two times
        ("9 call signature =pain-sized", ["discovery", "demo"]),
        (DONE, []),
    ],
)
def test_gaps_are_the_required_steps_of_earlier_stages_that_are_unfinished(log, gaps):
    assert list(standing(log).gaps) == gaps


@pytest.mark.parametrize(
    ("log", "follow_ups"),
    [
        ("9 call", [None]),
        ("9 call -> demo 12 -> survey 11", ["demo"]),  # what it scheduled first
        ('9 open -> demo 12 -> "offer" 11; 10 call survey', ["offer"]),  # else what it kept
        ("9 open -> demo 12; 12 call; 12 schedule -> demo 16", [None]),
    ],
)
def test_an_encounters_follow_up(log, follow_ups):
    steps = standing(log).follow_ups.values()
    assert [step and (step.step or step.what) for step in steps] == follow_ups


@each(
    "log, status, ending",
    [
        ("", "open", None),
        ("9 call", "open", None),
        ("9 call; 10 close won", "won", 1),
        ("9 close lost", "lost", 0),
        ("9 close disqualified", "disqualified", 0),
        ("9 close lost; 10 note", "lost", 0),
        ("9 close lost; 10 call", "lost", 0),  # only reopening takes a deal up again
        ("9 close lost; 10 reopen", "open", None),
        ("9 close lost; 10 open", "open", None),
        ("9 close lost; 10 reopen; 11 close won", "won", 2),
        ("9 close lost; 10 close won", "won", 1),
        ("10 close lost; 9 reopen", "lost", 0),  # by time, not by place
        ("9 close lost; 9 reopen", "open", None),
        ("9 close", "open", None),  # no result, no ending
        ("9 close maybe", "open", None),
        ("9 note result:won", "open", None),
    ],
)
def test_status_and_ending(log, status, ending):
    found = standing(log)
    assert found.status == Status(status)
    assert (found.ending.index if found.ending else None) == ending
    assert found.is_open == (status == "open")


@each(
    "log, places",
    [
        ("", []),
        ("9 open; 10 note", []),
        ("9 call -> demo 12", []),
        ("9 call", []),  # that one is N01
        ("9 call; 10 note; 11 note", []),  # that one too
        ("9 call; 10 call", [0]),
        ("9 call; 10 call; 11 call -> demo 12", [0]),
        ("9 call; 10 call -> demo 12", []),  # the entry after it schedules
        ("9 call; 10 schedule -> demo 12", []),
        ("9 call; 10 note; 11 schedule -> demo 12", [0]),
        ("9 call; 10 close lost", []),
        ("9 call; 10 close lost; 11 reopen -> demo 20", []),
        ("9 call; 10 note; 11 close lost; 12 reopen -> demo 20", [0]),
        ("9 call; 10 reopen -> demo 12", []),
        ("9 import discovery; 10 call -> demo 12", []),  # no encounter
        ("9 open; 10 note; 11 call -> demo 12", []),
        ("9 call -> demo 12; 12 call; 13 call; 14 call -> demo 20", [1]),
        ("9 call -> demo 12; 12 call; 13 call; 14 note", [1]),
        ("12 call -> demo 20; 9 call; 10 note", [1]),  # in order of time
    ],
)
def test_encounters_that_ended_without_a_next_step_although_the_log_goes_on(log, places):
    assert [entry.index for entry in standing(log).unfollowed] == places


@pytest.mark.parametrize(
    ("log", "last", "opened"),
    [
        ("", None, None),
        ("9 open; 10 note", None, 9),
        ("9 open; 12 call; 13 note; 14 schedule -> demo 20", 1, 9),
        ("9 open; 12 import discovery", None, 9),
        ("12 call; 9 email", 0, 9),
    ],
)
def test_the_last_encounter_and_the_beginning(log, last, opened):
    found = standing(log)
    assert (found.last_encounter.index if found.last_encounter else None) == last
    assert (found.opened.day if found.opened else None) == opened


@each(
    "log, finished",
    [
        ("9 call demo", ""),
        ("9 call demo; 10 call demo", "demo"),
        ("9 call demo; 10 import demo", "demo"),
        ("9 skip demo", "demo"),
        ("9 skip demo workshop", "demo workshop"),
        ("9 call discovery", ""),
        ("9 call discovery =referral", ""),
        ("9 call discovery =pain-sized", "discovery"),
        ("9 email =pain-sized", ""),
        ("9 call unheard-of", ""),
    ],
)
def test_a_step_is_finished_when_held_so_often_with_its_outcomes_or_when_skipped(log, finished):
    assert set(standing(log).finished) == set(finished.split())


@pytest.mark.parametrize(
    ("log", "step", "index"),
    [
        ("9 call discovery =pain-sized; 10 call discovery =pain-sized", "discovery", 0),
        ("9 call discovery; 10 email =pain-sized; 11 call discovery", "discovery", 1),
        ("9 email =pain-sized; 10 call discovery", "discovery", 1),
        ("9 call demo; 10 call demo; 11 call demo", "demo", 1),
        ("9 call demo; 10 skip demo; 11 call demo", "demo", 1),
        ("9 call demo; 10 call demo; 11 skip demo", "demo", 1),
    ],
)
def test_a_step_is_finished_once_the_last_of_what_it_needs_was_there(log, step, index):
    found = standing(log)
    assert found.trace.entries[found.finished[step]].index == index


def test_an_empty_log_stands_at_the_beginning():
    found = standing("")
    assert (found.status, found.stage, found.reached) == (Status.OPEN, "qualify", None)
    assert (found.next, found.ending, found.last_encounter) == (None,) * 3
    assert (found.agenda, found.unfollowed, found.left, found.finished) == ((), (), set(), {})


def test_two_discoveries_in_one_entry_are_one_encounter():
    found = standing("9 call discovery discovery")
    assert found.held("discovery") == 1
    assert standing("9 call discovery; 9 call discovery").held("discovery") == 2


def test_a_skip_is_no_holding():
    found = standing("9 skip demo")
    assert found.was_skipped("demo")
    assert not found.held("demo")


def test_roles_are_met_in_encounters_alone():
    log = "9 note @dana; 10 call discovery demo @dana; 11 email @bob; 12 import demo @ines"
    trace = standing(log, "dana:it bob ines:legal").trace
    assert set(trace.role_first) == {"it"}
    first, last = trace.role_first["it"], trace.role_last["it"]
    assert first < trace.held["discovery"][0] < trace.held["demo"][0] == last


KINDS = "call email note open schedule skip import change close reopen"
one_entry = st.builds(
    "{} {} {}{}".format,
    st.integers(9, 12),
    st.sampled_from(KINDS.split()),
    st.sampled_from(["", "discovery", "demo demo", "won", "lost", "unheard-of =pain-sized"]),
    st.sampled_from(["", " -> demo 16", " -> demo 18T15:00", " -> survey 17"]),
)


@given(st.lists(one_entry, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_file_says_nothing_where_the_times_differ(lines, dice: random.Random):
    log = entries("; ".join(lines))
    distinct = [replace(one, at=one.at.replace(minute=n)) for n, one in enumerate(log)]
    shuffled = dice.sample(distinct, len(distinct))
    assert replay(deal(distinct), LINE) == replay(deal(shuffled), LINE)


@given(st.lists(one_entry, max_size=8))
def test_only_an_open_deal_has_a_next_step_and_only_a_closed_one_an_ending(lines):
    found = standing("; ".join(lines))
    assert (found.ending is None) == found.is_open
    assert found.is_open or found.agenda == ()
    assert not any(entry is found.last_encounter and found.next is None and found.is_open
                   for entry in found.unfollowed)  # fmt: skip
