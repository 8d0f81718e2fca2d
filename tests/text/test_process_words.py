"""A process by the customers that it is for, or by its place in the list as it is shown."""

from __future__ import annotations

import pytest

from salescli.text.process_words import process_said

SHOWN = ("small-business", "mid-market", "account-management", "enterprise")


@pytest.mark.parametrize(
    ("text", "name"),
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
        ("account", ""),
        ("small or mid", ""),
        ("", ""),
    ],
)
def test_a_process_is_meant_by_its_customers_or_its_place(text, name):
    assert process_said(text, SHOWN) == name
