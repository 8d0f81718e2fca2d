"""What a week came to: conversations, advances, what was won and lost, and days at zero."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from support.building import day, deal, process

from salescli.domain.replay import replay
from salescli.domain.time.workdays import Calendar
from salescli.insight.trajectory import trajectory_of
from salescli.insight.week import WeekDone, week_done

LINE = process("call/discovery", "prove/demo", "close/proposal")
WEDNESDAY = day(25)


def done(*deals, today=WEDNESDAY):
    courses = []
    for place, (log, header) in enumerate(deals):
        about = replace(deal(log, "dana", **header), handle=f"deal-{place}")
        courses.append(trajectory_of(about, LINE, replay(about, LINE)))
    return week_done(courses, today, Calendar())


def test_the_week_is_monday_to_today_whatever_came_before():
    won = (
        "16 open -> discovery 20; 20 call discovery @dana -> demo 23 agreed; "
        "23 call demo @dana -> proposal 24 agreed; 24 call proposal @dana; 24T11:00 close won"
    )
    week = done(
        (won, {"value": 1000, "currency": "EUR"}),
        ("23 open -> demo 24; 24 call demo @dana -> proposal 40", {}),
        ("9 open -> demo 20; 20 close won", {"value": 9, "currency": "EUR"}),
        ("9 open -> demo 26; 23 close lost", {}),
        ("9 open -> demo 26; 25 close disqualified", {}),
    )
    assert week == WeekDone(3, 1, 1, ((1000, "EUR"),), 1, 1, 13)


def test_values_are_summed_by_currency():
    header = [{"value": 5, "currency": "EUR"}, {"value": Decimal("2.5"), "currency": "CHF"}]
    won = "20 open -> demo 24; 24 close won"
    week = done(*((won, one) for one in (*header, *header, {})))
    assert (week.won, week.values) == (5, ((Decimal("5.0"), "CHF"), (10, "EUR")))


def test_a_week_of_nothing():
    assert done() == WeekDone()
    assert done(("16 open -> demo 40", {}), today=day(23)) == WeekDone(days_at_zero=6)
