"""The forms in which a day is typed: for people and for the reader, each of them in one row.

A row has phrases that are understood as they stand, what they mean, the patterns that read them
(in the spelling of date_text), and the function that turns a match into a day. The help pages and
the suggestions are made of it: a form more is a row more.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache

from salescli.domain.time import date_readers as readers
from salescli.domain.time import feasts
from salescli.domain.time import week_readers as weeks
from salescli.domain.time.date_form import DateForm, Reader
from salescli.domain.time.date_readers import Clock, Match
from salescli.domain.time.date_spans import SEASONS
from salescli.domain.time.date_vocabulary import MONTH, WEEKDAY
from salescli.text.lazy_re import lazy_re


def read_day(words: str, clock: Clock) -> date | None:
    """Return the day that canonical words mean; None where no form has them.

    Raises DateError for a day that doesn't exist or could be two, ValueError or OverflowError
    for one outside of the calendar.
    """
    form = _form_of(words)
    return form[1](form[0], clock) if form else None


@lru_cache(maxsize=512)  # a text is tried part by part, and each part beside several others
def _form_of(words: str) -> tuple[Match, Reader] | None:
    """Return how the first form that has them matches some words, and what reads them by it."""
    for pattern, read in _patterns():
        if match := pattern.fullmatch(words):
            return match, read
    return None


@cache
def _patterns() -> list[tuple[re.Pattern[str], Reader]]:
    forms = (*DAYS, _SPAN_ALONE)
    return [(lazy_re(pattern), form.read) for form in forms for pattern in form.patterns]


def _from_day(match: Match, clock: Clock) -> date:
    """Return the day so long after another one, or before it."""
    start = _start(match["rest"], clock, "a week from friday")
    return readers.away(match, start, clock.calendar, -1 if match["side"] == "before" else 1)


def _weeks_after(match: Match, clock: Clock) -> date:
    weeks = int(match["weeks"] or 1)
    return _start(match["rest"], clock, "friday week") + timedelta(weeks=weeks)


def _week_of(match: Match, clock: Clock) -> date | None:
    """Return the first workday of a day's week, today at the earliest where that week is now."""
    day = read_day(match["rest"], clock)
    if day is None:
        return None
    first = clock.calendar.next_workday(day - timedelta(days=day.weekday()))
    return max(first, clock.today) if clock.reaches(day) and clock.step > 0 else first


def _before(match: Match, clock: Clock) -> date | None:
    """Return the last workday before a day, or before a month or a quarter begins."""
    parts = match.groupdict()
    if span := parts.get("span"):
        return readers.before_span(span, clock)
    day = read_day(parts["rest"], clock)
    return clock.calendar.last_workday(day - timedelta(days=1)) if day else None


def _start(words: str, clock: Clock, example: str) -> date:
    if day := read_day(words, clock):
        return day
    raise readers.UnknownDateError(
        f"counts from a day that is not clear: write it as in '{example}'."
    )


def _amount_of(units: str) -> str:
    return rf"(?P<ahead>in )?(?P<amount>[0-9]{{1,9}}) (?P<unit>{units})(?: from(?: now)?| time)?"


_WEEKDAYS = "|".join(WEEKDAY)
_MONTHS = "|".join(MONTH)
_WD = f"(?P<weekday>{_WEEKDAYS})"
_WD_BEFORE = f"(?:{_WD} )?"
_WD_AFTER = f"(?: (?P<weekday2>{_WEEKDAYS}))?"
_M = f"(?P<month>{_MONTHS})"
_D = "(?P<day>[0-9]{1,2})"
# A number of two digits that is no hour is a year.
_Y = "(?: (?P<year>[0-9]{4}|2[4-9]|[3-9][0-9]))?"
_AMOUNT = "(?P<amount>[0-9]{1,9}) (?P<unit>day|week|month|quarter|year|bd)"
_SEASONS = "|".join(SEASONS)
_SEASON = rf"(?:last |this |next )?(?:{_SEASONS})(?: [0-9]{{4}})?"
_NAMED = rf"(?:{_MONTHS}|q[1-4])(?: [0-9]{{4}})?|{_SEASON}"
_UNIT = "week|month|quarter|year"
_WHERE = "(?P<where>start|mid|end)"
_WEEK_NUMBER = "(?:kw|week) (?P<number>[0-9]{1,2})(?:[ /](?P<year>[0-9]{4}))?"
_IN_MONTH = f"(?P<span>(?:last |this |next )month|(?:{_MONTHS})(?: [0-9]{{4}})?)"
_NUMBER_FIRST = "(?P<first>[0-9]{1,2})([-/])(?P<second>[0-9]{1,2})"
_NEAR = f"(?P<rest>{_WEEKDAYS}|today|tomorrow)"

