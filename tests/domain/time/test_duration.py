"""Durations: what is read, what is refused, and how they are spoken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.table import each

from salescli.domain.time.duration import LARGEST, UNITS, Duration, parse_duration

durations = st.builds(Duration, st.integers(1, LARGEST), st.sampled_from(sorted(UNITS)))


@each(
    "text, amount, unit, spoken, minutes",
    [
        ("1m", 1, "m", "1 minute", 1),
        ("45m", 45, "m", "45 minutes", 45),
        ("1h", 1, "h", "1 hour", 60),
        ("3h", 3, "h", "3 hours", 180),
        ("1d", 1, "d", "1 day", None),
        ("5d", 5, "d", "5 days", None),
        ("1w", 1, "w", "1 week", None),
        ("2w", 2, "w", "2 weeks", None),
        ("1bd", 1, "bd", "1 business day", None),
        ("10bd", 10, "bd", "10 business days", None),
        (" 90bd\n", 90, "bd", "90 business days", None),
        ("9999d", 9999, "d", "9,999 days", None),
    ],
)
def test_durations_are_read_and_spoken(text, amount, unit, spoken, minutes):
    duration = parse_duration(text)
    assert duration == Duration(amount, unit)
    assert str(duration) == text.strip()
    assert duration.spoken() == spoken
    assert duration.minutes == minutes


@each(
    "text, says",
    [
        ("", "'' is empty"),
        ("   ", "is empty"),
        ("0d", "'0d' is zero"),
        ("0000bd", "is zero"),
        ("10000d", "'10000d' is too long"),
        ("-1d", "is negative"),
        ("1.5h", "is not a whole number"),
        ("1,5h", "is not a whole number"),
        (".5h", "is not a whole number"),
        ("10", "'10' has no unit"),
        ("bd", "'bd' has no number"),
        ("10 bd", "has a space in it"),
        ("10y", "has a unit that is not known"),
        ("10 days", "has a unit that is not known"),
        ("10BD", "has a unit that is not known"),
        ("2w3d", "is not a duration"),
        ("soon", "'soon' is not a duration"),
        ("٣d", "is not a duration"),
        ("1\nd", "has a space in it"),
        ("x" * 5000, "…' is not a duration"),
        ("9" * 5000 + "d", "…' is too long"),
    ],
)
def test_what_is_no_duration_is_refused_with_the_reason_and_an_example(text, says):
    with pytest.raises(ValueError, match="such as '10bd'") as caught:
        parse_duration(text)
    message = str(caught.value)
    assert says in message
    assert "from 1 to 9999" in message
    assert len(message) < 200


@pytest.mark.parametrize(("amount", "unit"), [(0, "d"), (-1, "d"), (10000, "bd"), (1, "y")])
def test_no_duration_can_be_made_that_could_not_be_written(amount, unit):
    with pytest.raises(ValueError, match=f"'{amount}{unit}' is not a duration"):
        Duration(amount, unit)


@given(durations)
def test_what_is_written_is_read_again(duration):
    assert parse_duration(str(duration)) == duration


@given(st.text() | st.from_regex(r"[0-9]{0,5}[a-z]{0,2}", fullmatch=True))
def test_any_text_is_a_duration_or_a_value_error(text):
    try:
        found = str(parse_duration(text))
    except ValueError as error:
        found = str(error)
    assert found.endswith("such as '10bd'.") or found == text.strip().lstrip("0")
