"""The signs of a poor deal: what is one, in which words, and which suffice alone."""

from __future__ import annotations

import pytest
from support.building import day, deal, process, step

from salescli.domain.day.warning_signs import signs
from salescli.domain.process import Reason
from salescli.domain.replay import replay
from salescli.domain.summary import summarise

TODAY = day(25)
LINE = process("call/discovery", "prove/demo", "close/proposal")
FACTS = (Reason("no-budget", "Nobody can pay"), Reason("too-small"))


def found(log, facts=FACTS, judge=LINE):
    about = deal(log, "dana:it bob")
    return signs(summarise(about, judge, replay(about, judge)), TODAY, facts)


THIN = "only one person was met at the buyer, and the deal is past its first stage"
NOBODY = "nobody was met at the buyer, and the deal is past its first stage"
SIGNS = {
    "nothing yet": ("9 open", []),
    "a fact": ("9 open; 10 note #no-budget", ["'no-budget' is on record (Nobody can pay)"]),
    "a fact without a text": ("9 open; 10 note #too-small", ["'too-small' is on record"]),
    "a fact that isn't declared": ("9 open; 10 note #rude", ["'rude' is on record"]),
    "each fact once": (
        "9 open; 10 note #too-small; 11 call #too-small #rude -> demo 26",
        ["'too-small' is on record", "'rude' is on record"],
    ),
    "one continuation": ("9 open; 10 call -> demo 26", []),
    "only continuations": (
        "9 open; 10 call -> demo 12; 12 call -> demo 26",
        ["2 conversations, and they confirmed no next step"],
    ),
    "an advance among them": ("9 open; 10 call -> demo 12 agreed; 12 call -> demo 26", []),
    "they agreed later on": (
        "9 open; 10 call -> demo 12; 12 call -> demo 26; 13 schedule -> demo 26 agreed",
        [],
    ),
    "put off twice": ("9 open -> demo 24; 10 schedule -> demo 26; 11 schedule -> demo 27", []),
    "put off three times": (
        "9 open -> demo 24; 10 schedule -> demo 26; 11 schedule -> demo 27; 12 schedule -> demo 28",
        ["the next step was postponed 3 times"],
    ),
    "two weeks late": ("9 open -> demo 11", []),
    "more than two weeks late": ("9 open -> demo 10", ["the next step is 15 days late"]),
    "one contact in the first stage": ("9 open; 10 call @bob -> demo 26", []),
    "one contact past it": ("9 open; 10 call discovery @bob -> demo 26", [THIN]),
    "nobody": ("9 open; 10 call discovery -> demo 26", [NOBODY]),
    "two contacts": ("9 open; 10 call discovery @bob @dana -> demo 26", []),
    "a deal that has ended": ("9 open; 10 call discovery @bob; 11 close lost", []),
}


@pytest.mark.parametrize(("log", "texts"), SIGNS.values(), ids=SIGNS)
def test_what_is_a_sign(log, texts):
    assert [sign.text for sign in found(log)] == texts


def test_a_single_contact_asks_for_another_not_for_the_end():
    assert [sign.alone for sign in found("9 open; 10 call discovery #rude @bob -> demo 26")] == [
        True,
        False,
    ]


def test_without_the_process_a_fact_is_named_by_its_id():
    assert found("9 open; 10 note #no-budget", facts=())[0].text == "'no-budget' is on record"


def test_a_process_without_stages_has_no_first_one():
    assert found("9 open; 10 call demo @bob -> demo 26", judge=process(step("demo"))) == ()
