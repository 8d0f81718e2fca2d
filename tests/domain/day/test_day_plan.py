"""The lines of a day: today by the clock, what is late, what is missing, what comes next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.building import day, deal, moment, process

from salescli.domain.day.day_plan import day_plan, first_ahead, next_change, times_of_today
from salescli.domain.day.review import review
from salescli.domain.replay import replay
from salescli.domain.summary import summarise

LINE = process("call/discovery", "prove/demo", "close/proposal")
NOON = moment("25T12:00")


def reviews(*logs):
    """A review of each log; the deals are a, b and so on, each worth more than the one before."""
    seen = []
    for place, log in enumerate(logs):
        about = replace(deal(log, value=place), handle="abcdefgh"[place])
        summary = summarise(about, LINE, replay(about, LINE))
        seen.append(review(summary, day(25), day(29)))
    return seen


def words(lines):
    return " ".join(
        f"{line.about.handle}:{line.what}{'!' if line.has_passed else ''}" for line in lines
    )


def shown(*logs, now=NOON):
    plan = day_plan(reviews(*logs), now, day(29))
    return words(plan.today), words(plan.overdue), words(plan.unscheduled), words(plan.ahead)


PLANS = {
    "no deal": ((), ("", "", "", "")),
    "no next step": (("9 open",), ("", "", "a:", "")),
    "by the clock": (
        ("9 open -> demo 25T15:00", "9 open -> demo 25T09:00", "9 open -> demo 25"),
        ("b:demo! a:demo c:demo", "", "", ""),
    ),
    "at its time it has passed": (("9 open -> demo 25T12:00",), ("a:demo!", "", "", "")),
    "a day alone never passes": (("9 open -> demo 25",), ("a:demo", "", "", "")),
    "late by lateness, then by value": (
        ("9 open -> demo 24", "9 open -> demo 20T15:00", "9 open -> demo 24", "9 open -> demo 20"),
        ("", "d:demo b:demo c:demo a:demo", "", ""),
    ),
    "late once, and today as well": (
        ('9 open -> demo 20 -> "Ring" 22 -> "Meet" 25T10:00 -> proposal 27',),
        ("a:Meet!", "a:demo", "", "a:proposal"),
    ),
    "each of the next days": (
        ("9 open -> demo 26 -> proposal 29", "9 open -> demo 27T08:00"),
        ("", "", "", "a:demo b:demo a:proposal"),
    ),
    "later": (("9 open -> demo 30",), ("", "", "", "")),
}


@pytest.mark.parametrize(("logs", "expected"), PLANS.values(), ids=PLANS)
def test_which_lines_a_day_has(logs, expected):
    assert shown(*logs) == expected


def test_deals_without_a_line_are_counted():
    plan = day_plan(reviews("9 open -> demo 30", "9 open -> demo 26 -> proposal 40"), NOON, day(29))
    assert (plan.later, plan.needs_nobody) == (1, True)


CHANGES = {
    "the next time of today": (("9 open -> demo 25T15:00", "9 open -> demo 25T13:00"), "25T13:00"),
    "of any next step": (("9 open -> demo 20 -> proposal 25T16:00",), "25T16:00"),
    "what has passed shows the clock": (("9 open -> demo 25T11:00",), "25T12:01"),
    "nor does another day": (("9 open -> demo 26T11:00", "9 open -> demo 25"), None),
}


@pytest.mark.parametrize(("logs", "expected"), CHANGES.values(), ids=CHANGES)
def test_when_what_is_shown_changes_within_the_day(logs, expected):
    times = (time for one in reviews(*logs) for time in times_of_today(one))
    changes = next_change(times, NOON)
    assert changes == (moment(expected).timestamp() if expected else None)


FIRST = {
    "the earliest": (("9 open -> demo 40", "9 open -> demo 30T09:00"), "b:demo"),
    "what has passed is behind": (("9 open -> demo 25T10:00 -> proposal 31",), "a:proposal"),
    "what is late, too": (("9 open -> demo 20 -> proposal 31", "9 open"), "a:proposal"),
    "nothing": (("9 open",), ""),
}


@pytest.mark.parametrize(("logs", "expected"), FIRST.values(), ids=FIRST)
def test_what_comes_next_of_all(logs, expected):
    first = first_ahead(reviews(*logs), NOON)
    assert words([first] if first else []) == expected
