"""Days as other tools write them, and the ones that could be two."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.table import each

from salescli.exchange.csv.foreign_dates import Orders, is_date, orders_of, read_cell_time

NOV = date(2026, 11, 4)


@each(
    "text",
    [
        "2026-11-04",
        "2026/11/04",
        "2026-11-4",
        "20261104",
        "04.11.2026",
        "4.11.26",
        "4 Nov 2026",
        "04-Nov-26",
        "Nov 4, 2026",
        "November 4th 2026",
        "Wed, 4 November 2026",
        "04. November 2026",
    ],
)
def test_a_day_is_read(text):
    assert read_cell_time(text, None) == NOV


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("04/11/2026", "dmy", NOV),
        ("11/04/2026", "mdy", NOV),
        ("11-4-26", "mdy", NOV),
        ("25/04/2026", None, date(2026, 4, 25)),
        ("04/25/2026", None, date(2026, 4, 25)),
        ("05/05/2026", None, date(2026, 5, 5)),
    ],
)
def test_an_order_is_followed(text, order, day):
    assert read_cell_time(text, order) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-04 09:30:00", "2026-11-04T09:30:00+01:00"),
        ("2021-01-07 6:49:18", "2021-01-07T06:49:18+01:00"),
        ("2026-11-04T09:30:00.123Z", "2026-11-04T10:30:00+01:00"),
        ("2026-11-04T09:30+05:30", "2026-11-04T05:00:00+01:00"),
        ("2026-11-04 09:30:00 UTC", "2026-11-04T10:30:00+01:00"),
        ("11/04/2026 3:15 PM", "2026-11-04T15:15:00+01:00"),
        ("11/04/2026, 12:05 am", "2026-11-04T00:05:00+01:00"),
    ],
)
def test_a_time_is_read(text, moment):
    when = read_cell_time(text, "mdy")
    assert isinstance(when, datetime)
    assert when == datetime.fromisoformat(moment)
    assert when.tzinfo is not None


@each(
    "text",
    [
        *("soon", "", "31/02/2026", "2026-13-01", "4 Foo 2026", "2026-11-04 25:00", "0000-01-01"),
        *("13:15 PM", "11/04/2026 13:15 PM", "2026-11-04 09:30 +99:00", "\u0664.11.2026"),
    ],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match=r"not a date|no day or time"):
        read_cell_time(text, "dmy")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["2026-11-04", "03.04.2026"], Orders(None, "")),
        (["03/04/2026"], Orders(None, "03/04/2026")),
        (["03/04/2026", "25/04/2026"], Orders("dmy", "03/04/2026")),
        (["03/04/2026", "04/25/2026"], Orders("mdy", "03/04/2026")),
        (["25/04/2026", "04/25/2026"], Orders(None, "", contrary=True)),
        (["05/05/2026"], Orders(None, "")),
    ],
)
def test_a_whole_column_settles_its_order(texts, expected):
    assert orders_of(texts) == expected


@given(st.dates(date(1970, 1, 2), date(2068, 12, 31)), st.sampled_from("/-"), st.booleans())
def test_a_day_in_either_order_comes_back(day, mark, first):
    text = day.strftime(f"%d{mark}%m{mark}%Y" if first else f"%m{mark}%d{mark}%Y")
    assert read_cell_time(text, "dmy" if first else "mdy") == day
    assert orders_of([text]).order in (None, "dmy" if first else "mdy")


@given(st.text(max_size=20) | st.text("0123456789/-.: +Zapm", max_size=22))
def test_any_text_is_a_day_or_refused(text):
    orders_of([text])
    try:
        read_cell_time(text, None)
    except ValueError:
        return
    assert is_date(text)


def test_the_last_day_of_the_calendar_is_a_day():
    assert read_cell_time("9999-12-31 23:59:59Z", None) == datetime(
        9999, 12, 31, 23, 59, 59, tzinfo=UTC
    )
