"""Family N at its boundaries: logs as building.py writes them; today is Saturday the 21st."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.building import case, deal, entries, findings_of, messages, process, step
from support.table import each

from salescli.domain.deal import NextStep
from salescli.domain.time.workdays import Calendar

PEOPLE = "dana:it bob ada:founder rita:reseller"
LINE = process(
    step("qualify/discovery", within="5bd", theirs="it"),
    step("prove/demo", within="1w"),
    step("prove/pack", within="3h"),
    step("decide/contract", theirs="reseller"),
    "decide/signature",
    roles="it founder:ours reseller:partner",
)


def judge(check, log, *, now=21, holidays=()):
    return messages(check, case(deal(log, PEOPLE), LINE, now=now, holidays=holidays))


FAMILY = [f"N0{number}" for number in range(1, 9)]


def test_all_is_well_with_a_step_that_was_agreed_for_a_workday_within_its_time_frame():
    about = case(deal("20 call @dana -> discovery 24 @dana agreed", PEOPLE), LINE)
    assert not any(messages(check, about) for check in FAMILY)


@pytest.mark.parametrize(
    "log",
    ["20 call -> discovery 1; 21T09:00 close won", "1 call; 2 call; 9 close lost", "9 close won"],
)
def test_nothing_is_said_of_deals_that_are_closed(log):
    about = case(deal(log, PEOPLE), LINE)
    assert not any(messages(check, about) for check in FAMILY)


@each(
    "log, missing",
    [
        ("", True),
        ("20 open", True),
        ("20 call -> demo 24", False),
        ("20 call -> demo 1", False),  # overdue is another matter
        ("18 call -> demo 24; 20 call", False),
        ("18 call -> demo 19; 20 call", True),
        ("18 call -> demo 24; 20 note; 20 change", False),
        ("18 call -> demo 24; 20 skip demo", True),
        ("18 call -> demo 24; 20 close lost", False),
        ("18 call -> demo 24; 20 close", True),  # the close names no result
        ("18 call -> demo 24; 19 close lost; 20 reopen", True),
        ("18 call -> demo 24; 19 close lost; 20 reopen -> demo 25", False),
        ("20 call -> demo 24; 19 call", False),  # out of order
        ("20 call; 19 call -> demo 20", True),
        ("20 call; 22 schedule -> demo 24", False),  # an entry in the future counts all the same
    ],
)
def test_n01_an_open_deal_without_a_next_step(log, missing):
    assert judge("N01", log) == ["the deal is open and has no next step"] * missing


def test_n01_stands_at_the_last_entry_in_order_of_time():
    about = case(deal("20 call; 19 call; 18 note", PEOPLE), LINE)
    assert [found.key for found in findings_of("N01", about)] == [("log", 0)]
    assert [found.key for found in findings_of("N01", case(deal(), LINE))] == [()]


@each(
    "on, late",
    [
        ("20", "Fri 20 Nov 2026, yesterday"),
        ("21", None),  # due today is not overdue
        ("22", None),
        ("21T09:00", None),  # nor is what was due this morning
        ("20T23:59", "Fri 20 Nov 2026, yesterday"),
        ("-20", "Sun 11 Oct 2026, 41 days ago"),
        # by the local day: it is +01:00 here
        ("2026-11-20T18:00:00-08:00", None),  # three in the morning of the 21st
        ("2026-11-20T14:59:00-08:00", "Fri 20 Nov 2026, yesterday"),
        ("2026-11-21T11:00:00+13:00", "Fri 20 Nov 2026, yesterday"),
        ("2026-11-21T12:00:00+13:00", None),
        ("2026-11-20T23:30:00Z", None),
        ("2026-11-20T22:59:59Z", "Fri 20 Nov 2026, yesterday"),
        ("2026-11-20T23:30:00", "Fri 20 Nov 2026, yesterday"),  # naive: local
        ("2026-11-21T00:00:00", None),
        ("0001-01-01T00:00:00+14:00", "Mon 1 Jan 0001, 739,940 days ago"),
        ("9999-12-31T23:59:00-12:00", None),
    ],
)
def test_n02_overdue_goes_by_the_local_day(on, late):
    expected = [f"the next step 'demo' was due {late}"] if late else []
    assert judge("N02", f"9 call -> demo {on}") == expected


def test_n02_the_last_second_of_the_day_it_is_due_is_not_too_late():
    log = "9 call -> demo 20T10:00"
    assert not judge("N02", log, now="2026-11-20T23:59:59+01:00")
    assert judge("N02", log, now="2026-11-21T00:00:00+01:00")
    assert judge("N02", log, now="2026-11-20T18:00:00-08:00")


@pytest.mark.parametrize(
    ("log", "command"),
    [
        ("9 call -> demo 12", "salescli log acme demo   or"),
        ('9 call -> "call back" 12', "salescli log acme   or"),
    ],
)
def test_n02_names_the_command_that_logs_it(log, command):
    (found,) = findings_of("N02", case(deal(log, PEOPLE), LINE))
    assert command in found.fix
    assert found.key == ("log", 0, "next", "on")


@each(
    "following, says",
    [
        ("demo 24 @dana", ["the buyer has not confirmed the next step 'demo'"]),
        ('"call back" 24 @dana', ["the buyer has not confirmed the next step 'call back'"]),
        ("unheard-of 24 @dana", ["the buyer has not confirmed the next step 'unheard-of'"]),
        ("demo 24 @dana agreed", []),
        ("demo 25 @dana", []),  # there is time: three business days from Saturday the 21st
        ("demo 20 @dana", []),  # it is overdue, and that is enough
        ("demo 24", []),  # nobody is named who could confirm it: N05
        ("contract 24 @rita", ["the buyer has not confirmed the next step 'contract'"]),
    ],
)
def test_n03_only_our_wish_and_near(following, says):
    assert judge("N03", f"9 call -> {following}") == says


@pytest.mark.parametrize("check", ["N03", "N05"])
def test_before_the_first_conversation_nobody_could_confirm_anything(check):
    following = "discovery 24 @dana" if check == "N03" else "discovery 24"
    assert not judge(check, f"20 open -> {following}")
    assert judge(check, f"20 call -> {following}")
    assert judge(check, f"19 call; 20 schedule -> {following}")


@pytest.mark.parametrize("check", ["N03", "N04", "N05", "N08"])
def test_of_what_is_overdue_n02_says_enough(check):
    log = "1 call -> discovery 22" + (" @dana" if check == "N03" else "")
    assert judge(check, log)
    assert not judge(check, log, now=23)
    assert judge("N02", log, now=23)


@each(
    "log, limit",
    [
        # from Monday the 16th: five business days end on Monday the 23rd
        ("16 call -> discovery 23", None),
        ("16 call -> discovery 23T23:59", None),
        ("16 call -> discovery 24", "Mon 23 Nov 2026"),
        ("2026-11-16T23:30:00Z call -> discovery 24", None),  # already Tuesday here
        ("16 call -> discovery 2026-11-24T11:00:00+13:00", None),  # still Monday here
        # from a Saturday
        ("21T09:00 call -> discovery 27", None),
        ("21T09:00 call -> discovery 28", "Fri 27 Nov 2026"),
        # weeks go by the calendar, hours end on their day
        ("16 call -> demo 23", None),
        ("16 call -> demo 24", "Mon 23 Nov 2026"),
        ("20 call -> pack 20T18:00", None),
        ("20 call -> pack 21", "Fri 20 Nov 2026"),
        # counted from the encounter before it, whoever scheduled it
        ("16 call -> discovery 20; 18 schedule -> discovery 24", "Mon 23 Nov 2026"),
        ("16 call -> discovery 20; 18 email -> discovery 25", None),
        ("16 call; 17 note; 18 schedule -> discovery 24", "Mon 23 Nov 2026"),
        ("16 call -> discovery 24; 18 note", "Mon 23 Nov 2026"),
        ("18 call -> discovery 25; 16 call -> demo 17", None),  # out of order
        # without an encounter, from the first entry
        ("16 open -> discovery 24", "Mon 23 Nov 2026"),
        ("16 open; 18 schedule -> discovery 24", "Mon 23 Nov 2026"),
        # what has no time frame has no end
        ("16 call -> contract 90", None),
        ('16 call -> "call back" 90', None),
        ("16 call -> unheard-of 90", None),
    ],
)
def test_n04_within_holds_to_its_last_day(log, limit):
    says = judge("N04", log)
    assert len(says) == bool(limit)
    assert all(message.endswith(f", until {limit}") for message in says)


def test_n04_a_holiday_is_no_business_day():
    log = "16 call -> discovery 24"
    assert judge("N04", log)
    assert not judge("N04", log, holidays=[18])
    assert judge("N04", log, holidays=[15])  # a Sunday costs nothing


def test_n04_a_time_frame_beyond_the_calendar_holds_whatever_it_is():
    judged_by = process(step("prove/demo", within="9999w"))
    (entry,) = entries("9900-01-01T10:00:00+01:00 call")
    about = deal([replace(entry, nexts=(NextStep(date.max, "demo"),))])
    assert not messages("N04", case(about, judged_by))


@each(
    "following, named",
    [
        ("demo 24", False),
        ("demo 24 @dana", True),
        ("demo 24 @bob", True),  # whoever has no role is at the buyer
        ("demo 24 @nobody-knows", True),  # P07 says that nobody knows them
        ("demo 24 @ada", False),  # ours
        ("demo 24 @rita", False),  # a partner
        ("demo 24 @ada @rita @dana", True),
        ("contract 24 @rita", True),  # that step calls for the partner
        ("contract 24 @ada", False),
        ('"call back" 24', False),
    ],
)
def test_n05_somebody_from_the_buyer_is_named(following, named):
    assert bool(judge("N05", f"9 call -> {following}")) != named


@pytest.mark.parametrize(
    ("log", "times"),
    [
        ("9 call -> demo 12; 10 schedule -> demo 13", 0),
        ("9 call -> demo 12; 10 schedule -> demo 13; 11 schedule -> demo 14", 2),
        ("9 call -> demo 12; 10 call -> demo 13; 11 call -> demo 14; 12 call -> demo 15", 3),
        ("9 call -> demo 12; 10 schedule -> demo 13; 11 schedule -> demo 12", 0),
        ("9 call -> demo 12; 10 schedule -> demo 13; 11 schedule -> contract 14", 0),
        ("9 call -> demo 12; 10 schedule -> demo 13; 11 call demo -> demo 14", 0),
        ("9 call -> demo 12; 10 schedule -> demo 12T09:00; 11 schedule -> demo 13", 0),
    ],
)
def test_n06_put_off_twice_or_more(log, times):
    expected = [f"the next step 'demo' was postponed {times} times"] if times else []
    assert judge("N06", log) == expected


@each(
    "log, days",
    [
        ("9 call; 10 note", []),  # N01 says it
        ("9 call; 10 note; 11 schedule -> demo 24", [9]),
        ("9 call; 10 schedule -> demo 24", []),
        ("9 call; 10 email; 11 email", [9, 10]),
        ("9 call; 10 close lost; 11 reopen -> demo 24", []),
        ("9 call; 10 note; 11 close lost", []),  # open deals alone
        ("9 call; 10 note; 11 close lost; 12 reopen -> demo 24", [9]),
        ("9 open; 10 import demo; 11 note; 12 schedule -> demo 24", []),  # no encounters
        ("11 schedule -> demo 24; 9 call; 10 note", [9]),  # out of order
    ],
)
def test_n07_an_earlier_encounter_without_a_next_step(log, days):
    messages = judge("N07", log)
    assert [int(message.split()[4]) for message in messages] == days


@pytest.mark.parametrize(
    ("on", "free"),
    [
        ("20", False),
        ("22", True),
        ("23", False),
        ("26", True),  # a holiday
        ("2026-11-23T08:00:00+13:00", True),  # Sunday here
        ("2026-11-27T23:30:00-05:00", True),  # Saturday here
        ("2026-11-21T10:00:00", True),
    ],
)
def test_n08_a_day_off_is_a_weekend_or_a_holiday(on, free):
    assert bool(judge("N08", f"9 call -> demo {on}", holidays=[26])) == free


def test_n08_what_is_a_workday_is_for_the_book_to_say():
    sunday = case(deal("9 call -> demo 22"), LINE)
    assert messages("N08", sunday)
    assert not messages("N08", replace(sunday, calendar=Calendar(frozenset(range(7)))))


def test_a_handle_is_quoted_for_the_shell():
    about = replace(deal("9 call -> demo 12"), handle="acme & sons")
    (found,) = findings_of("N02", case(about, LINE))
    assert "salescli log 'acme & sons' demo" in found.fix
