"""Days that ended at zero: by the log alone, counted in workdays."""

from __future__ import annotations

from datetime import date

import pytest
from support.building import day, deal, process

from salescli.domain.replay import replay
from salescli.domain.time.workdays import Calendar
from salescli.insight.days_at_zero import lapses, streak

LINE = process("call/discovery", "prove/demo", "close/proposal")
CALENDAR = Calendar()


def lapses_of(log):
    return lapses(replay(deal(log), LINE))


def spans(*pairs):
    return tuple((day(first), last and day(last)) for first, last in pairs)


LAPSES = {
    "never a next step": ("9 open", spans((9, None))),
    "all in time": ("9 open -> discovery 10; 10 call discovery -> demo 12; 12 close won", ()),
    "logged a day late": (
        "9 open -> demo 10; 11 call demo -> proposal 20",
        spans((10, 10), (20, None)),
    ),
    "due on a day is done on that day": (
        "9 open -> demo 10; 10T18:00 call demo -> proposal 30",
        spans((30, None)),
    ),
    "ended without one for two days": (
        "9 open -> demo 10; 10 call demo; 12 schedule -> proposal 20; 19 close lost",
        spans((10, 11)),
    ),
    "late, then without one: one lapse": (
        "9 open -> demo 10; 12 call demo; 13 schedule -> proposal 20; 19 close lost",
        spans((10, 12)),
    ),
    "moved in time": ("9 open -> demo 10; 10 schedule -> demo 12; 12 close lost", ()),
    "closed is no lapse, reopened is": (
        "9 open -> demo 10; 10 close lost; 20 reopen; 22 schedule -> demo 25; 24 close won",
        spans((20, 21)),
    ),
    "the last entry of a day decides": ("9 open; 9T11:00 schedule -> demo 12; 12 close won", ()),
    "a close of no known result ends nothing": (
        "9 open -> demo 10; 9T12:00 close",
        spans((9, None)),
    ),
    "nothing logged": ("", ()),
}


@pytest.mark.parametrize(("log", "expected"), LAPSES.values(), ids=LAPSES)
def test_on_which_days_a_deal_was_left_without_a_next_step_ahead(log, expected):
    assert lapses_of(log) == expected


# The 2nd of November 2026 is a Monday.
STREAKS = {
    "no deal": ((), 13, 0),
    "from the first deal on": (("2 open -> demo 30",), 6, 5),
    "a weekend in between doesn't count": (("2 open -> demo 30",), 9, 6),
    "nor today, where it is a day off": (("2 open -> demo 30",), 8, 5),
    "since the last lapse": (("2 open -> demo 4; 6 call demo -> proposal 30",), 10, 3),
    "of any deal": (
        ("2 open -> demo 30", "3 open -> demo 9; 10 call demo -> proposal 30"),
        12,
        3,
    ),
    "a lapse on days off breaks nothing": (
        ("2 open -> demo 7; 9 call demo -> proposal 30",),
        10,
        7,
    ),
    "a lapse that lasts": (("2 open -> demo 4",), 10, 0),
    "one that begins later": (("2 open -> demo 30",), 27, 20),
    "a deal that is opened later": (("20 open -> demo 30",), 10, 0),
    "closed on the day": (("2 open -> demo 4; 5 close won",), 6, 2),
}


@pytest.mark.parametrize(("logs", "today", "expected"), STREAKS.values(), ids=STREAKS)
def test_how_many_workdays_in_a_row_ended_at_zero(logs, today, expected):
    deals = [(day(int(log.split()[0])), lapses_of(log)) for log in logs]
    assert streak(deals, day(today), CALENDAR) == expected


def test_holidays_are_days_off():
    calendar = Calendar(holidays=frozenset({day(4), day(5)}))
    assert streak([(day(2), lapses_of("2 open -> demo 30"))], day(6), calendar) == 3


def test_the_first_and_the_last_day_of_the_calendar():
    assert streak([(date.min, ())], date.min, CALENDAR) == 1
    assert streak([(date.max, ((date.max, None),))], date.max, CALENDAR) == 0
