"""What a cell's number format says of its number: a currency, a percentage, leading zeros.

The forms are those of ECMA-376 part 1, 18.8.31: `"$"#,##0.00`, `[$€-407] #,##0`, `0.0%`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from salescli.domain.money.currency import currencies
from salescli.text.lazy_re import lazy_re

# Signs that several countries use, by the country that their format names (MS-LCID).
_COUNTRIES = {
    ("$", 0x409): "USD",
    ("$", 0x1009): "CAD",
    ("$", 0xC0C): "CAD",
    ("$", 0xC09): "AUD",
    ("$", 0x1409): "NZD",
    ("$", 0x4809): "SGD",
    ("$", 0x80A): "MXN",
    ("kr", 0x414): "NOK",
    ("kr", 0x41D): "SEK",
    ("kr", 0x406): "DKK",
    ("kr.", 0x406): "DKK",
    ("¥", 0x411): "JPY",
    ("¥", 0x804): "CNY",
}
_BRACKET = lazy_re(r"\[\$(?P<sign>[^\]-]*)(?:-(?P<country>[0-9A-Fa-f]+)[^\]]*)?\]")
_LITERAL = lazy_re(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<bare>[$€£¥₹₩₺₽₴₪₫₱₦฿₸₾])')
_ZEROS = lazy_re("0{2,20}")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a format says: the sign of a currency, whether it shows percent, how many digits."""

    sign: str = ""
    is_percent: bool = False
    digits: int = 0


@lru_cache(maxsize=500)
def number_format(text: str) -> NumberFormat:
    """Return what a format says of positive numbers."""
    positive = _positive(text)
    if _ZEROS.fullmatch(positive):
        return NumberFormat(digits=len(positive))
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", positive)
    return NumberFormat(_sign(positive), "%" in plain)


def _positive(text: str) -> str:
    """Return the part of a format that is for positive numbers: the first one."""
    return re.match(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[]|["\\\[])*?(?=;|$)', text, re.DOTALL)[0]  # type: ignore[index]


def _sign(text: str) -> str:
    for match in _BRACKET.finditer(text):
        sign, country = match["sign"].strip(), int(match["country"] or "0", 16) & 0xFFFF
        if sign:
            return _COUNTRIES.get((sign.casefold(), country), sign) if currencies(sign) else ""
    literals = "".join(
        match["quoted"] or match["escaped"] or match["bare"] or ""
        for match in _LITERAL.finditer(_BRACKET.sub("", text))
    ).strip()
    return literals if literals and currencies(literals) else ""
