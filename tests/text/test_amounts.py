"""Amounts as other tools write them, and the ones that could be two."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.table import each

from salescli.exchange.csv.amount_columns import AmountStyle, amount_style, read_amount


@each(
    "text, decimals, amount, currencies",
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
    assert read_amount(text, AmountStyle(decimals)) == (amount, currencies)


@each(
    "text",
    ["abc", "-5", "(5)", "1.2.3,4", "12,34,56", "1,5", "5 apples", "", "9" * 16, "1..2", "\u0663"],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match="amount"):
        read_amount(text, AmountStyle("point"))


@each(
    "text",
    [
        *("5-", "1.200-", "-5", "\u22125", "(5)", "12 34", "1 2345", "1.234k", "1,234 Mio"),
        *("1.2.3,4", "1,2,3", "5 apples", "€5 USD", "1.234.56", "1e5", "5%", "1'23", "."),
    ],
)
def test_what_by_its_own_form_is_no_amount_or_two_is_refused(text):
    with pytest.raises(ValueError, match=r"amount|currenc"):
        read_amount(text, AmountStyle())


@each(
    "text, amount, currencies",
    [
        ("1,200", 1200, ()),
        ("1.200", 1200, ()),
        ("12,34", Decimal("12.34"), ()),
        ("2.400,00 €", 2400, ("EUR",)),
        ("$5,000.00 USD", 5000, ("USD",)),
        ("USD 5,000", 5000, ("USD",)),
        ("12,34,567", 1234567, ()),
        ("₹ 1,00,000.50", Decimal("100000.5"), ("INR",)),
        ("1 234 567", 1234567, ()),
        ("1.5 Mio. €", 1500000, ("EUR",)),
        ("5.000,-", 5000, ()),
        ("12k", 12000, ()),
        ("0.125", Decimal("0.125"), ()),
        ("1234,567", Decimal("1234.567"), ()),
    ],
)
def test_an_amount_is_read_by_its_own_form(text, amount, currencies):
    assert read_amount(text, AmountStyle()) == (amount, currencies)


@each(
    "texts, thirds, unsettled",
    [
        (["1054", "20"], "", ""),
        (["1,234"], "", ""),
        (["1.234"], "", ""),
        (["€1,200", "2.400,00 €", "12k", "$5000"], "", ""),
        (["1.234", "12.50", "999.00"], "", ""),
        (["1.234", "12.5"], ".", ""),
        (["1,234", "0,125"], ",", ""),
        (["1.500", "1234.500"], ".", ""),
        (["1,234", "1,234.75"], "", ""),
        (["1.234", "12.75"], "", "1.234"),
        (["1.234.567", "12.5", "1.234"], "", "1.234"),
        (["none", "$12.5", "1.234"], ".", ""),
    ],
)
def test_a_column_says_whether_three_digits_are_decimals(texts, thirds, unsettled):
    assert amount_style(texts) == (AmountStyle(thirds=frozenset(thirds)), unsettled)


def _fixed(number: Decimal, group: str, mark: str) -> str:
    return f"{number:,.2f}".translate(str.maketrans(",.", group + mark))


# Rules by which programs and people write a whole column.
RULES = {
    "1,234.50": lambda n: _fixed(n, ",", "."),
    "1.234,50": lambda n: _fixed(n, ".", ","),
    "1'234.50": lambda n: _fixed(n, "'", "."),
    "1 234,50": lambda n: _fixed(n, "\u202f", ","),
    "1234.50": lambda n: f"{n:.2f}",
    "1234,50": lambda n: f"{n:.2f}".replace(".", ","),
    "1234.5": lambda n: repr(float(n)),
    "1234,5": lambda n: repr(float(n)).replace(".", ","),
    "1,234": lambda n: f"{int(n):,}",
    "1.234": lambda n: f"{int(n):,}".replace(",", "."),
    "1,234.5": lambda n: re.sub(r"\.?0*$", "", f"{n:,.2f}"),
}
WHOLE = ("1,234", "1.234")
SIGNED = st.sampled_from(("{}", "€{}", "{} €", "EUR {}", "{} EUR", "US$ {}", "{}kr"))


@given(
    st.lists(st.decimals(0, 10**11, places=2), min_size=1, max_size=5),
    st.sampled_from(sorted(RULES)),
    SIGNED,
)
def test_what_was_written_by_a_rule_is_read_by_it_or_refused(numbers, rule, signed):
    texts = [signed.format(RULES[rule](number)) for number in numbers]
    style, unsettled = amount_style(texts)
    if unsettled:
        return
    for number, text in zip(numbers, texts, strict=True):
        assert read_amount(text, style)[0] == (int(number) if rule in WHOLE else number)


@given(st.lists(st.decimals(0, 10**9, places=3), min_size=2, max_size=6))
def test_three_decimals_are_no_thousands_where_a_column_shows_it(numbers):
    """A program writes the digits that there are: one number with other than three tells."""
    texts = [repr(float(number)) for number in numbers]
    style, unsettled = amount_style(texts)
    parts = [text.partition(".")[::2] for text in texts]
    is_shown = any(len(part) not in (2, 3) or len(whole) > 3 for whole, part in parts)
    if unsettled or not is_shown or any("e" in text for text in texts):
        return
    assert [read_amount(text, style)[0] for text in texts] == [Decimal(text) for text in texts]


@given(st.text(max_size=12), st.sampled_from((None, "point", "comma")))
def test_any_text_is_an_amount_or_refused(text, decimals):
    amount_style([text])
    try:
        amount, _ = read_amount(text, AmountStyle(decimals))
    except ValueError:
        return
    assert amount >= 0
