"""The days that a mail names for what is to come: in German and English, with and without times."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from support.building import BERLIN
from support.table import each

from salescli.domain.incoming.named_days import named_days
from salescli.domain.time.workdays import Calendar

AT = datetime(2026, 11, 24, 9, tzinfo=BERLIN)  # a Tuesday
TABLE = Path(__file__).parents[2] / "phrases/days-in-mails.tsv"
ROWS = [
    line.split("\t")
    for line in TABLE.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def named(text: str, at: datetime = AT) -> list[str]:
    days = named_days(text, at, date(2026, 11, 24), Calendar())
    return [f"{day:%Y-%m-%dT%H:%M}" if isinstance(day, datetime) else str(day) for day in days]


@each("text, days", ROWS)
def test_a_mail_names_these_days(text, days):
    assert named(text) == days.split()


def test_those_with_a_time_stand_first_and_none_is_past_or_twice():
    text = "We open on Monday. Shall we say Thursday at 10, or Thu 26 Nov 10:00, or 2 Nov?"
    assert named(text) == ["2026-11-26T10:00", "2026-11-30"]


def test_an_old_mail_is_read_from_its_own_day():
    week_before = datetime(2026, 11, 17, 9, tzinfo=BERLIN)
    assert named("Tomorrow, or on Tuesday at 10", week_before) == ["2026-11-24T10:00"]


@pytest.mark.parametrize(
    "piece", ["mon ", "1 ", "am 3. ", "next week or ", "a", "um ", "Fri 3 4\n"]
)
def test_a_text_of_nothing_but_such_words_comes_to_an_end(piece):
    assert len(named(piece * 20_000)) <= 3
