"""What a price by the month comes to in a year, which is what a deal's value is."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any

from salescli.errors import SalescliError, UsageError
from salescli.text.lazy_re import lazy_re

_A = "an?|per|each|every|pro|im|in der|par|al|a la|p\\.?"
_MONTHS = 12
_TIMES = {
    _MONTHS: ("month", "mo", "monat", "mois", "maand", "mnd", "mese", "mes", "pm"),
    4: ("quarter", "quartal", "kwartaal", "trimestre"),
    52: ("week", "wk", "woche", "semaine", "settimana"),
}
_OFTEN = {_MONTHS: "monthly|monatlich|maandelijks|mensuel|mrr", 4: "quarterly", 52: "weekly"}
_FORMS = tuple(
    (
        times,
        lazy_re(
            rf"(?<=[0-9km\u20ac$\u00a3a-z])\s*(?:(?:{_A}) ?(?:{'|'.join(units)})\b"
            rf"|/ ?(?:{'|'.join(units)})\b|\b(?:{_OFTEN[times]})\b)\.?",
            re.IGNORECASE,
        ),
    )
    for times, units in _TIMES.items()
)
# '300 a month so 3600': what it comes to is the value.
_IN_A_YEAR = lazy_re(
    r"[€$£]?[0-9][0-9.,]*\s?k?\s?(?:€|eur|euros?|usd)?\s*"
    r"(?:(?:a|per|each|every|pro|im) (?:month|monat)|/ ?(?:month|mo|monat)|monthly|monatlich),?\s+"
    r"(?:so|=|also|makes?|that's|d\.?h\.?|macht|is|ist|comes to|sind|das sind|ie|i\.e\.)\s+"
    r"(?=(?:about |ca\.? |rund )?[€$£]?[0-9])",
    re.IGNORECASE,
)
_NUMBER = lazy_re(r"[0-9](?:[0-9.,' ]*[0-9])?(?:\s?k\b)?", re.IGNORECASE)
_LONGEST = 3  # words of an amount


def text_for_a_year(text: str, amount: Callable[[str], Any]) -> str:
    """Return a text without prices by the month, of which it has the sum of a year behind them.

    Raises UsageError for another amount by the month, the week or the quarter, with that sum.
    """
    text = _IN_A_YEAR.sub("", text)
    for times, form in _FORMS:
        for match in form.finditer(text):
            typed = _amount_before(text[: match.start()], amount)
            if typed and (times == _MONTHS or not typed.isdigit()):  # '3 a week' is no price
                year = f"{Decimal(amount(typed)) * times:f}".removesuffix(".00")
                whole = f"{_NUMBER.sub(year, typed, count=1)} a year"
                raise UsageError(
                    f"'{typed}{match[0]}' is {whole}: did you mean '{whole}'?",
                    fix="a deal's value is what it brings in a year",
                )
    return text


def _amount_before(text: str, amount: Callable[[str], Any]) -> str:
    """Return the amount that a text ends with; '' for none."""
    words = text.split()[-_LONGEST:]
    for start in range(len(words)):
        typed = " ".join(words[start:])
        with suppress(SalescliError):
            amount(typed)
            return typed
    return ""
