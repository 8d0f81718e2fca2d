"""Amounts of money as other tools write them: `1.234,50 €`, `$1,234`, `1'234.50`, `48k`.

Whether a point or a comma begins the decimals is settled by a whole column: one `12,5` in it says
it for all. Where nothing says it (`1,234` alone), it is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, TypeAlias

from salescli.domain.currency import SIGNS, currencies
from salescli.domain.deal_fields import Amount
from salescli.store.formats import values
from salescli.store.formats.values import WrongValueError

Decimals: TypeAlias = Literal["point", "comma"]

_SIGN = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?P<before>{_SIGN}|[a-z]{{3}})?(?P<number>[0-9][0-9.,]*)(?P<size>[km])?"
    rf"(?:,?-)?(?P<after>{_SIGN}|[a-z]{{3}})?",
    re.IGNORECASE,
)
_BLANKS = re.compile("[\\s'\u2019\u00a0\u202f]+")
_GROUPS = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
_SIZES = {"k": 1000, "m": 10**6}


def decimals_of(texts: Iterable[str]) -> tuple[Decimals | None, str]:
    """Return what begins the decimals in a column, and an amount that leaves it open.

    '' where no amount leaves it open. None where nothing in the column says it.
    """
    decimals: Decimals | None = None
    unsettled = ""
    for text in texts:
        match = _AMOUNT.fullmatch(_BLANKS.sub("", text))
        if match is None:
            continue
        marks = _decimals(match["number"])
        if marks == "either":
            unsettled = unsettled or text
        elif marks is not None:
            decimals = decimals or marks
    return decimals, unsettled


def _decimals(number: str) -> Decimals | Literal["either"] | None:
    """Return what a number says of it: None where it has neither point nor comma."""
    last = max(number.rfind("."), number.rfind(","))
    if last < 0:
        return None
    mark = number[last]
    begins: Decimals = "point" if mark == "." else "comma"
    other: Decimals = "comma" if mark == "." else "point"
    if number.count(mark) > 1:
        return other
    if "." in number and "," in number:
        return begins
    whole = number[:last]
    if len(number) - last - 1 == 3 and 0 < len(whole) <= 3 and whole[0] != "0":
        return "either"
    return begins


def read_amount(text: str, decimals: Decimals) -> tuple[Amount, tuple[str, ...]]:
    """Return the amount, and the currencies that its sign can stand for. Raises ValueError."""
    match = _AMOUNT.fullmatch(_BLANKS.sub("", text))
    if match is None:
        raise ValueError(f"'{text}' is not an amount of 0 or more")
    number = match["number"]
    mark, group = (".", ",") if decimals == "point" else (",", ".")
    whole, _, part = number.partition(mark)
    grouped = group in whole
    if group in part or mark in part or (grouped and not _GROUPS.fullmatch(whole)):
        raise ValueError(f"'{text}' is not an amount with a decimal {decimals}")
    digits = whole.replace(group, "") + (f".{part}" if part else "")
    amount = Decimal(digits) * _SIZES.get((match["size"] or "").lower(), 1)
    return _exact(amount, text), _currencies(match["before"] or match["after"] or "")


def _exact(amount: Decimal, text: str) -> Amount:
    """Return a whole number where it is one.

    Raises ValueError where the format has no such amount.
    """
    try:
        values.amount(amount)
    except WrongValueError:
        raise ValueError(f"'{text}' is too large an amount") from None
    return int(amount) if amount == amount.to_integral_value() else amount.normalize()


def _currencies(sign: str) -> tuple[str, ...]:
    """Return the currencies that a sign can stand for. Raises ValueError for an unknown one."""
    codes = currencies(sign)
    if sign and not codes:
        raise ValueError(f"'{sign}' is not a currency")
    return codes
