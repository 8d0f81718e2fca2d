"""Repeating meetings: the one that comes next, the last one, what was moved or left out."""

from __future__ import annotations

from datetime import datetime

import pytest
from support.building import BERLIN

from salescli.exchange.calendar.read_events import read_events
from salescli.exchange.calendar.series import occurrences

NOW = datetime(2026, 11, 24, 9, tzinfo=BERLIN)  # a Tuesday
START = "DTSTART;TZID=Europe/Berlin:20260902T100000"  # a Wednesday in summer time


def series(rule: str, more: str = "", start: str = START, other: str = "") -> bytes:
    lines = ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:s", start, f"RRULE:{rule}", more, "END:VEVENT")
    text = "\n".join(filter(None, (*lines, other, "END:VCALENDAR", "")))
    return text.encode()


def moved(day: str, to: str, more: str = "") -> str:
    zone = "TZID=Europe/Berlin"
    lines = (f"RECURRENCE-ID;{zone}:{day}T100000", f"DTSTART;{zone}:{to}", more)
    return "\n".join(filter(None, ("BEGIN:VEVENT", "UID:s", *lines, "END:VEVENT")))


def found(data: bytes, *wanted: str) -> list[tuple[str, str]]:
    events = (e for seen in read_events(data) for e in occurrences(seen, NOW, wanted))
    return [(event.uid, event.on) for event in events]


LAST, NEXT = "2026-11-18T09:00:00+00:00", "2026-11-25T09:00:00+00:00"
LATER = "2026-12-02T09:00:00+00:00"


@pytest.mark.parametrize(
    ("data", "times"),
    [
        (series("FREQ=WEEKLY"), [LAST, NEXT]),
        (series("FREQ=WEEKLY;UNTIL=20261118T090000Z"), [LAST]),
        (series("FREQ=WEEKLY;COUNT=2"), ["2026-09-09T08:00:00+00:00"]),
        (series("FREQ=WEEKLY", "EXDATE;TZID=Europe/Berlin:20261125T100000"), [LAST, LATER]),
        (series("FREQ=WEEKLY", other=moved("20261125", "20261126T150000", "STATUS:CANCELLED")),
         [LAST, LATER]),
        (series("FREQ=WEEKLY", start="DTSTART;VALUE=DATE:20260902"), ["2026-11-18", "2026-11-25"]),
        (series("FREQ=MONTHLY;BYDAY=-1MO"),
         ["2026-10-26T09:00:00+00:00", "2026-11-30T09:00:00+00:00"]),
    ],
)  # fmt: skip
def test_the_last_one_and_the_one_that_comes(data, times):
    assert found(data) == [(f"s/{time}", time) for time in times]


def test_one_that_was_moved_keeps_its_uid():
    data = series("FREQ=WEEKLY", other=moved("20261125", "20261126T150000"))
    assert found(data)[1] == (f"s/{NEXT}", "2026-11-26T14:00:00+00:00")


def test_one_that_is_a_next_step_stays_and_one_that_never_was_is_none():
    data = series("FREQ=WEEKLY")
    taken = "2026-10-28T09:00:00+00:00"
    assert found(data, f"s/{taken}", "s/2026-10-29T09:00:00+00:00", "t/x")[0][1] == taken


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYHOUR=1,2,3",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYSETPOS=366",
        "X",
    ],
)
def test_a_rule_that_nobody_meets_by_does_no_harm(rule):
    assert len(found(series(rule))) <= 2
