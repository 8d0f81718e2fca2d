"""Dates and counts as people say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from salescli.text.wording import count, day_text, distance, echo, lateness, when_text

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("when", "day", "full"),
    [
        (date(2026, 11, 24), "Tue 24 Nov 2026", "Tue 24 Nov 2026"),
        (date(2027, 3, 1), "Mon 1 Mar 2027", "Mon 1 Mar 2027"),
        (date(2026, 9, 6), "Sun 6 Sep 2026", "Sun 6 Sep 2026"),
        (date(1, 1, 1), "Mon 1 Jan 0001", "Mon 1 Jan 0001"),
        (datetime(2026, 11, 24, 10), "Tue 24 Nov 2026", "Tue 24 Nov 2026 10:00"),
        (datetime(2026, 11, 24, 0, 5, 59), "Tue 24 Nov 2026", "Tue 24 Nov 2026 00:05"),
        (
            datetime(2026, 11, 24, 23, 30, tzinfo=timezone(timedelta(hours=-8))),
            "Tue 24 Nov 2026",
            "Tue 24 Nov 2026 23:30",
        ),
    ],
)
def test_days_and_times_are_written_out(when, day, full):
    assert day_text(when) == day
    assert when_text(when) == full


@pytest.mark.parametrize(
    ("days", "away", "late"),
    [
        (-365, "365 days ago", "365 days late"),
        (-3, "3 days ago", "3 days late"),
        (-1, "yesterday", "1 day late"),
        (0, "today", "due today"),
        (1, "tomorrow", "due tomorrow"),
        (2, "in 2 days", "due in 2 days"),
        (30, "in 30 days", "due in 30 days"),
    ],
)
def test_days_are_told_from_today(days, away, late):
    day = TODAY + timedelta(days=days)
    assert distance(day, TODAY) == away
    assert lateness(day, TODAY) == late
    assert distance(datetime(day.year, day.month, day.day, 23, 59), TODAY) == away


def test_the_echo_says_what_was_understood():
    assert echo(date(2026, 11, 24), TODAY) == "Tue 24 Nov 2026, in 3 days"
    assert echo(datetime(2026, 11, 21, 15), TODAY) == "Sat 21 Nov 2026 15:00, today"


@pytest.mark.parametrize(
    ("number", "nouns", "text"),
    [
        (0, ("deal",), "0 deals"),
        (1, ("deal",), "1 deal"),
        (2, ("deal",), "2 deals"),
        (1, ("entry", "entries"), "1 entry"),
        (2, ("entry", "entries"), "2 entries"),
        (3, ("person", "people"), "3 people"),
        (10000, ("deal",), "10,000 deals"),
    ],
)
def test_nouns_agree_with_their_number(number, nouns, text):
    assert count(number, *nouns) == text
