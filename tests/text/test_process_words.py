"""A process by the customers that it is for, or by its place in the list as it is shown."""

from __future__ import annotations

import pytest
from support.table import each

from salescli.text.process_words import process_said, says_any, staff_said

SHOWN = {
    "small-business": "where the owner decides",
    "mid-market": "a head of department",
    "account-management": "Customers we have won",
    "enterprise": "IT, finance and legal",
    "channel": "Deals that a partner registers",
}


@each(
    "text, name",
    [
        ("klein", "small-business"),
        ("das kleine", "small-business"),
        ("die kleine Variante", "small-business"),
        ("smb", "small-business"),
        ("small business please", "small-business"),
        ("mid size", "mid-market"),
        ("Mittelstand", "mid-market"),
        ("big company", "enterprise"),
        ("the first", "small-business"),
        ("nr 2", "mid-market"),
        ("they are ~150 ppl so mid", "mid-market"),
        ("not enterprise, the simple one", "small-business"),
        ("the one for partners", "channel"),
        ("account", ""),
        ("small or mid", ""),
        ("they sell partners and finance", ""),
        ("", ""),
    ],
)
def test_a_process_is_meant_by_its_customers_or_its_place(text, name):
    assert process_said(text, SHOWN) == name


@pytest.mark.parametrize(
    ("text", "staff"),
    [
        ("~150 ppl", 150),
        ("1-10 people", 10),
        ("5k employees", 5000),
        ("1.200 Mitarbeiter", 1200),
        ("12 vans", None),
        ("", None),
    ],
)
def test_how_many_people_a_customer_has(text, staff):
    assert staff_said(text) == staff


@pytest.mark.parametrize(
    ("text", "is_any"),
    [
        ("whatever", True),
        ("dunno, you pick", True),
        ("same as last one", True),
        ("not sure", True),
        ("whatever they sell", False),
        ("small", False),
        ("", True),
    ],
)
def test_any_will_do(text, is_any):
    assert says_any(text) is is_any
