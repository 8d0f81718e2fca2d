"""The limits of the date grammar: what it must not guess at, what it says, and its laws."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.table import each

from salescli.domain.time.date_grammar import GRAMMAR, DateError, parse_day, parse_when
from salescli.domain.time.workdays import Calendar
from salescli.text.wording import when_text

TODAY = date(2026, 11, 21)  # a Saturday
CALENDAR = Calendar()
EXAMPLES = [phrase for forms, _ in GRAMMAR for phrase in forms.split(", ")]
# Some are fixed days, some lie in the past, and 'fri 27' is refused in most weeks.
RELATIVE = [
    phrase
    for phrase in EXAMPLES
    if not re.search(
        r"20|\.26|last|ago|yesterday|gestern|before|^vor |^in (?:march|spring)|^in (?:2|half) .*h"
        r"|^(?:14:30|2pm|at 4)$",
        phrase,
    )
    and phrase != "fri 27"
]

# From Saturday 21 November 2026: the phrase, and a fragment of what is said of it.
REFUSED = """
    tuesdey                   'tuesdey' is not a date I know: did you mean 'tuesday'?
    tuesdey 15:00             did you mean 'tuesday 15:00'?
    novmber 24                did you mean 'november 24'?
    tomorrox                  did you mean 'tomorrow'?
    wednezday at noon         did you mean 'wednesday at noon'?
    end of quater             did you mean 'end of quarter'?
    do                        'do' is not a date I know. Try
    so                        'so' is not a date I know. Try
    asap                      'asap' is not a date I know. Try 'tue 15:00', '3d', 'nov 24'
    soon                      'soon' is not a date I know. Try
    about friday              is not a date I know. Try
    24                        is not a date I know
    2027                      is not a date I know
    next                      is not a date I know. Try
    2m                        '2m' could be minutes or months: write 'in 2 months'
    in 30 m                   could be minutes or months: write 'in 30 months'
    3h                        could be a time or a span: write 'at 3' or 'in 3 hours'
    at 7                      could be 7:00 or 19:00: write '7am' or '7pm'
    fri 7                     could be 7:00 or 19:00
    fri 24                    is not near: write 'Fri 27 Nov 2026' or another day
    10 dec 3                  could be Thu 3 Dec 2026 10:00 or Thu 10 Dec 2026 15:00: write one
    this week                 names no day: write 'end of week' or the date
    may                       names no day: write 'may 15', 'end of may' or the date
    q1                        write 'early q1' (Fri 1 Jan 2027), 'end of q1' or the date
    03/04/2026                : 3 April 2026 is 3.4.2026 or apr 3 2026; 4 March 2026 is mar 4 2026.
    3/4                       '3/4': 3 April is 3.4. or apr 3; 4 March is mar 4.
    3-4-2026                  3 April 2026 is 3.4.2026
    3/4 15:00                 3 April is 3.4. or apr 3
    9.10                      could be Sat 9 Oct 2027 or Sat 21 Nov 2026 09:10: write one
    32.13.                    names a day that does not exist
    0.1.                      names a day that does not exist
    feb 30                    names a day that does not exist
    29 feb 2027               names a day that does not exist
    29.02.2100                names a day that does not exist
    2026-13-01                names a day that does not exist
    0000-01-01                names a day that does not exist
    the 32nd                  names a day that does not exist
    wed 24 nov 2026           falls on a Tuesday: write 'Tue 24 Nov 2026' or another day
    mon nov 24                falls on a Tuesday
    24 nov 2026, in 2 days    names two days: write 'Tue 24 Nov 2026' or 'Mon 23 Nov 2026'
    fri 25:00                 has no such time of day: write it from 0:00 to 23:59
    fri 24:00                 has no such time of day
    fri 10:60                 has no such time of day
    fri 13pm                  has no such time of day
    fri 0am                   has no such time of day
    fri 15:00pm               has no such time of day
    2026-11-24T24:00          has no such time of day
    a week from soon          counts from a day that is not clear
    0d                        needs a number from 1 to 9999, as in '3d'
    in 0 days                 needs a number from 1 to 9999
    99999d                    needs a number from 1 to 9999
    in 0 months               needs a number from 1 to 9999
    -3d                       is not a date I know
    3.5d                      is not a date I know
    in 9000 weeks and 1 day   is not a date I know
    ٣d                        has a character that no date here uses
    tomorow mañana            is not a date I know
