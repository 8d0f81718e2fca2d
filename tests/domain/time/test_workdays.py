"""The calendar's arithmetic, held against counting day by day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.table import each

from salescli.domain.time.duration import Duration, parse_duration
from salescli.domain.time.workdays import Calendar

WEEK = Calendar()
# Thanksgiving and the day after, Christmas, and a holiday on a Sunday that costs nothing.
FEASTS = Calendar(
    holidays=frozenset(
        {date(2026, 11, 26), date(2026, 11, 27), date(2026, 12, 25), date(2026, 11, 29)}
    )
)
GULF = Calendar(workdays=frozenset({6, 0, 1, 2, 3}))
MONDAYS = Calendar(workdays=frozenset({0}))
NEVER = Calendar(workdays=frozenset())

near = st.dates(date(2026, 1, 1), date(2027, 12, 31))
days_off = st.frozensets(st.dates(date(2026, 6, 1), date(2026, 9, 30)), max_size=40)
around_new_year = st.frozensets(st.dates(date(2025, 12, 20), date(2027, 1, 10)), max_size=20)


class Public:
    """The public holidays among some days, by the year; each year that was asked for is kept."""

    def __init__(self, days):
        self.days, self.asked = days, set()

    def __call__(self, year):
        self.asked.add(year)
        return frozenset(day for day in self.days if day.year == year)


calendars = st.builds(
    Calendar, st.frozensets(st.integers(0, 6)), days_off, st.builds(Public, around_new_year)
)
business_days = st.builds(Duration, st.integers(1, 60), st.just("bd"))


def day(text):
    return date.fromisoformat(text)


def is_worked(calendar, on):
    return (not calendar.workdays or on.weekday() in calendar.workdays) and (
        on not in calendar.holidays | calendar.public(on.year)
    )


def walk(calendar, start, workdays, step):
    """Go from day to day until so many workdays were met."""
    while workdays:
        start += timedelta(days=step)
        workdays -= is_worked(calendar, start)
    return start


@each(
    "calendar, start, duration, after, before",
    [
        (WEEK, "2026-11-21", "1d", "2026-11-22", "2026-11-20"),
        (WEEK, "2026-11-21", "2w", "2026-12-05", "2026-11-07"),
        (WEEK, "2026-11-21", "45m", "2026-11-21", "2026-11-21"),
        (WEEK, "2026-11-21", "9999h", "2026-11-21", "2026-11-21"),
        (WEEK, "2026-11-21", "1bd", "2026-11-23", "2026-11-20"),
        (WEEK, "2026-11-21", "5bd", "2026-11-27", "2026-11-16"),
        (WEEK, "2026-11-21", "6bd", "2026-11-30", "2026-11-13"),
        (WEEK, "2026-11-20", "1bd", "2026-11-23", "2026-11-19"),
        (WEEK, "2026-11-20", "10bd", "2026-12-04", "2026-11-06"),
        (WEEK, "2026-11-24", "1bd", "2026-11-25", "2026-11-23"),
        (FEASTS, "2026-11-25", "1bd", "2026-11-30", "2026-11-24"),
        (FEASTS, "2026-11-26", "1bd", "2026-11-30", "2026-11-25"),
        (FEASTS, "2026-11-30", "1bd", "2026-12-01", "2026-11-25"),
        (FEASTS, "2026-11-20", "30bd", "2027-01-06", "2026-10-09"),
        (GULF, "2026-11-20", "1bd", "2026-11-22", "2026-11-19"),
        (MONDAYS, "2026-11-23", "3bd", "2026-12-14", "2026-11-02"),
        (NEVER, "2026-11-21", "3bd", "2026-11-24", "2026-11-18"),
    ],
)
def test_durations_lead_from_day_to_day(calendar, start, duration, after, before):
    assert calendar.add(day(start), parse_duration(duration)) == day(after)
    assert calendar.subtract(day(start), parse_duration(duration)) == day(before)


@pytest.mark.parametrize(
    ("calendar", "start", "expected"),
    [
        (WEEK, "2026-11-20", "2026-11-20"),
        (WEEK, "2026-11-21", "2026-11-23"),
        (FEASTS, "2026-11-26", "2026-11-30"),
        (NEVER, "2026-11-22", "2026-11-22"),
    ],
)
def test_the_next_workday_may_be_the_day_itself(calendar, start, expected):
    assert calendar.next_workday(day(start)) == day(expected)
    assert calendar.is_workday(day(start)) == (start == expected)


@pytest.mark.parametrize(
    ("calendar", "start", "end", "workdays"),
    [
        (WEEK, "2026-11-21", "2026-11-21", 0),
        (WEEK, "2026-11-20", "2026-11-23", 1),
        (WEEK, "2026-11-23", "2026-11-20", -1),
        (WEEK, "2026-11-20", "2026-12-04", 10),
        (FEASTS, "2026-11-20", "2026-12-04", 8),
        (FEASTS, "2026-12-04", "2026-11-20", -8),
        (NEVER, "2026-11-20", "2026-11-27", 7),
    ],
)
def test_workdays_between_leave_out_the_first_day(calendar, start, end, workdays):
    assert calendar.workdays_between(day(start), day(end)) == workdays


def test_days_of_the_week_that_do_not_exist_are_passed_over():
    assert Calendar(workdays=frozenset({0, 7, -1})) != MONDAYS
    assert Calendar(workdays=frozenset({0, 7, -1})).next_workday(date.min) == date.min
    assert Calendar(workdays=frozenset({7})).is_workday(day("2026-11-22"))


def test_a_datetime_is_taken_as_its_day():
    assert not FEASTS.is_workday(datetime(2026, 11, 26, 10))
    assert type(WEEK.add(datetime(2026, 11, 20, 10), parse_duration("1d"))) is date


@pytest.mark.parametrize("duration", ["1d", "1w", "1bd", "9999bd"])
@pytest.mark.parametrize("calendar", [WEEK, FEASTS, MONDAYS, NEVER])
def test_beyond_the_first_and_last_day_is_out_of_range(calendar, duration):
    with pytest.raises(ValueError, match="out of range"):
        calendar.add(date.max, parse_duration(duration))
    with pytest.raises(ValueError, match="out of range"):
        calendar.subtract(date.min, parse_duration(duration))


def test_there_may_be_no_next_workday_at_the_very_end():
    with pytest.raises(ValueError, match="out of range"):
        MONDAYS.next_workday(date.max)
    assert WEEK.next_workday(date.max) == date.max


@given(calendars, near, business_days)
def test_add_agrees_with_counting_day_by_day(calendar, start, duration):
    found = calendar.add(start, duration)
    assert found == walk(calendar, start, duration.amount, 1)
    assert calendar.is_workday(found)


@given(calendars, near, business_days)
def test_subtract_agrees_with_counting_day_by_day(calendar, start, duration):
    found = calendar.subtract(start, duration)
    assert found == walk(calendar, start, duration.amount, -1)
    assert calendar.is_workday(found)


@given(calendars, near, st.builds(Duration, st.integers(1, 200), st.sampled_from("mhdw")))
def test_outside_business_days_subtract_undoes_add(calendar, start, duration):
    assert calendar.subtract(calendar.add(start, duration), duration) == start


@given(calendars, near, business_days)
def test_from_a_workday_subtract_undoes_add(calendar, start, duration):
    start = calendar.next_workday(start)
    assert calendar.subtract(calendar.add(start, duration), duration) == start


@given(calendars, near, near)
def test_workdays_between_agree_with_counting(calendar, start, end):
    first, last = sorted((start, end))
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    counted = sum(is_worked(calendar, on) for on in days)
    assert calendar.workdays_between(start, end) == (counted if start <= end else -counted)


@given(calendars, near, business_days)
def test_as_many_workdays_lie_between_as_were_added(calendar, start, duration):
    assert calendar.workdays_between(start, calendar.add(start, duration)) == duration.amount


@given(calendars, near)
def test_a_workday_is_its_own_next_workday(calendar, start):
    assert calendar.is_workday(start) == is_worked(calendar, start)
    found = calendar.next_workday(start)
    assert found == (start if is_worked(calendar, start) else walk(calendar, start, 1, 1))


def test_public_holidays_are_asked_for_only_in_the_years_that_a_question_spans():
    public = Public({date(2026, 12, 25), date(2027, 1, 1)})
    calendar = Calendar(public=public)
    assert not calendar.is_workday(date(2026, 12, 25))
    assert calendar.add(date(2026, 11, 20), Duration(5, "bd")) == date(2026, 11, 27)
    assert public.asked == {2026}
    assert calendar.add(date(2026, 12, 24), Duration(5, "bd")) == date(2027, 1, 4)
    assert calendar.subtract(date(2027, 1, 4), Duration(5, "bd")) == date(2026, 12, 24)
    assert public.asked == {2026, 2027}
    assert calendar.workdays_between(date(2027, 1, 4), date(2026, 12, 24)) == -5
    assert calendar.last_workday(date(2026, 12, 27)) == date(2026, 12, 24)
