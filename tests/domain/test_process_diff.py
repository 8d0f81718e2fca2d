"""What changed between two revisions of a process: each kind of change, one row of a table."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.building import process, step
from support.table import each

from salescli.domain.diff.process_diff import compare_processes
from salescli.domain.process import Ask, Outcome, Range, Reason, Role, Stage
from salescli.domain.time.duration import parse_duration
from salescli.store.shipped_processes import shipped_names, shipped_process

OLD = process(
    step("talk/discovery", "sized named?", within="10bd", takes="30m", theirs="owner"),
    step("talk/demo", "seen", after="discovery", at_most=3),
    step("talk/trial?"),
    step("decide/offer", "said-yes"),
    roles="owner engineer:ours",
    ask="offer owner",
    title="A line",
    summary="For tests",
    cycle="40bd",
    stale="2w",
    then="renewal",
    disqualify="no-problem",
    loss="price",
    fits={"employees": Range(10, 99), "industry": ("it",)},
)
DISCOVERY, DEMO, TRIAL, OFFER = OLD.steps


def stepped(number: int, **fields):
    """OLD with other values in one step."""
    steps = list(OLD.steps)
    steps[number] = replace(steps[number], **fields)
    return replace(OLD, steps=tuple(steps))


def within(text: str):
    return stepped(0, within=parse_duration(text))


CHANGES = {
    "title": (replace(OLD, title="Line"), ["title reworded"]),
    "summary": (replace(OLD, summary="Tests"), ["summary reworded"]),
    "order": (replace(OLD, order="free"), ["order changed from stages to free"]),
    "cycle longer": (
        replace(OLD, cycle=parse_duration("50bd")),
        ["cycle loosened from 40bd to 50bd"],
    ),
    "cycle gone": (replace(OLD, cycle=None), ["cycle changed from 40bd to none"]),
    "stale shorter": (
        replace(OLD, stale=parse_duration("5bd")),
        ["time until stale tightened from 2w to 5bd"],
    ),
    "then": (replace(OLD, then="channel"), ["process after a win changed from renewal to channel"]),
    "then gone": (replace(OLD, then=""), ["process after a win changed from renewal to none"]),
    "a bound": (
        replace(OLD, fits={**OLD.fits, "employees": Range(10)}),
        ["fits employees changed from 10..99 to 10.."],
    ),
    "a word": (
        replace(OLD, fits={**OLD.fits, "industry": ("it", "law")}),
        ["fits industry changed from it to it, law"],
    ),
    "a condition more": (
        replace(OLD, fits={**OLD.fits, "country": ("DE",)}),
        ["fits country changed from none to DE"],
    ),
    "no conditions": (
        replace(OLD, fits={}),
        ["fits employees changed from 10..99 to none", "fits industry changed from it to none"],
    ),
    "stage added": (replace(OLD, stages=(*OLD.stages, Stage("begin"))), ["stage begin added"]),
    "stage removed": (replace(OLD, stages=OLD.stages[:1]), ["stage decide removed"]),
    "stage reworded": (
        replace(OLD, stages=(Stage("talk", buyer="Talks"), OLD.stages[1])),
        ["stage talk: reworded"],
    ),
    "stages in another order": (
        replace(OLD, stages=OLD.stages[::-1]),
        ["order of the stages changed"],
    ),
    "role added": (replace(OLD, roles=(*OLD.roles, Role("it"))), ["role it added"]),
    "role removed": (replace(OLD, roles=OLD.roles[:1]), ["role engineer removed"]),
    "role on another side": (
        replace(OLD, roles=(OLD.roles[0], Role("engineer", "partner"))),
        ["role engineer: side changed from ours to partner"],
    ),
    "role reworded": (
        replace(OLD, roles=(replace(OLD.roles[0], title="Owner"), OLD.roles[1])),
        ["role owner: reworded"],
    ),
    "step added": (
        replace(OLD, steps=(*OLD.steps, step("decide/kick-off?"))),
        ["step kick-off added"],
    ),
    "optional step removed": (
        replace(OLD, steps=(DISCOVERY, DEMO, OFFER)),
        ["step trial removed"],
    ),
    "required step removed": (
        replace(OLD, steps=(DISCOVERY, TRIAL, OFFER)),
        ["step demo removed", "the ask no longer needs the step demo"],
    ),
    "steps in another order": (
        replace(OLD, steps=(DISCOVERY, TRIAL, DEMO, OFFER)),
        ["order of the steps changed"],
    ),
    "step in another stage": (
        stepped(2, stage="decide"),
        ["step trial: stage changed from talk to decide"],
    ),
    "step required": (
        stepped(2, required=True),
        ["step trial: now required", "the ask now needs the step trial"],
    ),
    "step optional": (
        stepped(1, required=False),
        ["step demo: now optional", "the ask no longer needs the step demo"],
    ),
    "times": (stepped(1, times=2), ["step demo: times changed from 1 to 2"]),
    "at most": (stepped(1, at_most=None), ["step demo: maximum changed from 3 to none"]),
    "time frame tightened": (
        within("5bd"),
        ["step discovery: time frame tightened from 10bd to 5bd"],
    ),
    "time frame loosened": (
        within("3w"),
        ["step discovery: time frame loosened from 10bd to 3w"],
    ),
    "time frame as long": (within("2w"), ["step discovery: time frame changed from 10bd to 2w"]),
    "time frame gone": (
        stepped(0, within=None),
        ["step discovery: time frame changed from 10bd to none"],
    ),
    "takes": (
        stepped(0, takes=parse_duration("45m")),
        ["step discovery: duration changed from 30m to 45m"],
    ),
    "after": (
        stepped(1, after=("trial",)),
        ["step demo: now comes after trial", "step demo: no longer comes after discovery"],
    ),
    "leads to": (stepped(1, leads_to=("offer",)), ["step demo: now leads to offer"]),
    "excludes": (stepped(2, never_with=("demo",)), ["step trial: now excludes demo"]),
    "calls for": (stepped(0, theirs=()), ["step discovery: no longer calls for owner"]),
    "takes of ours": (
        stepped(0, ours=("engineer",)),
        ["step discovery: now needs engineer on our side"],
    ),
    "outcome added": (
        stepped(1, outcomes=(*DEMO.outcomes, Outcome("liked"))),
        ["step demo: outcome liked added"],
    ),
    "outcome removed": (stepped(1, outcomes=()), ["step demo: outcome seen removed"]),
    "outcome optional": (
        stepped(1, outcomes=(Outcome("seen", required=False),)),
        ["step demo: outcome seen: now optional"],
    ),
    "outcome required": (
        stepped(0, outcomes=(Outcome("sized"), Outcome("named"))),
        ["step discovery: outcome named: now required"],
    ),
    "outcome reworded": (
        stepped(1, outcomes=(Outcome("seen", "They saw it"),)),
        ["step demo: outcome seen: reworded"],
    ),
    "step's title": (stepped(1, title="Demo"), ["step demo: title reworded"]),
    "step's buyer": (stepped(1, buyer="Sees"), ["step demo: buyer reworded"]),
    "step's how": (stepped(1, how="Ask"), ["step demo: how reworded"]),
    "the ask gone": (replace(OLD, ask=None), ["the ask changed from offer to none"]),
    "another ask": (
        replace(OLD, ask=Ask("demo", ("owner",), OLD.minimum())),
        ["the ask changed from offer to demo"],
    ),
    "the ask's roles": (
        replace(OLD, ask=Ask("offer", ("engineer",))),
        ["the ask now needs the role engineer", "the ask no longer needs the role owner"],
    ),
    "the ask's steps": (
        replace(OLD, ask=Ask("offer", ("owner",), ("discovery", "trial"))),
        ["the ask now needs the step trial", "the ask no longer needs the step demo"],
    ),
    "disqualifier added": (
        replace(OLD, disqualify=(*OLD.disqualify, Reason("no-money"))),
        ["disqualifier no-money added"],
    ),
    "disqualifier reworded": (
        replace(OLD, disqualify=(Reason("no-problem", "None"),)),
        ["disqualifier no-problem: reworded"],
    ),
    "reason removed": (replace(OLD, loss=()), ["reason for a loss price removed"]),
    "reason reworded": (
        replace(OLD, loss=(Reason("price", "Price"),)),
        ["reason for a loss price: reworded"],
    ),
}
SAME = {
    "the number alone": replace(OLD, revision=2),
    "the minimum spelt out": replace(OLD, ask=Ask("offer", ("owner",), ("discovery", "demo"))),
    "reasons in another order": replace(OLD, loss=OLD.loss[::-1]),
}


@pytest.mark.parametrize(("new", "changes"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_said_by_meaning_and_nothing_else_is(new, changes):
    assert compare_processes(OLD, new) == changes


@pytest.mark.parametrize(("new", "changes"), CHANGES.values(), ids=CHANGES)
def test_the_way_back_has_as_many_changes(new, changes):
    assert len(compare_processes(new, OLD)) == len(changes)


def test_the_ask_that_is_new_is_named():
    assert compare_processes(replace(OLD, ask=None), OLD) == ["the ask changed from none to offer"]


@pytest.mark.parametrize(("old", "new"), [("3h", "5h"), ("30m", "1h"), ("5h", "1bd"), ("4d", "1w")])
def test_time_frames_compare_by_their_length_in_whatever_unit(old, new):
    phrase = "step discovery: time frame"
    assert compare_processes(within(old), within(new)) == [f"{phrase} loosened from {old} to {new}"]
    assert compare_processes(within(new), within(old)) == [
        f"{phrase} tightened from {new} to {old}"
    ]


@pytest.mark.parametrize("new", SAME.values(), ids=SAME)
def test_what_means_the_same_is_no_change(new):
    assert compare_processes(OLD, new) == []


@each("name", shipped_names())
def test_a_process_is_like_itself_and_unlike_every_other(name):
    own = shipped_process(name)
    assert compare_processes(own, own) == compare_processes(own, shipped_process(name)) == []
    assert all(
        compare_processes(own, shipped_process(one)) for one in shipped_names() if one != name
    )
