"""Amounts of money as other tools write them: `1.234,50 €`, `$1,234`, `1'234.50`, `48k`.

Each amount is read by its own form, since one column may hold several. A separator with three
digits behind it separates thousands, unless its column shows that decimals of any length follow
it (`12.5`, `0.125`). What a column leaves open is not guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from salescli.domain.deal_fields import Amount
from salescli.domain.money.amount_text import SIZES
from salescli.domain.money.currency import SIGNS, currencies
from salescli.store.formats import values
from salescli.store.formats.values import WrongValueError
from salescli.text.lazy_re import lazy_re

Decimals: TypeAlias = Literal["point", "comma"]

_SIGN = "|".join(
    re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True) if " " not in sign
)
_SIZE = "|".join(sorted(SIZES, key=len, reverse=True))
_BLANK = "\\s'\u2019\u00a0\u202f\u2009"
_AMOUNT = lazy_re(
    rf"(?P<before>{_SIGN}|[a-z]{{3}})?[{_BLANK}]*(?P<number>[0-9](?:[0-9.,{_BLANK}]*[0-9.,])?)"
    rf"(?:(?<=[.,])[-\u2013\u2014]{{1,2}})?[{_BLANK}]*(?P<size>(?:{_SIZE})(?![a-z])\.?)?"
    rf"[{_BLANK}]*(?P<after>{_SIGN}|[a-z]{{3}})?",
    re.IGNORECASE,
)
_BLANKS = lazy_re(f"[{_BLANK}]+")
_BLANK_GROUPS = lazy_re(rf"[0-9]{{1,3}}(?:[{_BLANK}]+[0-9]{{3}})+(?:[.,][0-9]*)?")
# Thousands, and the lakhs of India: 12,34,567.
_GROUPS = lazy_re(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")


@dataclass(frozen=True, slots=True)
class AmountStyle:
    """How the amounts of a column are read: as `told`, or each by its own form.

    `thirds` are the separators behind which three digits are decimals in this column.
    """

    told: Decimals | None = None
    thirds: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Evidence:
    """What a column shows of one separator: decimals, groups of thousands, or either."""

    decimals: list[str] = field(default_factory=list)
    is_group: bool = False
    open: str = ""


def amount_style(texts: Iterable[str]) -> tuple[AmountStyle, str]:
    """Return how a column is to be read, and an amount that it leaves open; '' for none.

    Decimals of one length that ends in 0 (`2.400,00`) were padded: what has three digits instead
    is thousands. Decimals of another length than two come from a program that writes as many as
    there are.
    """
    shown: dict[str, _Evidence] = defaultdict(_Evidence)
    for text in texts:
        if match := _AMOUNT.fullmatch(text.strip()):
            _look(_BLANKS.sub("", match["number"]), text, shown)
    thirds = set()
    for mark, evidence in shown.items():
        if not (evidence.open and any(evidence.decimals)):
            continue
        if all(len(part) in (0, 2) for part in evidence.decimals):
            if not any(part.endswith("0") for part in evidence.decimals):
                return AmountStyle(), evidence.open
        elif evidence.is_group:
            return AmountStyle(), evidence.open
        else:
            thirds.add(mark)
    return AmountStyle(thirds=frozenset(thirds)), ""


def _look(number: str, text: str, shown: dict[str, _Evidence]) -> None:
    mark, is_open = _last_mark(number)
    if not mark:
        return
    other = "," if mark == "." else "."
    if number.count(mark) > 1:
        shown[mark].is_group = True
    elif is_open:
        shown[mark].open = shown[mark].open or text
    else:
        shown[mark].decimals.append(number.rpartition(mark)[2])
        shown[other].is_group |= other in number


def _last_mark(number: str) -> tuple[str, bool]:
    """Return the last separator of a number, and whether it could be of either kind."""
    place = max(number.rfind("."), number.rfind(","))
    if place < 0:
        return "", False
    whole, part = number[:place], number[place + 1 :]
    lone = not {".", ","} & set(whole)
    return number[place], lone and len(part) == 3 and 0 < len(whole) <= 3 and whole[0] != "0"


def read_amount(text: str, style: AmountStyle) -> tuple[Amount, tuple[str, ...]]:
    """Return the amount, and the currencies that its sign can stand for. Raises ValueError."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"'{text}' is not an amount of 0 or more")
    number, size = _number(match["number"], text), (match["size"] or "").lower().rstrip(".")
    mark = _decimal_mark(number, style, text, sized=bool(size))
    group = "," if mark == "." else "."
    whole, _, part = number.partition(mark)
    if {".", ","} & set(part) or (group in whole and not _GROUPS.fullmatch(whole)):
        decimals = "point" if mark == "." else "comma"
        raise ValueError(f"'{text}' is not an amount with a decimal {decimals}")
    digits = whole.replace(group, "") + (f".{part}" if part else "")
    amount = Decimal(digits) * SIZES.get(size, 1)
    return _exact(amount, text), _common([match["before"], match["after"]], text)


def amount_sign(text: str) -> str:
    """Return the currency's sign or code that stands beside an amount; '' for none."""
    match = _AMOUNT.fullmatch(text.strip())
    return (match["before"] or match["after"] or "").lower() if match else ""


def _number(number: str, text: str) -> str:
    """Return the digits, points and commas of a number. Raises ValueError for odd blanks."""
    if _BLANKS.search(number) and not _BLANK_GROUPS.fullmatch(number):
        raise ValueError(f"'{text}' is not an amount: blanks part its digits, and not in threes")
    return _BLANKS.sub("", number)


def _decimal_mark(number: str, style: AmountStyle, text: str, *, sized: bool) -> str:
    """Return what begins the decimals of a number. Raises ValueError where it could be both."""
    if style.told:
        return "." if style.told == "point" else ","
    mark, is_open = _last_mark(number)
    other = "," if mark == "." else "."
    if is_open and mark not in style.thirds:
        if sized:
            raise ValueError(f"'{text}' is an amount that could be two: --decimals decides")
        return other
    return other if number.count(mark) > 1 else mark or "."


def _exact(amount: Decimal, text: str) -> Amount:
    """Return a whole number where it is one.

    Raises ValueError where the format has no such amount.
    """
    try:
        values.amount(amount)
    except WrongValueError:
        raise ValueError(f"'{text}' is too large an amount") from None
    return int(amount) if amount == amount.to_integral_value() else amount.normalize()


def _common(signs: list[str | None], text: str) -> tuple[str, ...]:
    """Return the currencies that all signs of an amount can stand for: `$5 USD` is USD.

    Raises ValueError for an unknown sign, and for two that contradict each other.
    """
    common: tuple[str, ...] = ()
    for sign in filter(None, signs):
        codes = currencies(sign)
        if not codes:
            raise ValueError(f"'{sign}' is not a currency")
        both = tuple(code for code in codes if not common or code in common)
        if not both:
            raise ValueError(f"'{text}' names two currencies")
        common = both
    return common
