"""Amounts as other tools write them, and the ones that could be two."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescli.exchange.csv.amount_columns import decimals_of, read_amount


@pytest.mark.parametrize(
    ("text", "decimals", "amount", "currencies"),
    [
        ("1054", "point", 1054, ()),
        ("1054.00", "point", 1054, ()),
        ("1,234,567.5", "point", Decimal("1234567.5"), ()),
        ("1.234.567,50", "comma", Decimal("1234567.5"), ()),
        ("1.234,50 €", "comma", Decimal("1234.5"), ("EUR",)),
        ("€ 48.000", "comma", 48000, ("EUR",)),
        ("1'234.50 CHF", "point", Decimal("1234.5"), ("CHF",)),
        ("1\u202f234,50 €", "comma", Decimal("1234.5"), ("EUR",)),
        ("$1,234", "point", 1234, ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN")),
        ("US$ 12", "point", 12, ("USD",)),
        ("12,- €", "comma", 12, ("EUR",)),
        ("48k", "point", 48000, ()),
        ("1.2M", "point", 1200000, ()),
        ("0.125", "point", Decimal("0.125"), ()),
        ("usd 7", "point", 7, ("USD",)),
    ],
)
def test_an_amount_is_read(text, decimals, amount, currencies):
    assert read_amount(text, decimals) == (amount, currencies)


@pytest.mark.parametrize(
    "text",
    ["abc", "-5", "(5)", "1.2.3,4", "12,34,56", "1,5", "5 apples", "", "9" * 16, "1..2", "\u0663"],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match="amount"):
        read_amount(text, "point")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1054", "20"], (None, "")),
        (["1,234"], (None, "1,234")),
        (["1.234"], (None, "1.234")),
        (["1,234", "12,5"], ("comma", "1,234")),
        (["1,234", "1,234.50"], ("point", "1,234")),
        (["1,234,567"], ("point", "")),
        (["0,125"], ("comma", "")),
        (["1054,000"], ("comma", "")),
        (["none", "$12.50"], ("point", "")),
    ],
)
def test_a_whole_column_settles_its_decimals(texts, expected):
    assert decimals_of(texts) == expected


@given(st.decimals(0, 10**12, places=2), st.sampled_from(("point", "comma")), st.booleans())
def test_what_is_written_in_a_style_is_read_in_it(number, decimals, grouped):
    text = f"{number:,.2f}" if grouped else f"{number:.2f}"
    if decimals == "comma":
        text = text.translate(str.maketrans(",.", ".,"))
    assert read_amount(text, decimals)[0] == number
    assert decimals_of([text])[0] == decimals


@given(st.text(max_size=12), st.sampled_from(("point", "comma")))
def test_any_text_is_an_amount_or_refused(text, decimals):
    decimals_of([text])
    try:
        amount, _ = read_amount(text, decimals)
    except ValueError:
        return
    assert amount >= 0
