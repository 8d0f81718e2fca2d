"""A cell of a workbook as the text that a CSV of it would have, without what a format rounds off.

Amounts keep the currency of their format, percentages their sign, days are written as 2026-11-24.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from salescli.exchange.xlsx.number_format import number_format

_DIGITS = 15  # that a spreadsheet has of a number


def cell_text(value: Any, form: str = "General") -> str:
    """Return the text of a cell by its value and its number format."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(Decimal(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value, form)
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _moment(value: datetime) -> str:
    """Return a day where it is midnight, else the day and the time, to the second."""
    rounded = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    return rounded.date().isoformat() if rounded.time() == time() else rounded.isoformat(" ")


def _number(value: Decimal | int, form: str) -> str:
    shown = number_format(form)
    if shown.digits:
        return str(value).zfill(shown.digits)
    if shown.is_percent:
        return f"{_plain(value * 100, 0)}%"
    text = _plain(value, 2)
    sign = shown.sign if len(shown.sign) != 3 else f"{shown.sign} "
    return f"-{sign}{text[1:]}" if text.startswith("-") and sign else f"{sign}{text}"


def _plain(value: Decimal | int, least: int) -> str:
    """Return a number without an exponent, its decimals never three.

    One with three could be taken for thousands where a text in the same column is one.
    """
    text = f"{Decimal(value).normalize():f}"
    whole, point, decimals = text.partition(".")
    if not point:
        return whole
    return f"{whole}.{decimals.ljust(least if len(decimals) < 3 else 4, '0')}"
