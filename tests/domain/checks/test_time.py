"""Family T at its boundaries: logs as building.py writes them; today is Saturday the 21st."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from support.building import case, day, deal, entries, findings_of, messages, process, step
from support.table import each

STALE = process("a/x", stale="10bd", cycle="20bd")
ENDINGS = ("20 close won", "20 close lost", "20 close disqualified")


def judge(check, log, judged_by=STALE, *, now=21, holidays=(), **header):
    return messages(check, case(deal(log, **header), judged_by, now=now, holidays=holidays))


CALLED = "last call was 15 days ago (Fri 6 Nov 2026)"


@each(
    "log, since",
    [
        # ten business days from Friday the 6th end on Friday the 20th
        ("6 call", CALLED),
        ("9 call", None),  # and from Monday on Monday
        ("2026-11-08T23:30:00Z call", None),  # Monday here
        ("2026-11-08T22:30:00Z call", "last call was 13 days ago (Sun 8 Nov 2026)"),
        ("6 call; 20 note; 20 change; 20 skip x", CALLED),
        ("6 call; 20 import x", CALLED),
        ("6 call; 20 email", None),
        ("20 email; 6 call", None),  # in order of time
        # something due ahead
        ("6 call -> x 24", None),
        ("6 call -> x 21", None),  # today is ahead
        # without an encounter, from the first entry
        ("6 open", "first entry was 15 days ago (Fri 6 Nov 2026)"),
        ("6 open; 18 note", "first entry was 15 days ago (Fri 6 Nov 2026)"),
        ("9 open", None),
        ("", None),
        # a reopened deal that nobody spoke to
        ("2 call; 3 close lost; 4 reopen", "reopening was 17 days ago (Wed 4 Nov 2026)"),
        ("2 call; 3 close lost; 20 reopen", None),
        ("2 call; 3 close lost; 20 reopen -> x 24", None),
    ],
)
def test_t01_stale_after_the_last_day_of_silence(log, since):
    says = [f"stale: the {since}, and nothing is scheduled"] if since else []
    assert judge("T01", log) == says
    for ending in ENDINGS:
        assert judge("T01", f"{log}; {ending}") == []


@pytest.mark.parametrize("due", ["20", "2026-11-21T11:00:00+13:00"])
def test_t01_says_where_the_next_step_is_overdue(due):
    says = "no conversation for 15 days (Fri 6 Nov 2026), and the next step is overdue"
    assert judge("T01", f"6 call -> x {due}") == [says]


def test_t01_stands_at_the_last_encounter_or_the_first_entry():
    for log, index in (("2 open; 6 call; 7 note", 1), ("2 note; 3 note", 0), ("3 note; 2 note", 1)):
        (found,) = findings_of("T01", case(deal(log), STALE))
        assert found.key == ("log", index)


def test_t01_a_holiday_gives_a_day_more():
    assert judge("T01", "6 call")
    assert not judge("T01", "6 call", holidays=[11])


def test_t01_becomes_true_with_the_day_here_wherever_it_is_asked():
    assert not judge("T01", "6 call", now="2026-11-20T23:59:59+01:00")
    assert judge("T01", "6 call", now="2026-11-20T15:00:00-08:00")


def test_t01_and_t02_are_for_the_process_to_ask():
    for check in ("T01", "T02"):
        assert not judge(check, "-300 call", process("a/x"))


@each(
    "log, limit",
    [
        # twenty business days from Friday, the 23rd of October, end on Friday the 20th
        ("-8 open", "Fri 20 Nov 2026"),
        ("-7 open", "Fri 20 Nov 2026"),
        ("-6 open", "Fri 20 Nov 2026"),
        ("-5 open", None),
        ("-8 note; 20 call -> x 24", "Fri 20 Nov 2026"),  # whatever is due ahead
        ("20 open; -8 note", "Fri 20 Nov 2026"),  # in order of time
        ("-8 open; 2 close lost; 20 reopen", "Fri 20 Nov 2026"),  # from the first entry
        ("", None),
    ],
)
def test_t02_older_than_its_cycle(log, limit):
    says = judge("T02", log)
    assert len(says) == bool(limit)
    assert all(
        message.endswith(f"the cycle of 20 business days ended on {limit}") for message in says
    )
    for ending in ENDINGS:
        assert judge("T02", f"{log}; {ending}") == []


def test_t02_the_last_day_of_the_cycle_belongs_to_it():
    assert not judge("T02", "-8 open", now=20)
    assert judge("T02", "-8 open", now=21)


@pytest.mark.parametrize(
    ("close", "says"),
    [
        (None, []),
        (day(22), []),
        (day(21), []),  # it may still come today
        (day(20), ["the expected close has passed: Fri 20 Nov 2026, yesterday"]),
        (date.min, ["the expected close has passed: Mon 1 Jan 0001, 739,940 days ago"]),
    ],
)
def test_t03_the_expected_close_has_passed(close, says):
    assert judge("T03", "9 open", close=close) == says
    assert judge("T03", "9 open; 20 close lost; 20 reopen", close=close) == says
    for ending in ENDINGS:
        assert judge("T03", f"9 open; {ending}", close=close) == []


def moved(*pairs, first=9, key="close"):
    """A log whose entries change the expected close."""
    changes = entries("; ".join(f"{first + n} change" for n in range(len(pairs))))
    return [replace(one, change={key: pair}) for one, pair in zip(changes, pairs, strict=True)]


@each(
    "pairs, times",
    [
        ([], 0),
        ([(day(20), day(30))], 0),
        ([(day(20), day(30)), (day(30), day(40))], 2),
        ([(day(20), day(30)), (day(30), day(40)), (day(40), day(50))], 3),
        ([(day(20), day(30)), (day(30), day(25))], 0),  # moved forward once
        ([(day(20), day(30)), (day(30), day(25)), (day(25), day(26))], 2),
        ([(day(20), day(30)), (day(30), day(30))], 0),
        # what isn't two days puts nothing off
        ([(day(20), day(30)), ("", day(40))], 0),
        ([(day(20), day(30)), (day(30), "")], 0),
        ([(20, 30), (30, 40)], 0),
        ([(datetime(2026, 11, 20), datetime(2026, 11, 30))] * 2, 0),
    ],
)
def test_t04_the_expected_close_was_put_off_twice_or_more(pairs, times):
    says = [f"the expected close was postponed {times} times"] if times else []
    log = moved(*pairs)
    assert judge("T04", log) == says
    assert judge("T04", list(reversed(log))) == says
    assert judge("T04", [*log, *entries("20 close lost")]) == []
    assert judge("T04", moved(*pairs, key="value")) == []


def test_t04_stands_at_the_last_time():
    log = [*moved((day(20), day(30)), first=12), *moved((day(10), day(20)))]
    (found,) = findings_of(
        "T04", case(deal([replace(one, index=n) for n, one in enumerate(log)]), STALE)
    )
    assert found.key == ("log", 0, "change", "close")


# From Saturday: one step after the other, five business days each, to Friday the 4th of December.
PACED = process(step("a/one", within="5bd"), step("b/two", within="5bd"), "b/three?")


@each(
    "log, close, end",
    [
        ("9 open", None, None),
        ("9 open", 34, None),  # exactly then
        ("9 open", 33, "Fri 4 Dec 2026"),
        ("9 call one", 33, None),
        ("9 call one", 26, "Fri 27 Nov 2026"),
        ("9 skip one", 26, "Fri 27 Nov 2026"),
        ("9 call one; 10 call two", 21, None),
        ("9 open", 21, "Fri 4 Dec 2026"),  # today
        ("9 open", 20, None),  # that is T03
        ("9 open; 10 close lost", 22, None),
        ("9 open; 10 close won", 22, None),
        ("9 open; 10 close lost; 11 reopen", 33, "Fri 4 Dec 2026"),
    ],
)
def test_t05_the_steps_left_need_more_time(log, close, end):
    says = judge("T05", log, PACED, close=close and day(close))
    assert len(says) == bool(end)
    assert all(message.endswith(f"left take until {end}") for message in says)


def test_t05_counts_holidays_and_needs_the_process():
    assert not judge("T05", "9 open", PACED, close=day(34))
    assert judge("T05", "9 open", PACED, close=day(34), holidays=[25])
    unjudged = case(deal("9 open", close=day(22)), PACED, judged=False)
    assert not messages("T05", unjudged)
