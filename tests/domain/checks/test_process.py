"""Family P at its boundaries: logs as building.py writes them; today is Saturday the 21st."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.building import case, deal, findings_of, messages, process, step
from support.table import each

PEOPLE = "dana:it bob:buyer ines:buyer eve"
LINE = process(
    step("qualify/discovery", "pain-sized referral?", theirs="buyer"),
    step("qualify/survey?", "survey-read", times=2),
    step("prove/demo", after="discovery", times=2, at_most=3, theirs="it"),
    step("prove/trial?", leads_to="review", never_with="pilot"),
    step("prove/review?", within="5bd"),
    step("prove/pilot?", never_with="trial"),
    step("decide/proposal", after="discovery demo"),
    "decide/signature",
    ask="proposal buyer: discovery demo",
    roles="it buyer",
)
FREE = replace(LINE, order="free")
ABANDONED = ("; 20 close lost", "; 20 close disqualified")
REOPENED = "; 20 close lost; 20 reopen"
ENDINGS = ("", "; 20 close won", *ABANDONED, REOPENED)


def judge(check, log, judged_by=LINE, **flags):
    return messages(check, case(deal(log, PEOPLE), judged_by, **flags))


@each(
    "log, says",
    [
        ("9 call discovery; 10 call demo", []),
        ("9 call discovery demo", []),  # one conversation, in this order
        ("9 call demo discovery", ["'demo' was done before 'discovery'"]),
        ("9 call demo", ["'demo' was done before 'discovery'"]),
        ("9 call demo; 10 call discovery", ["'demo' was done before 'discovery'"]),
        ("9 call demo; 10 skip discovery", ["'demo' was done before 'discovery'"]),
        ("9 skip discovery; 10 call demo", []),
        ("9 call demo; 9 call discovery", ["'demo' was done before 'discovery'"]),
        ("9 call discovery; 9 call demo", []),  # the same time, in the order of the file
        ("10 call demo; 9 call discovery", []),  # in order of time
        ("9 import discovery demo", []),
        ("9 note discovery; 10 call demo", ["'demo' was done before 'discovery'"]),
        ("9 skip demo; 10 call discovery", []),  # a skip is no holding
        ("9 skip demo", []),
        ("9 call proposal", ["'proposal' was done before 'discovery' and 'demo'"]),
        ("9 call discovery proposal", ["'proposal' was done before 'demo'"]),
        ("9 call discovery demo; 10 call demo proposal", []),
        ("9 call discovery; 10 call discovery demo", []),
        # what of the two discoveries came first counts
        ("9 call discovery demo discovery", []),
        ("9 call review", ["'review' was done before 'discovery'"]),  # by the order of stages
        ("9 call survey", []),
    ],
)
def test_p01_before_what_it_comes_after(log, says):
    assert judge("P01", log) == says


@pytest.mark.parametrize(
    ("log", "says"),
    [
        ("9 call review", []),  # only `after` binds
        ("9 call demo", ["'demo' was done before 'discovery'"]),
        ("9 call signature", []),
    ],
)
def test_p01_with_order_free_only_after_binds(log, says):
    assert judge("P01", log, FREE) == says


@pytest.mark.parametrize("ending", ENDINGS)
def test_p01_says_what_happened_whatever_became_of_the_deal(ending):
    assert judge("P01", f"9 call demo; 10 call discovery{ending}")


@pytest.mark.parametrize(
    ("log", "mend"),
    [
        (
            "9 call demo",  # whoever decides takes part in it: it is not left out
            "salescli log acme discovery   or: salescli schedule acme --next discovery --on DATE",
        ),
        ("9 call demo; 10 call discovery", "salescli log acme discovery"),  # not finished yet
        ("9 call demo; 10 call discovery =pain-sized", "it stays on the record"),
        ("9 call demo; 10 skip discovery", "it stays on the record"),
        ("9 call demo; 10 close lost", "it stays on the record"),
    ],
)
def test_p01_names_a_mend_where_there_is_one(log, mend):
    (found,) = findings_of("P01", case(deal(log), LINE))
    assert found.fix.startswith(mend)
    assert found.key == ("log", 0, "steps")


DONE = "9 call discovery =pain-sized @bob; 10 call demo; 11 call demo"
UNSIZED = DONE.replace(" =pain-sized", "")
UNMET = DONE.replace(" @bob", "")


@each(
    "log, missing",
    [
        (DONE, None),
        (f"{DONE}; 12 call proposal", None),
        ("12 call proposal", "'discovery' and 'demo' were finished and the buyer was met"),
        (f"{UNMET}; 12 call proposal", "the buyer was met"),
        (DONE.replace("@bob", "@dana @eve") + "; 12 call proposal", "the buyer was met"),
        (f"{UNMET}; 12 call proposal @ines", None),  # met in asking
        (f"{UNMET}; 12 call proposal; 13 call @ines", "the buyer was met"),
        (f"{UNMET}; 11 note @ines; 12 call proposal", "the buyer was met"),
        (f"{UNMET}; 8 email @ines; 12 call proposal", None),
        # times reached: the second demo may come in the same conversation, before the ask
        (
            "9 call discovery =pain-sized @bob; 10 call demo; 12 call proposal",
            "'demo' was finished",
        ),
        ("9 call discovery =pain-sized @bob; 10 call demo; 12 call demo proposal", None),
        (
            "9 call discovery =pain-sized @bob; 10 call demo; 12 call proposal demo",
            "'demo' was finished",
        ),
        # outcomes: those of the conversation belong to its beginning
        (f"{UNSIZED}; 12 call proposal", "'discovery' was finished"),
        (f"{UNSIZED}; 12 call proposal =pain-sized", None),
        (f"{UNSIZED}; 12 call proposal; 13 note =pain-sized", "'discovery' was finished"),
        # skips, before and after
        ("9 skip discovery demo; 10 call @bob; 12 call proposal", None),
        ("9 skip discovery; 10 call @bob; 12 call proposal; 13 skip demo", "'demo' was finished"),
        # the first time counts
        (
            "9 call proposal @bob; 10 call discovery =pain-sized; 11 call demo; 12 call demo",
            "'discovery' and 'demo' were finished",
        ),
        (f"{DONE}; 12 call proposal; 13 call proposal", None),
        ("10 call demo; 11 call demo; 12 call proposal; 9 call discovery =pain-sized @bob", None),
        # a skip of the ask asks for nothing
        ("9 skip proposal", None),
    ],
)
def test_p02_the_minimum_before_asking(log, missing):
    says = [f"'proposal' asked for the business before {missing}"] if missing else []
    assert judge("P02", log) == says
    assert judge("P02", log, FREE) == says


@pytest.mark.parametrize("ending", ENDINGS)
def test_p02_says_what_happened_whatever_became_of_the_deal(ending):
    assert judge("P02", f"9 call proposal{ending}")


def test_p02_without_named_steps_every_required_one_listed_before_the_ask():
    judged_by = process("a/one", "a/two?", "a/three", "b/ask", "b/four", ask="ask")
    assert judge("P02", "9 call ask", judged_by) == [
        "'ask' asked for the business before 'one' and 'three' were finished"
    ]


def test_p02_needs_an_ask_that_is_declared():
    assert not judge("P02", "9 call ask", process("a/one", "a/ask"))
    assert not judge("P02", "9 call ask", process("a/one", ask="ask"))


LEFT_UNSIZED = "'discovery' was left with its outcome 'pain-sized' unmet"
LEFT_UNREAD = "'survey' was left with its outcome 'survey-read' unmet"


@each(
    "log, says",
    [
        ("9 call discovery", []),  # its stage was not left
        ("9 call discovery; 10 call survey", []),
        ("9 call discovery; 10 call demo", [LEFT_UNSIZED]),
        ("9 call discovery =referral; 10 call demo", [LEFT_UNSIZED]),
        ("9 call discovery =pain-sized; 10 call demo", []),
        ("9 call discovery; 10 call demo; 11 email =pain-sized", []),  # mended
        ("9 call discovery; 10 call demo; 11 note =pain-sized", []),
        ("9 call discovery; 10 call demo; 11 skip discovery", []),
        ("9 skip discovery; 10 call demo", []),
        ("10 call demo", []),  # nor was it held: P05 says so
        ("9 skip demo", []),  # a skip leaves nothing
        # what isn't required, once it was held
        ("9 call survey discovery =pain-sized; 10 call demo", [LEFT_UNREAD]),
        ("9 call discovery =pain-sized; 10 call demo; 11 call demo", []),
    ],
)
def test_p03_left_with_a_required_outcome_unmet(log, says):
    assert judge("P03", log) == says


@pytest.mark.parametrize("ending", ABANDONED)
@pytest.mark.parametrize("check", ["P03", "P04", "P05", "P08"])
def test_what_is_missing_is_not_said_of_a_deal_lost_or_walked_away_from(check, ending):
    log = "2 call discovery survey trial; 3 call demo"
    assert judge(check, log)
    assert not judge(check, log + ending)
    assert judge(check, log + ending + "; 20 reopen")
    assert judge(check, f"{log}; 20 close won")


@pytest.mark.parametrize("log", ["2 call discovery; 3 call demo", "20 call demo", "13 call trial"])
def test_winning_adds_no_finding(log):
    """What a win leaves out was no finding the day before, and nobody can do it any more."""
    family = [f"P0{number}" for number in (1, 2, 3, 4, 5, 6, 8, 9)]
    before = {said for check in family for said in judge(check, log)}
    after = {said for check in family for said in judge(check, f"{log}; 20T12:00 close won")}
    assert after <= before


@pytest.mark.parametrize(
    ("log", "in_stages", "in_free"),
    [
        ("9 call discovery; 10 call demo", True, False),
        ("9 call discovery; 10 call proposal", True, True),
        ("9 call discovery; 10 skip proposal", False, False),
        ("9 call discovery; 10 close won", False, False),
    ],
)
def test_p03_with_order_free_a_stage_is_left_by_asking(log, in_stages, in_free):
    assert (LEFT_UNSIZED in judge("P03", log)) == in_stages
    assert (LEFT_UNSIZED in judge("P03", log, FREE)) == in_free


def test_p03_with_order_free_what_comes_after_the_ask_was_not_left_by_it():
    judged_by = process("a/one", "b/ask", step("c/kick-off", "day-set"), order="free", ask="ask")
    assert not judge("P03", "9 call ask kick-off", judged_by)
    assert not judge("P03", "9 call ask kick-off; 10 close won", judged_by)


WITHOUT = ["'discovery' was done without meeting its buyer"]


@each(
    "log, says",
    [
        ("9 call discovery", []),  # its stage was not left
        ("9 call discovery; 10 call demo @dana", WITHOUT),
        ("9 call discovery @bob; 10 call demo @dana", []),
        ("9 call discovery @ines; 10 call demo @dana", []),  # whoever has the role
        ("9 call discovery @dana @eve; 10 call demo @dana", WITHOUT),
        ("9 call discovery @nobody-knows; 10 call demo @dana", WITHOUT),
        ("9 call discovery; 10 call demo @dana @bob", []),  # later, with whatever step
        ("9 call discovery; 10 call demo @dana; 12 email @bob", []),
        ("9 call discovery; 10 call demo @dana; 12 note @bob", WITHOUT),  # not met
        ("8 email @bob; 9 call discovery; 10 call demo @dana", WITHOUT),  # met before
        ("9 call @bob; 9 call discovery; 10 call demo @dana", WITHOUT),
        ("9 call discovery survey demo @bob @dana", []),  # one entry, all its steps
        ("10 call demo @dana", []),  # not held, so nobody was missing
        ("9 import discovery; 10 call demo @dana", WITHOUT),
        ("9 skip discovery; 10 call demo @dana", []),
        ("9 call discovery; 10 call demo @dana; 11 skip discovery", []),
        # the first time asks for them
        ("9 call discovery; 10 call discovery @bob; 11 call demo @dana", []),
        ("9 call discovery @bob; 10 call discovery; 11 call demo @dana", []),
    ],
)
def test_p04_the_role_is_met_with_the_step_or_later(log, says):
    assert judge("P04", log) == says


def test_p04_a_role_of_which_nobody_was_met_is_said_of_each_step_that_calls_for_it():
    log = "9 call discovery; 10 call demo; 11 call demo; 12 call proposal"
    assert judge("P04", log) == [*WITHOUT, "'demo' was done without meeting its IT"]


@each(
    "log, says",
    [
        ("9 call survey", []),  # its stage was not left
        ("9 call discovery; 10 call demo", []),
        ("10 call demo", ["'discovery' was never done"]),
        ("10 call demo; 11 call discovery", []),  # mended
        ("10 call demo; 11 skip discovery", []),
        ("9 skip discovery; 10 call demo", []),
        # fewer than `times`
        ("9 call discovery demo; 10 call proposal", ["'demo' was done 1 of 2 times"]),
        ("9 call discovery demo; 10 call demo proposal", []),
        ("9 call discovery demo demo; 10 call proposal", ["'demo' was done 1 of 2 times"]),
        ("9 call discovery demo; 10 call demo; 11 call demo; 12 call proposal", []),
        ("9 call discovery; 9 import demo; 10 call demo proposal", []),
        ("9 call discovery demo; 10 call proposal; 11 skip demo", []),  # whatever `times` says
        ("9 call discovery; 10 call proposal", ["'demo' was never done"]),
        # what isn't required, once it was held
        ("9 call discovery survey; 10 call demo", ["'survey' was done 1 of 2 times"]),
        ("9 call discovery survey; 10 call survey demo", []),
    ],
)
def test_p05_left_with_fewer_encounters_than_times(log, says):
    assert judge("P05", log) == [f"{one}, and the deal has moved on" for one in says]


def test_p05_a_win_leaves_no_stage():
    log = "9 call discovery; 10 call demo; 11 call demo proposal; 12 close won"
    assert not judge("P05", log)
    assert judge("P05", log.replace("; 10 call demo", ""))


@pytest.mark.parametrize(
    ("log", "times"),
    [
        ("9 call demo; 10 call demo; 11 call demo", None),
        ("9 call demo; 10 call demo; 11 call demo; 12 call demo", 4),
        ("9 call demo; 10 call demo; 11 call demo; 12 import demo", 4),
        ("9 call demo; 10 call demo; 11 call demo; 12 skip demo", None),  # no holding
        ("9 call demo; 10 call demo; 11 call demo; 12 note demo", None),
        ("9 call demo demo demo demo", None),  # one conversation
        ("9 skip demo; 9 call demo; 10 call demo; 11 call demo; 12 call demo; 13 call demo", 5),
    ],
)
def test_p06_more_often_than_its_maximum(log, times):
    expected = [f"'demo' was done {times} times: its maximum is 3"] if times else []
    for ending in ENDINGS:
        assert judge("P06", log + ending) == expected


def test_p06_stands_at_the_entry_that_went_too_far():
    about = case(deal("12 call demo; 9 call demo; 10 call demo; 11 call demo"), LINE)
    assert [found.key for found in findings_of("P06", about)] == [("log", 0, "steps")]


NEVER = ["'review' must follow 'trial', and never came"]
LATE = ["'review' must follow 'trial': it was due by Fri 20 Nov 2026"]


@each(
    "log, open_deal, won_deal",
    [
        ("13 call trial", LATE, NEVER),  # five business days from Friday the 13th
        ("14 call trial", LATE, NEVER),  # and from the weekend after it
        ("16 call trial", [], []),  # its last day is Monday
        ("13 call trial; 14 call review", [], []),
        ("13 call trial review", [], []),
        ("13 call review trial", LATE, NEVER),
        ("12 call review; 13 call trial", LATE, NEVER),
        ("13 call trial; 14 import review", [], []),
        ("13 call trial; 14 note review", LATE, NEVER),
        ("13 call trial; 14 skip review", [], []),
        ("12 skip review; 13 call trial", [], []),  # waived, whenever it was recorded
        ("13 skip trial", [], []),  # a skip triggers nothing
        ("9 call trial; 10 call review; 13 call trial", LATE, NEVER),  # each of them
        ("9 call trial; 13 call trial; 14 call review", [], []),
        ("14 call review; 13 call trial", [], []),  # in order of time
    ],
)
def test_p08_late_by_its_time_frame_or_never_come_before_the_win(log, open_deal, won_deal):
    assert judge("P08", log) == open_deal
    assert judge("P08", f"{log}; 21T09:00 close won") == won_deal
    assert not judge("P08", f"{log}; 20 close won"), "it was not late yet"


def test_p08_a_holiday_gives_a_day_more():
    assert judge("P08", "13 call trial")
    assert not judge("P08", "13 call trial", holidays=[18])


def test_p08_due_today_is_not_late():
    judged_by = process(step("a/trial?", leads_to="review"), step("a/review?", within="1w"))
    assert not judge("P08", "14 call trial", judged_by)
    assert judge("P08", "13 call trial", judged_by)


def test_p08_without_a_time_frame_nothing_is_late():
    judged_by = process(step("a/trial?", leads_to="review"), "a/review?")
    assert not judge("P08", "-300 call trial", judged_by)
    assert not judge("P08", "-300 call trial; 20 close won", judged_by)


@each(
    "log, place",
    [
        ("9 call trial", None),
        ("9 call trial; 10 call trial", None),
        ("9 call trial; 10 call pilot", 1),
        ("9 call pilot; 10 call trial; 11 call trial", 1),
        ("9 call trial pilot", 0),
        ("9 import trial; 10 call pilot", 1),
        ("9 call trial; 10 skip pilot", None),  # a skip is no holding
        ("10 call trial; 9 call pilot", 0),
    ],
)
def test_p09_two_that_exclude_each_other_counted_once(log, place):
    expected = ["'pilot' and 'trial' exclude each other, and both were done"] * (place is not None)
    for ending in ENDINGS:
        about = case(deal(log + ending, PEOPLE), LINE)
        assert messages("P09", about) == expected
        assert [found.key for found in findings_of("P09", about)] == [
            ("log", place, "steps")
        ] * len(expected)


@pytest.mark.parametrize(
    ("log", "says"),
    [
        ("9 skip demo reason:together", ["'demo' skipped: together"]),
        ("9 skip demo survey reason:late", ["'demo' and 'survey' skipped: late"]),
        ("9 skip demo survey pilot", ["'demo', 'survey' and 'pilot' skipped: no reason given"]),
        ("9 skip demo; 10 skip demo", ["'demo' skipped: no reason given"] * 2),
        ("9 skip unheard-of", ["'unheard-of' skipped: no reason given"]),
        ("9 skip", []),
        ("9 note demo reason:together", []),
    ],
)
def test_p10_a_skip_is_counted(log, says):
    for ending in ENDINGS:
        assert judge("P10", log + ending) == says


def test_a_step_is_called_by_its_title():
    titled = replace(LINE.steps[0], title="Discovery call")
    judged_by = replace(LINE, steps=(titled, *LINE.steps[1:]))
    assert judge("P01", "9 call demo", judged_by) == ["'demo' was done before 'Discovery call'"]


def test_where_the_process_is_not_in_the_book_nothing_is_held_against_it():
    about = case(deal("9 call proposal demo; 10 close won", PEOPLE), process(), judged=False)
    family = [f"P0{number}" for number in (1, 2, 3, 4, 5, 6, 8, 9)]
    assert not any(messages(check, about) for check in family)


@pytest.mark.parametrize("ending", ["", REOPENED])
def test_a_deal_that_was_reopened_is_judged_as_if_it_had_never_been_lost(ending):
    log = f"2 call discovery trial; 3 call demo{ending}"
    assert judge("P03", log) == [LEFT_UNSIZED]
    assert judge("P08", log) == ["'review' must follow 'trial': it was due by Mon 9 Nov 2026"]


def test_on_a_deal_that_is_closed_the_mend_is_in_its_file():
    """`log` and `skip` are for open deals alone."""
    about = case(deal("9 call discovery; 10 call demo; 11 close won", PEOPLE), LINE)
    for check in ("P03", "P04", "P05"):
        found = findings_of(check, about)
        assert all(finding.fix.startswith("salescli edit acme   ") for finding in found)


@pytest.mark.parametrize("check", ["P03", "P05"])
def test_of_a_deal_imported_as_won_without_its_way_nobody_can_tell(check):
    """A book out of another system had three warnings for each deal that it ever won."""
    came = deal("9 open; 20 close won", PEOPLE, custom={"import": {"from": "hubspot", "id": "7"}})
    assert not messages(check, case(came, LINE))
    passed = "9 import discovery; 9 import proposal; 20 close won"
    assert messages(check, case(replace(came, log=deal(passed).log), LINE))


@pytest.mark.parametrize(
    ("log", "says"),
    [
        ("9 call demo; 10 call proposal", ["'demo' was done before 'discovery'"]),
        (
            "9 call discovery; 10 call proposal; 11 call signature",
            ["'proposal' was done before 'demo'"],
        ),
        (
            "9 call proposal; 10 call demo",
            ["'proposal' was done before 'discovery' and 'demo'"],
        ),
    ],
)
def test_p01_a_step_that_was_passed_over_is_told_once(log, says):
    assert judge("P01", log) == says


def test_p03_and_p04_speak_once_of_a_step():
    judged_by = process(step("a/one", "x y", theirs="it buyer"), "b/two", roles="it buyer")
    log = "9 call one; 10 call two"
    assert judge("P03", log, judged_by) == ["'one' was left with its outcomes 'x' and 'y' unmet"]
    assert judge("P04", log, judged_by) == ["'one' was done without meeting its IT and buyer"]
    (found,) = findings_of("P03", case(deal(log), judged_by))
    assert found.fix == "salescli log acme one --met x --met y"


@pytest.mark.parametrize(
    ("log", "severity"),
    [
        ("9 call demo", "error"),
        ("9 call demo; 10 call discovery", "info"),
        ("9 call demo; 10 skip discovery reason:same", "info"),
        ("9 call demo; 10 skip discovery", "error"),  # without a reason
    ],
)
def test_p01_is_for_information_once_it_was_made_up_for(log, severity):
    judge = process("a/discovery", step("b/demo", after="discovery"))
    assert [one.severity for one in findings_of("P01", case(deal(log), judge))] == [severity]


@pytest.mark.parametrize(
    ("log", "severity"),
    [
        ("9 call ask @bob", "error"),
        ("9 call ask @bob; 10 call discovery", "error"),  # its outcome is missing
        ("9 call ask; 10 call discovery =pain", "error"),  # the role was not met
        ("9 call ask; 10 call discovery =pain @bob", "info"),
        ("9 call ask @bob; 10 skip discovery reason:same", "info"),
    ],
)
def test_p02_is_for_information_once_it_was_made_up_for(log, severity):
    judge = process(step("discovery", "pain"), "ask", ask="ask owner", roles="owner", order="free")
    found = findings_of("P02", case(deal(log, "bob:owner"), judge))
    assert [one.severity for one in found] == [severity]
