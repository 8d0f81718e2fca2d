"""The grammar of periods: every form of its table, and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import size
from support.table import each

from salescli.domain.time.date_grammar import DateError
from salescli.domain.time.period import Period
from salescli.domain.time.period_grammar import PERIODS, SINCE, parse_period
from salescli.domain.time.workdays import Calendar

TODAY = date(2026, 11, 24)  # a Tuesday

MEANT = [
    ("this week", "2026-11-23", "2026-11-29"),
    ("next week", "2026-11-30", "2026-12-06"),
    ("last week", "2026-11-16", "2026-11-22"),
    ("this month", "2026-11-01", "2026-11-30"),
    ("next month", "2026-12-01", "2026-12-31"),
    ("last month", "2026-10-01", "2026-10-31"),
    ("this quarter", "2026-10-01", "2026-12-31"),
    (" Next  Quarter", "2027-01-01", "2027-03-31"),
    ("last quarter", "2026-07-01", "2026-09-30"),
    ("this year", "2026-01-01", "2026-12-31"),
    ("next year", "2027-01-01", "2027-12-31"),
    ("last year", "2025-01-01", "2025-12-31"),
    ("overdue", None, "2026-11-23"),
    ("2026-12", "2026-12-01", "2026-12-31"),
    ("2028-02", "2028-02-01", "2028-02-29"),
    ("2026-Q4", "2026-10-01", "2026-12-31"),
    ("2027", "2027-01-01", "2027-12-31"),
    ("9999", "9999-01-01", "9999-12-31"),
    ("today", "2026-11-24", "2026-11-24"),
    ("eom", "2026-11-30", "2026-11-30"),
    ("2026-12..2027-02", "2026-12-01", "2027-02-28"),
    ("today .. eoq", "2026-11-24", "2026-12-31"),
    ("..eom", None, "2026-11-30"),
    ("2027..", "2027-01-01", None),
    ("this month..next month", "2026-11-01", "2026-12-31"),
]


@each("text, since, until", MEANT)
def test_a_form_means(text, since, until):
    ends = (None if end is None else date.fromisoformat(end) for end in (since, until))
    assert parse_period(text, TODAY, Calendar()) == Period(*ends)


REFUSED = [
    ("this qarter", "'this qarter' is not a period I know: did you mean 'this quarter'?"),
    ("overdu", "did you mean 'overdue'?"),
    ("soon", "'soon' is neither a period nor a day that I know. Try 'this quarter'"),
    ("", "no period was typed. Try"),
    ("..", "'..' has neither a first day nor a last one"),
    ("eoq..today", "'eoq..today' ends before it begins: write 'today..eoq'"),
    ("2026-13", "'2026-13' is neither a period nor a day that I know"),
    ("0000", "out of range"),
    ("9999-12-31..10000", "is neither"),
    ("overdue..", "'overdue' has no first day: write '..today'"),
    ("mon 10:00", "a day alone is wanted"),
    ("wed nov 24 2026", "falls on a Tuesday"),
]


@each("text, said", REFUSED)
def test_anything_else_is_refused_with_the_nearest_thing(text, said):
    with pytest.raises(DateError) as refused:
        parse_period(text, TODAY, Calendar())
    assert said in str(refused.value)


@each("form", [form for forms, _ in PERIODS for form in forms.split(", ")])
def test_every_form_of_the_table_is_understood(form):
    assert parse_period(form, TODAY, Calendar())


@pytest.mark.parametrize("form", [form for forms, _ in SINCE for form in forms.split(", ")])
def test_what_since_takes_lasts_until_today(form):
    assert parse_period(form, TODAY, Calendar(), back=True).until == TODAY


@settings(max_examples=size(20, 1000))
@given(st.text(max_size=30) | st.text("0123456789-.qthisnextlyearwk ", max_size=20))
def test_a_text_is_a_period_or_refused(text):
    try:
        period = parse_period(text, TODAY, Calendar())
    except DateError:
        return
    assert period.since is None or period.until is None or period.since <= period.until


@given(
    st.dates(date(2, 1, 1), date(9998, 12, 31)),
    st.sampled_from(["week", "month", "quarter", "year"]),
)
def test_a_day_lies_in_its_own_period_and_the_next_one_follows_it(today, unit):
    last, this, after = (
        parse_period(f"{which} {unit}", today, Calendar()) for which in ("last", "this", "next")
    )
    assert this.has(today)
    assert (this.since - last.until).days == (after.since - this.until).days == 1