DAYS: tuple[DateForm, ...] = (
    DateForm(
        "2026-11-24, 2026/11/24, 20261124",
        "that day",
        readers.iso_day,
        (
            rf"{_WD_BEFORE}(?P<year>[0-9]{{4}})([-/.])(?P<month>[0-9]{{1,2}})\3{_D}",
            r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        ),
    ),
    DateForm(
        "today, tomorrow, tmrw, day after tomorrow, yesterday, heute, morgen, gestern",
        "the day itself; German words of days and times are understood throughout",
        readers.near_today,
        ("(?:earlier )?today|tomorrow|overmorrow|yesterday|day before yesterday",),
    ),
    DateForm(
        "tue, tues, tuesday, this tuesday, on tuesday, by tuesday",
        "the next Tuesday after today, never today; looking back, the last one before today",
        readers.weekday,
        (_WD,),
    ),
    DateForm(
        "next tue, next tuesday, tuesday next week, next week tuesday",
        "Tuesday of next week; weeks begin on Monday",
        readers.weekday_of_week,
        (
            rf"(?P<which>next) {_WD}",
            rf"{_WD} (?P<which>last|this|next) week",
            rf"(?P<which>last|this|next) week {_WD}",
            rf"{_WD} week (?P<which>after) next",
        ),
    ),
    DateForm(
        "last tue, last tuesday", "the last Tuesday before today", readers.last_weekday,
        (rf"last {_WD}",),
    ),
    DateForm(
        "friday week, a week from friday, tomorrow week, a week on friday",
        "a week after that day",
        _weeks_after,
        (rf"{_NEAR} (?P<weeks>[0-9]{{1,2}} )?week", rf"(?P<weeks>[0-9]{{1,2}}) week {_NEAR}"),
    ),
    DateForm(
        "3d, +3d, 2w, three days, in 2 weeks, two weeks, a fortnight",
        "that many days or weeks from today",
        readers.so_many,
        (_amount_of("day|week"),),
    ),
    DateForm(
        "5bd, 5 business days, in a business day",
        "that many workdays from today, not counting holidays",
        readers.so_many,
        (_amount_of("bd"),),
    ),
    DateForm(
        "in 2 months, six months, in a year",
        "the same day of a later month, or that month's last day",
        readers.so_many,
        (_amount_of("month|quarter|year"),),
    ),
    DateForm(
        "2 days ago, two weeks ago", "that many days or weeks before today", readers.ago,
        (rf"{_AMOUNT} ago",),
    ),
    DateForm(
        "two days after tomorrow, 3 days from monday, 2 days before dec 3",
        "that long after that day, or before it",
        _from_day,
        (rf"{_AMOUNT} (?P<side>from|after|before) (?P<rest>(?!now).+)",),
    ),
    DateForm(
        "nov 24, 24 november, 24th of november, 24 nov 2026, Tue 24 Nov 2026",
        "that day; without a year, the next such day, today included",
        readers.named_day,
        (
            rf"{_WD_BEFORE}{_M} {_D}(?:th)?{_Y}{_WD_AFTER}",
            rf"{_WD_BEFORE}{_D}(?:th)? {_M}{_Y}{_WD_AFTER}",
        ),
    ),
    DateForm(
        "24.11., 24.11.2026, 24.11.26",
        "the day, then the month",
        readers.named_day,
        (
            rf"{_WD_BEFORE}{_D}\.(?P<month>[0-9]{{1,2}})\.(?P<year>[0-9]{{4}}|[0-9]{{2}})?",
            rf"{_WD_BEFORE}{_D}\.(?P<month>[0-9]{{1,2}})(?P<year>)",
        ),
    ),
    DateForm(
        "25/12, 12/25, 25/12/2026",
        "where only one of the two can be the month",
        readers.two_numbers,
        (
            rf"{_WD_BEFORE}{_NUMBER_FIRST}(?:\3(?P<year>[0-9]{{4}}|[0-9]{{2}}))?",
        ),
    ),
    DateForm(
        "the 24th, tue 24th, 3rd of next month",
        "the next such day",
        readers.day_of_month,
        (rf"{_WD_BEFORE}{_D}th(?: {_IN_MONTH})?",),
    ),
    DateForm(
        "fri 27", "that day, where the nearest Friday is one", readers.weekday_and_number,
        (rf"{_WD} {_D}",),
    ),
    DateForm(
        "first monday of december, last friday of next month",
        "that day of the month",
        readers.numbered_weekday,
        (rf"(?P<number>[1-5]th|last) {_WD} {_IN_MONTH}",),
    ),
    DateForm(
        "week 50, kw 50, end of week 50, friday of week 50, week 2 2027",
        "the first workday of that week of the year, or its last, or its Friday",
        weeks.numbered_week,
        (rf"{_WD_BEFORE}(?:{_WHERE} )?{_WEEK_NUMBER}{_WD_AFTER}",),
    ),
    DateForm(
        "week of dec 7, week of the 14th",
        "the first workday of the week that the day lies in",
        _week_of,
        (rf"week (?P<rest>(?:{_MONTHS}) [0-9]{{1,2}}.*|[0-9]{{1,2}}(?:th|\.| (?:{_MONTHS})).*)",),
    ),
    DateForm(
        "first week of january, last week of next month",
        "the first workday of that week of the month",
        weeks.week_of_month,
        (rf"(?P<number>[1-5]th|last) week {_IN_MONTH}",),
    ),
    DateForm(
        "weekend, next weekend", "its Saturday", readers.weekend,
        ("(?P<which>last |this |next |)weekend",),
    ),
    DateForm(
        "eow, end of week, eom, end of month, eoq, end of quarter, eoy, end of year",
        "the last workday of the week; from that day on, of next week",
        readers.point,
        (rf"{_WHERE} (?P<span>(?:last |this |next )?(?:{_UNIT})|(?:{_UNIT}) after next)",),
    ),
    DateForm(
        "end of january, end of q1, mid december, beginning of december, early may",
        "the last workday, the one in the middle or the first one",
        readers.point,
        (rf"{_WHERE} (?P<span>{_NAMED})",),
    ),
    DateForm(
        "after christmas, before christmas, after new year, after easter, before thanksgiving",
        "the first workday after 26 December, 1 January or Easter Monday, the last one before it",
        feasts.feast,
        (rf"(?P<side>before|after) (?P<feast>{'|'.join(feasts.FEASTS)})",),
    ),
    DateForm(
        "in march, in spring, next summer",
        "its first workday; seasons begin in March, June, September and December",
        readers.beginning,
        (
            rf"in (?P<span>(?:{_MONTHS})(?: [0-9]{{4}})?|{_SEASON})",
            rf"(?P<span>(?:next|this) (?:{_SEASONS}))",
        ),
    ),
    DateForm(
        "after the summer, after the summer holidays",
        "the first workday after its three months",
        readers.after_span,
        (rf"after (?P<span>{_SEASON})",),
    ),
    DateForm(
        "before april, before q2, before summer, before friday, before dec 15, vor freitag",
        "the last workday before it",
        _before,
        (rf"before (?P<span>{_NAMED})", "before (?P<rest>(?!lunch|noon).+)"),
    ),
    DateForm(
        "next week, next month, next quarter, next year",
        "its first workday",
        readers.point,
        (rf"(?P<span>next (?:{_UNIT})|(?:{_UNIT}) after next)",),
    ),
)  # fmt: skip

# What names a month or a week, and no day of it, is refused with what to write.
_SPAN_ALONE = DateForm(
    "december, q1, this week", "no day", readers.no_day,
    (rf"(?P<span>{_NAMED}|(?:last |this |)(?:{_UNIT}))",),
)  # fmt: skip
