"""The daily review: which deals need somebody, in which order, and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from support.building import day, deal, process, step
from support.table import each

from salescli.domain.day.review import Urgency, order, review, week_end
from salescli.domain.process import Outcome, Process, Step
from salescli.domain.replay import replay
from salescli.domain.summary import summarise
from salescli.domain.time.workdays import Calendar

WEDNESDAY = day(25)
SATURDAY = day(21)
CALENDAR = Calendar()
LINE = process(
    step("call/discovery", "pain"), step("prove/demo", "fit named? agreed-on"), "close/proposal"
)


def reviewed(log, today=WEDNESDAY, judge=LINE, **header):
    about = deal(log, "dana:it bob", **header)
    summary = summarise(about, judge, replay(about, judge))
    return review(summary, today, week_end(today, CALENDAR))


WEEKS = [
    (day(23), day(29)),
    (WEDNESDAY, day(29)),
    (day(27), day(29)),
    (SATURDAY, day(29)),
    (day(22), day(29)),
    (day(29), day(36)),
    (date(9999, 12, 31), date.max),
]


@pytest.mark.parametrize(("today", "end"), WEEKS)
def test_the_week_is_the_one_of_the_next_workday(today, end):
    assert week_end(today, CALENDAR) == end


def test_before_a_long_holiday_the_week_is_the_one_after_it():
    closed = Calendar(holidays=frozenset(map(day, range(26, 31))))
    assert week_end(day(26), closed) == day(36)


URGENT = [
    ("9 open", WEDNESDAY, Urgency.UNSCHEDULED),
    ("9 open -> demo 24", WEDNESDAY, Urgency.OVERDUE),
    ("9 open -> demo 25", WEDNESDAY, Urgency.TODAY),
    ("9 open -> demo 25T08:00", WEDNESDAY, Urgency.TODAY),
    ("9 open -> demo 26", WEDNESDAY, Urgency.THIS_WEEK),
    ("9 open -> demo 29", WEDNESDAY, Urgency.THIS_WEEK),
    ("9 open -> demo 30", WEDNESDAY, Urgency.LATER),
    ("9 open -> demo 20", SATURDAY, Urgency.OVERDUE),
    ("9 open -> demo 21", SATURDAY, Urgency.TODAY),
    ("9 open -> demo 23", SATURDAY, Urgency.THIS_WEEK),
    ("9 open -> demo 27", SATURDAY, Urgency.THIS_WEEK),
    ("9 open -> demo 30", SATURDAY, Urgency.LATER),
    ("9 open -> demo 26; 12 meeting demo", WEDNESDAY, Urgency.UNSCHEDULED),
]


PRESSING = {
    "9 open": (True, True),
    "9 open -> demo 24": (True, True),
    "9 open -> demo 25": (False, True),
    "9 open -> demo 26": (False, False),
    "9 open -> demo 30": (False, False),
}


@pytest.mark.parametrize(("log", "expected"), PRESSING.items())
def test_what_is_pressing_and_what_needs_somebody_today(log, expected):
    one = reviewed(log)
    assert (one.is_pressing, one.is_due) == expected


@each("log, today, urgency", URGENT)
def test_how_urgent_a_deal_is(log, today, urgency):
    assert reviewed(log, today).urgency is urgency


WHEN = [
    ("9 open", ""),
    ("9 open -> demo 22", "Sun 22 Nov, 3 days late"),
    ("9 open -> demo 24T15:30", "Tue 24 Nov, 1 day late"),
    ("9 open -> demo 25", "today"),
    ("9 open -> demo 25T15:30", "today 15:30"),
    ("9 open -> demo 26", "Thu 26 Nov, tomorrow"),
    ("9 open -> demo 27T09:00", "Fri 27 Nov 09:00, in 2 days"),
    ("9 open -> demo 70", "Sat 9 Jan 2027, in 45 days"),
]


@each("log, when", WHEN)
def test_when_it_is_due_in_words(log, when):
    assert reviewed(log).when == when


WHY = [
    ("9 open", "it was opened without a next step"),
    ("9 open -> demo 24 agreed", "its day has passed, and nothing was logged since"),
    ("9 open -> demo 27 agreed", "confirmed by them"),
    ("9 open -> demo 27", "not confirmed by them"),
    (
        "9 open -> demo 12; 12 meeting demo",
        "the meeting of Thu 12 Nov, 13 days ago, ended without a next step",
    ),
    ("9 open; 24 call; 25 note", "the call of Tue 24 Nov, yesterday, ended without a next step"),
]


@pytest.mark.parametrize(("log", "why"), WHY)
def test_why_it_is_here(log, why):
    assert reviewed(log).why == why


PURPOSE = [
    ("9 open", "discovery", "pain"),
    ("9 meeting discovery =pain", "demo", "fit (+1 more)"),
    ("9 meeting discovery =pain =fit", "demo", "agreed-on"),
    ("9 open -> demo 27", "demo", "fit (+1 more)"),
    ("9 open -> demo 27 goal:heard.", "demo", "heard"),
    ("9 meeting discovery demo =pain =fit =agreed-on", "proposal", ""),
    ("9 meeting discovery demo proposal =pain =fit =agreed-on", None, ""),
    ('9 open -> "call back" 27', "discovery", "pain"),
]


@each("log, name, purpose", PURPOSE)
def test_which_step_it_is_and_what_it_must_bring_about(log, name, purpose):
    one = reviewed(log)
    due = one.about.due
    assert (due.step if due else None, due.purpose if due else "") == (name, purpose)


def test_an_outcome_is_told_by_its_text():
    said = Step("demo", outcomes=(Outcome("fit", "They say that it fits"),))
    assert reviewed("9 open", judge=Process("one", steps=(said,))).about.due.purpose == (
        "They say that it fits"
    )


POOR = [
    ("9 open", False),
    ("9 open -> demo 24", False),
    ("9 open -> demo 11", False),
    ("9 open -> demo 10", True),
    ("9 open -> demo 24; 10 schedule -> demo 26", False),
    ("9 open -> demo 24; 10 schedule -> demo 26; 11 schedule -> demo 27", False),
    (
        "9 open -> demo 24; 10 schedule -> demo 26; 11 schedule -> demo 27; 12 schedule -> demo 28",
        True,
    ),
    ("9 open; 10 note #no-budget", True),
    ("9 open; 10 call discovery @bob =pain -> demo 26", False),
    ("9 open; 10 call -> demo 12; 12 call -> demo 26", True),
    ("9 meeting discovery #no-budget -> demo 26", True),
]


@each("log, poor", POOR)
def test_what_speaks_for_walking_away(log, poor):
    assert reviewed(log).looks_poor is poor


def ordered(*deals):
    some = []
    for number, (log, value) in enumerate(deals):
        one = reviewed(log, value=value)
        some.append((number, one))
    known = {id(one): number for number, one in some}
    return [known[id(one)] for one in order(one for _, one in some)]


ORDERED = {
    "groups": (
        [
            ("9 open -> demo 40", 1),
            ("9 open -> demo 27", 2),
            ("9 open -> demo 25", 3),
            ("9 open -> demo 24", 4),
            ("9 open", 5),
        ],
        [2, 3, 4, 1, 0],
    ),
    "what is overdue by lateness, whatever it is worth": (
        [("9 open -> demo 10", 5), ("9 open -> demo 24", 900), ("9 open -> demo 12", None)],
        [0, 2, 1],
    ),
    "what is late and has a talk today, by its talk": (
        [("9 open -> demo 25T12:00", 5), ("9 open -> demo 20 -> proposal 25T10:00", 5)],
        [1, 0],
    ),
    "what has no next step by value": (
        [("9 open", None), ("9 open", Decimal("7.5")), ("9 open", 8)],
        [2, 1, 0],
    ),
    "the rest by day, then by value": (
        [("9 open -> demo 28", 900), ("9 open -> demo 26", 1), ("9 open -> demo 26", 2)],
        [2, 1, 0],
    ),
    "today by hour": (
        [("9 open -> demo 25T15:00", 9), ("9 open -> demo 25T09:00", 1)],
        [1, 0],
    ),
}


@pytest.mark.parametrize(("deals", "expected"), ORDERED.values(), ids=ORDERED)
def test_the_order_of_the_review(deals, expected):
    assert ordered(*deals) == expected
