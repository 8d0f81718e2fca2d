"""A day or a time in figures means what the grammar of days makes of it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.table import each

from salescli.domain.time import date_grammar
from salescli.domain.time.date_grammar import parse_when
from salescli.domain.time.exact_when import exact_when
from salescli.domain.time.workdays import Calendar

NOW = datetime(2026, 11, 21, 10)
YEARS = {"min_value": date(1000, 1, 1)}
TIMES = {"min_value": datetime(1000, 1, 1)}
FIGURES = st.one_of(
    st.dates(**YEARS).map(date.isoformat),
    st.datetimes(**TIMES).map(lambda when: f"{when:%Y-%m-%d %H:%M}"),
    st.datetimes(**TIMES).map(lambda when: when.isoformat(timespec="minutes")),
    st.from_regex(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-6][0-9])?", fullmatch=True),
    st.text("0123456789-:T +", min_size=8, max_size=18),
)


@given(FIGURES)
@example("2026-02-29")
@example("2026-11-24T24:00")
@example("2026-11-24T9:00")
def test_it_means_what_the_grammar_makes_of_it(text):
    exact = exact_when(text)
    if exact is None:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(date_grammar, "exact_when", lambda _: None)
        for how in ({}, {"back": True}, {"timed": True}):
            assert parse_when(text, NOW, Calendar(), **how) == exact


@each(
    "text, meaning",
    [
        ("2026-11-24", date(2026, 11, 24)),
        ("2026-11-24T15:00", datetime(2026, 11, 24, 15)),
        ("2026-11-24 15:00", datetime(2026, 11, 24, 15)),
        ("2026-11-31", None),
        ("2026-11-24T25:00", None),
        ("2026-11-24T15", None),
        ("2026-11-24T15:00:00", None),
        ("2026-11-24T15:00Z", None),
        ("2026-1-24", None),
        ("20261124", None),
        ("٢٠٢٦-11-24", None),
        ("tue 15:00", None),
        ("", None),
    ],
)
def test_all_else_needs_the_grammar(text, meaning):
    assert exact_when(text) == meaning
