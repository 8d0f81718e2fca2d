"""P07 at its boundaries: what a deal names, its process or the deal itself declares."""

from __future__ import annotations

import pytest
from support.building import case, deal, findings_of, messages, process, step
from support.table import each

LINE = process(
    step("qualify/discovery", "pain-sized referral?"),
    "prove/demo",
    roles="it founder:ours",
    disqualify="no-budget wrong-size",
    loss="no-decision price",
)
PEOPLE = "dana:it bob"


def judge(log, people=PEOPLE, *, judged=True):
    return messages("P07", case(deal(log, people), LINE if judged else process(), judged=judged))


@each(
    "log",
    [
        "",
        "9 call discovery demo =pain-sized =referral @dana @bob -> demo 24 @dana",
        "9 skip demo; 10 import discovery; 11 note #no-budget #wrong-size",
        '9 call -> "call back" 24',
        "9 close lost reason:price said_by:dana",
        "9 close disqualified reason:no-budget",
        "9 close disqualified reason:no-decision",  # what loses a deal may end it from our side too
        "9 close won reason:they-liked-it",  # only losses have declared reasons
        "9 skip demo reason:all-were-there",
        "9 note result:lost reason:all-were-there",
        "9 close lost",
    ],
)
def test_what_is_declared_is_not_mentioned(log):
    assert judge(log) == []


@each(
    "log, says",
    [
        ("9 call demmo", ["the step 'demmo' is not declared by the process: did you mean 'demo'?"]),
        ("9 skip lunch", ["the step 'lunch' is not declared by the process"]),
        ("9 note lunch", ["the step 'lunch' is not declared by the process"]),
        ("9 call -> lunch 24", ["the step 'lunch' is not declared by the process"]),
        ("9 call =discovery", ["the outcome 'discovery' is not declared by the process"]),
        ("9 call pain-sized", ["the step 'pain-sized' is not declared by the process"]),
        ("9 call @dan", ["the person 'dan' is not declared by the deal: did you mean 'dana'?"]),
        ("9 call -> demo 24 @eve", ["the person 'eve' is not declared by the deal"]),
        ("9 call @it", ["the person 'it' is not declared by the deal"]),  # a role is no person
        ("9 note #price", ["the disqualifying fact 'price' is not declared by the process"]),
        ("9 close lost reason:fog", ["the reason 'fog' is not declared by the process"]),
        (
            "9 close disqualified reason:wrong-sizes",
            ["the reason 'wrong-sizes' is not declared by the process: did you mean 'wrong-size'?"],
        ),
        ("9 close lost said_by:eve", ["the person 'eve' is not declared by the deal"]),
        (  # what disqualifies a deal doesn't lose it
            "9 close lost reason:wrong-size",
            ["the reason 'wrong-size' is not declared by the process"],
        ),
        (
            "9 call lunch demo tea @eve",
            [
                "the person 'eve' is not declared by the deal",
                "the step 'lunch' is not declared by the process",
                "the step 'tea' is not declared by the process",
            ],
        ),
        ("9 call lunch; 10 call lunch", ["the step 'lunch' is not declared by the process"] * 2),
    ],
)
def test_what_is_not_declared_is_named_with_the_nearest_that_is(log, says):
    assert judge(log) == says
    assert judge(f"{log}; 20 close lost") == says  # closed deals too


@pytest.mark.parametrize(
    ("log", "mend"),
    [
        ("9 call demmo", "write 'demo'"),
        ("9 call lunch", "correct it, or declare it in the process"),
        ("9 call @eve", "correct it, or declare it in the deal"),
    ],
)
def test_the_mend_is_the_nearest_name_or_a_declaration(log, mend):
    assert [found.fix for found in findings_of("P07", case(deal(log, PEOPLE), LINE))] == [mend]


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ("dana:it ada:founder bob", []),
        ("dana:itt", ["the role 'itt' is not declared by the process: did you mean 'it'?"]),
        ("dana:legal", ["the role 'legal' is not declared by the process"]),
    ],
)
def test_the_roles_of_people(people, says):
    assert judge("", people) == says


@each(
    "log, key",
    [
        ("9 note; 10 call lunch", ("log", 1, "steps")),
        ("9 call =lunch", ("log", 0, "met")),
        ("9 call @eve", ("log", 0, "with")),
        ("9 note #lunch", ("log", 0, "flags")),
        ("9 call -> lunch 24", ("log", 0, "next", "step")),
        ("9 call -> demo 24 @eve", ("log", 0, "next", "with")),
        ("9 close lost reason:lunch", ("log", 0, "reason")),
        ("9 close lost said_by:eve", ("log", 0, "said_by")),
        ("10 call lunch; 9 note", ("log", 0, "steps")),  # the place in the file, not in time
    ],
)
def test_each_stands_at_its_own_place(log, key):
    assert [found.key for found in findings_of("P07", case(deal(log, PEOPLE), LINE))] == [key]
    (role,) = findings_of("P07", case(deal("", "dana:lunch"), LINE))
    assert role.key == ("people", "dana", "role")


def test_where_the_process_is_not_in_the_book_only_people_are_looked_up():
    log = "9 call lunch =tea @eve #rain -> lunch 24 @eve; 10 close lost reason:rain said_by:eve"
    says = judge(log, "dana:legal", judged=False)
    assert says == ["the person 'eve' is not declared by the deal"] * 3
