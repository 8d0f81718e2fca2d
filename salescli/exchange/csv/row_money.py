"""What a deal is worth, by the amount and the currency that its row has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from salescli.domain.deal_fields import Amount
from salescli.domain.money.currency import CODES, currencies
from salescli.exchange.csv.amount_columns import read_amount
from salescli.exchange.csv.conventions import Conventions, sign_currency


def money_of(fields: Mapping[str, str], settled: Conventions) -> tuple[Amount | None, str]:
    """Return the value of a deal and its currency; None and '' without one. Raises ValueError.

    A sign keeps its own currency, whatever was told for amounts without one.
    """
    text = fields.get("value", "")
    if not text:
        return None, ""
    amount, codes = read_amount(text, settled.amounts)
    code = currency_of(fields.get("currency", ""))
    if codes and code and code not in codes:
        raise ValueError(f"'{text}' has another currency than its column, {code}")
    sign = sign_currency(text, codes, settled) if codes and not code else ""
    if codes and not (code or sign):
        raise ValueError(f"the sign of '{text}' could mean several currencies")
    return amount, code or sign or settled.currency or settled.default_currency


def currency_of(text: str) -> str:
    """Return the code in a cell such as `usd`, `US Dollar (USD)` or `€`. Raises ValueError."""
    words = re.findall(r"\b[A-Z]{3}\b", text.upper())
    codes = currencies(text) or tuple(word for word in words if word in CODES)
    if text and len(codes) != 1:
        raise ValueError(f"'{text}' is not a currency")
    return "".join(codes)
