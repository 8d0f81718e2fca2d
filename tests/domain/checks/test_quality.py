"""Family Q at its boundaries: logs as building.py writes them; today is Saturday the 21st."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from support.building import case, day, deal, findings_of, messages, process, step
from support.table import each

from salescli.domain.process import Reason

LINE = process(
    step("qualify/discovery", "pain-sized"),
    "prove/demo",
    "decide/proposal",
    roles="it founder:ours reseller:partner",
    disqualify="no-budget wrong-size",
)
PEOPLE = "dana:it bob ada:founder rita:reseller eve:lunch"
ENDINGS = ("20 close won", "20 close lost", "20 close disqualified")


def judge(check, log, judged_by=LINE, *, judged=True, **header):
    return messages(check, case(deal(log, PEOPLE, **header), judged_by, judged=judged))


@pytest.mark.parametrize(
    ("log", "flags"),
    [
        ("9 call", []),
        ("9 call #no-budget", ["no-budget"]),
        ("9 note #no-budget; 10 call #wrong-size", ["no-budget", "wrong-size"]),
        ("9 note #no-budget #wrong-size", ["no-budget", "wrong-size"]),
        ("10 note #no-budget; 9 call #wrong-size", ["wrong-size", "no-budget"]),  # by time
        ("9 note #no-budget; 10 close lost; 11 reopen", ["no-budget"]),
        ("9 note #unheard-of", ["unheard-of"]),
    ],
)
def test_q01_a_disqualifying_fact_on_an_open_deal(log, flags):
    says = [f"'{flag}' is on record, and the deal is still open" for flag in flags]
    assert judge("Q01", log) == says
    for ending in ENDINGS:
        assert judge("Q01", f"{log}; {ending}") == []


def test_q01_gives_the_text_of_the_fact_and_the_walk_with_its_reason():
    told = replace(LINE, disqualify=(Reason("no-budget", "Nobody pays"),))
    known, unknown = findings_of("Q01", case(deal("9 note #no-budget #rain"), told))
    assert known.message == "'no-budget' is on record (Nobody pays), and the deal is still open"
    assert known.fix == "salescli walk acme --reason no-budget"
    assert unknown.fix == "salescli walk acme"


QUALIFIED = "9 call discovery =pain-sized"


@each(
    "log, who",
    [
        ("9 call @dana", None),  # still in the first stage
        ("9 call demo @dana", "only dana"),  # what was passed over holds nothing back
        (f"{QUALIFIED} @dana", "only dana"),
        (f"{QUALIFIED} @dana @dana; 10 call @dana", "only dana"),
        (f"{QUALIFIED} @dana @bob", None),
        (f"{QUALIFIED} @dana; 10 email @bob", None),
        (f"{QUALIFIED} @dana; 10 note @bob", "only dana"),  # not met
        (f"{QUALIFIED} @dana; 10 import demo @bob", "only dana"),
        (f"{QUALIFIED} @dana -> demo 24 @bob", "only dana"),
        (f"{QUALIFIED} @dana @ada @rita", "only dana"),  # ours and a partner
        (f"{QUALIFIED} @dana @eve", None),  # a role that nobody declared counts as the buyer's
        (f"{QUALIFIED} @dana @nobody-knows", None),
        (QUALIFIED, "nobody"),
        (f"{QUALIFIED} @ada", "nobody"),
        ("9 skip discovery", None),  # nothing was held yet,
        ("8 email @bob; 9 import demo; 10 close lost; 11 reopen", "only bob"),
    ],
)
def test_q02_only_one_person_past_the_first_stage(log, who):
    says = [f"{who} was met at the buyer, and the deal is past its first stage"] if who else []
    assert judge("Q02", log) == says
    for ending in ENDINGS:
        assert judge("Q02", f"{log}; {ending}") == []


def test_q02_stands_at_the_last_encounter():
    log = f"{QUALIFIED} @dana; 10 email @dana; 11 note"
    assert [found.key for found in findings_of("Q02", case(deal(log), LINE))] == [("log", 1)]
    assert [found.key for found in findings_of("Q02", case(deal("9 import demo"), LINE))] == [()]


def test_q02_a_process_of_one_stage_is_never_past_it():
    assert not judge("Q02", "9 call x", process("a/x"))
    assert not judge("Q02", "9 call x", process(), judged=False)


@each(
    "log, says",
    [
        ("9 call", []),
        ("9 call =pain-sized note:size", []),
        ("9 call =pain-sized", ["the call of Mon 9 Nov 2026 claims pain-sized"]),
        ("9 visit =a =b", ["the visit of Mon 9 Nov 2026 claims a, b"]),
        ("9 email =a; 10 note note:later", ["the email of Mon 9 Nov 2026 claims a"]),
        ("9 import =pain-sized", []),  # another system says so
        ("9 note =pain-sized", []),
        ("2026-11-08T23:30:00Z call =a", ["the call of Mon 9 Nov 2026 claims a"]),
    ],
)
def test_q03_outcomes_without_a_note(log, says):
    for ending in ("", *ENDINGS):
        messages = judge("Q03", f"{log}; {ending}")
        assert messages == [f"{one} and has no note" for one in says]


def test_q03_a_note_of_blanks_is_none():
    about = deal("9 call =a note:x")
    (entry,) = about.log
    assert messages("Q03", case(replace(about, log=(replace(entry, note=" \n\t"),)), LINE))


@pytest.mark.parametrize(
    ("header", "lacks"),
    [
        ({}, "no value and no expected close"),
        ({"value": 48000}, "no expected close"),
        ({"value": 0}, "no expected close"),  # nothing is a value
        ({"close": day(30)}, "no value"),
        ({"close": day(30), "value": Decimal("0.5")}, None),
    ],
)
def test_q04_no_value_or_close_past_the_first_stage(header, lacks):
    says = [f"{lacks}, past the first stage"] if lacks else []
    assert judge("Q04", QUALIFIED, **header) == says
    assert judge("Q04", "9 call discovery", **header) == []
    for ending in ENDINGS:
        assert judge("Q04", f"{QUALIFIED}; {ending}", **header) == []


@each(
    "log, lacks",
    [
        ("9 close lost", "no reason and no evidence"),
        ("9 close lost reason:price", "no evidence"),
        ("9 close lost evidence:mail", "no reason"),
        ("9 close disqualified", "no reason and no evidence"),
        ("9 close disqualified reason:no-budget evidence:mail", None),
        ("9 close won", None),
        ("9 call", None),
        ("9 close lost; 10 reopen", None),
        ("9 close lost; 10 reopen; 11 close won", None),
        (
            "9 close lost reason:price evidence:mail; 10 reopen; 11 close lost evidence:mail",
            "no reason",
        ),
    ],
)
def test_q05_lost_without_a_reason_or_evidence(log, lacks):
    for result in ("lost", "disqualified"):
        says = judge("Q05", log.replace("lost", result))
        assert [message.partition(" with ")[2] for message in says] == [lacks] * bool(lacks)


@pytest.mark.parametrize(
    ("log", "guessed"),
    [
        ("9 close lost reason:price", True),
        ("9 close lost said_by:dana", False),
        ("9 close disqualified", False),  # we walked away: the reason is ours
        ("9 close won", False),
        ("9 close lost; 10 reopen", False),
        ("9 close lost said_by:dana; 10 close lost", True),  # the ending in force
        ("9 call", False),
    ],
)
def test_q06_the_reason_is_our_guess(log, guessed):
    assert len(judge("Q06", log)) == guessed
