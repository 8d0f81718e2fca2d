"""Money that was typed, at a flag or at a prompt: amounts and currencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salescli.errors import UsageError

if TYPE_CHECKING:
    from salescli.domain.deal_fields import Amount
    from salescli.domain.money.amount_text import Money


def typed_amount(text: str) -> Amount:
    """Return an amount of money from 0, without its currency. Raises UsageError."""
    return typed_money(text, "").amount


def typed_money(text: str, home: str) -> Money:
    """Return an amount of money and its currency, '' where none is named: 48k, €48,000, 48000 USD.

    `home` is the currency that a sign of several (`$`) stands for, where it is one of them.
    Raises UsageError.
    """
    from salescli.domain.money.amount_text import parse_money

    try:
        return parse_money(text, home)
    except ValueError as error:
        message, _, fix = str(error).partition(": ")
        raise UsageError(message, fix=fix) from None


def typed_currency(text: str, home: str = "") -> str:
    """Return the code of a currency, by code, sign or name; '' stays. Raises UsageError."""
    if not text.strip():
        return ""
    from salescli.domain.money.currency import currency_code

    try:
        return currency_code(text, home)
    except ValueError as error:
        message, _, fix = str(error).partition(": ")
        raise UsageError(message, fix=fix) from None