"""


REFUSALS = [re.split(r" {2,}", line.strip(), maxsplit=1) for line in REFUSED.strip().splitlines()]


def outcome(text, today, calendar):
    """Give what the text means, or what is said of it."""
    try:
        return parse_when(text, today, calendar)
    except DateError as error:
        return str(error)


def refusal(text, today=TODAY, parse=parse_when):
    with pytest.raises(DateError) as caught:
        parse(text, today, CALENDAR)
    return str(caught.value)


@each("phrase, says", REFUSALS)
def test_what_the_grammar_refuses(phrase, says):
    message = refusal(phrase)
    assert says in message
    assert message.startswith(repr(phrase))
    assert message.endswith(".")


@pytest.mark.parametrize("text", ["\uff12\uff10\uff12\uff16-11-24", "2026\u201311\u201324"])
def test_wide_digits_and_other_dashes_are_read_as_the_plain_ones(text):
    assert parse_when(text, TODAY, CALENDAR) == date(2026, 11, 24)


@pytest.mark.parametrize("text", ["", " ", "\t\n"])
def test_nothing_is_no_date(text):
    assert "nothing was typed" in refusal(text)


@pytest.mark.parametrize("text", ["  tue  ", "\ttue\n", "\u00a0tue", "tue" + " " * 70])
def test_spaces_around_do_not_matter(text):
    assert parse_when(text, TODAY, CALENDAR) == date(2026, 11, 24)


@pytest.mark.parametrize("text", ["x" * 10**6, " " * 10**6 + "tue", "9" * 500 + "d", "1 " * 999])
def test_a_very_long_text_is_refused_and_shown_shortened(text):
    message = refusal(text)
    assert "is too long for a date" in message
    assert "…" in message
    assert len(message) < 200


def test_nothing_that_a_terminal_would_obey_is_shown():
    assert "\x1b" not in refusal("\x1b[31mtue")
    assert "\x1b" not in refusal("tue\x1b[31m 15:00", parse=parse_day)


@each(
    "today, phrase",
    [
        ("9999-12-31", "tomorrow"),
        ("9999-12-31", "fri"),
        ("9999-12-31", "next mon"),
        ("9999-12-31", "1d"),
        ("9999-12-31", "9999w"),
        ("9999-12-31", "1bd"),
        ("9999-12-31", "eow"),
        ("9999-12-31", "eoy"),
        ("9999-12-31", "in a month"),
        ("9999-11-30", "in 9999 months"),
    ],
)
def test_the_end_of_the_calendar_is_a_refusal(today, phrase):
    assert "is out of range: dates go from" in refusal(phrase, date.fromisoformat(today))


def test_the_last_leap_day_has_no_next():
    assert "does not exist" in refusal("29 feb", date(9997, 1, 1))


def test_a_misspelt_word_is_not_mended_into_a_day_that_does_not_exist():
    assert "did you mean 'febuary 30'" not in refusal("febuary 30")


@pytest.mark.parametrize(("phrase", "day"), [("fri", "2026-11-27"), ("2026-11-24", "2026-11-24")])
def test_a_day_alone_is_read(phrase, day):
    assert parse_day(phrase, TODAY, CALENDAR) == date.fromisoformat(day)


@pytest.mark.parametrize("phrase", ["fri 15:00", "2026-11-27T15:00", "nov 27 3pm"])
def test_a_time_is_refused_where_a_day_is_wanted(phrase):
    message = refusal(phrase, parse=parse_day)
    assert message == f"'{phrase}' has a time, and a day alone is wanted: write '2026-11-27'."


@each("phrase", EXAMPLES)
def test_every_phrase_of_the_table_is_understood(phrase):
    assert isinstance(parse_when(phrase, TODAY, CALENDAR), date)


def test_suggestions_cost_nothing_until_a_text_is_refused():
    program = (
        "import sys, datetime\n"
        "from salescli.domain.time.date_grammar import Calendar, parse_when\n"
        "parse_when('tue 15:00', datetime.date(2026, 11, 21), Calendar())\n"
        "sys.exit('difflib' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


WORDS = """today tomorrow tue tuesday next in a 3 24 2026 days weeks months business of end week
    month eow eom nov november 24.11. 3d 5bd at 15:00 3pm 2026-11-24 ago this 99 0 feb 29 tusday"""
phrases = st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)
characters = st.text(string.digits + string.ascii_lowercase + " .:/-+T", max_size=20)
calendars = st.builds(
    Calendar,
    st.frozensets(st.integers(0, 6)),
    st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=30),
)


@settings(deadline=None)
@given(st.text() | phrases | characters | st.sampled_from(EXAMPLES), st.dates(), calendars)
def test_any_text_is_a_date_or_a_date_error(text, today, calendar):
    found = outcome(text, today, calendar)
    assert isinstance(found, date) or found.endswith(".")
    assert not isinstance(found, datetime) or found.tzinfo is None


@settings(deadline=None)
@given(phrases | characters)
def test_what_is_suggested_is_understood(text):
    found = outcome(text, TODAY, CALENDAR)
    suggestion = re.search(r"did you mean '(.*?)'\?", str(found))
    assert not suggestion or parse_when(suggestion[1], TODAY, CALENDAR)


@settings(deadline=None)
@given(st.sampled_from(RELATIVE), st.dates(max_value=date(9000, 1, 1)), calendars)
def test_what_looks_ahead_is_never_before_today(phrase, today, calendar):
    found = parse_when(phrase, today, calendar)
    assert (found.date() if isinstance(found, datetime) else found) >= today


@settings(deadline=None)
@given(st.integers(0, 6), st.dates(max_value=date(9000, 1, 1)))
def test_weekdays_are_the_next_of_their_name_after_today(weekday, today):
    name = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[weekday]
    found = parse_when(name, today, CALENDAR)
    assert found.weekday() == weekday
    assert 1 <= (found - today).days <= 7
    following = parse_when(f"next {name}", today, CALENDAR)
    assert following.weekday() == weekday
    this_monday = today - timedelta(days=today.weekday())
    assert 7 <= (following - this_monday).days <= 13


@settings(deadline=None)
@given(st.sampled_from(["eow", "eom", "eoq", "eoy"]), st.dates(max_value=date(9000, 1, 1)))
def test_ends_of_periods_are_workdays_after_today(phrase, today):
    found = parse_when(phrase, today, CALENDAR)
    assert CALENDAR.is_workday(found)
    assert found > today


@settings(deadline=None)
@given(
    st.dates() | st.datetimes().map(lambda when: when.replace(second=0, microsecond=0)),
    st.dates(),
)
def test_iso_and_what_is_printed_are_read_again(when, today):
    assert parse_when(when.isoformat(), today, CALENDAR) == when
    assert parse_when(when_text(when), today, CALENDAR) == when
