"""An amount of money as it is typed: 12k, €12,000, 1200 EUR, CHF 1'200.50, 5.000,-.

One separator with three digits behind it parts thousands: nobody sells for a thousandth of a euro.
'About 5k' is 5k: a value is an estimate anyway. What was understood is echoed. A column of a file
that is imported is settled as a whole instead (exchange/csv/amount_columns).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from salescli.domain.deal_fields import Amount
from salescli.domain.money.currency import currencies, currency_code
from salescli.text.lazy_re import lazy_re
from salescli.text.wording import excerpt

LARGEST = 10**15  # amounts stay below it, in files too
_EXAMPLES = "write it as 48000, 48,000.50, 48k or 48k EUR"
_LONGEST = 60
_USUAL = "USD"  # what a dollar is where the book's own currency is none
SIZES = {  # what may stand behind a number, in small letters
    **dict.fromkeys(("k", "tsd", "tausend", "thousand", "grand"), 1000),
    **dict.fromkeys(("m", "mn", "mio", "million", "millions"), 10**6),
    **dict.fromkeys(("bn", "mrd", "billion"), 10**9),
}
_SIZE = "|".join(sorted(SIZES, key=len, reverse=True))
_WORD = r"[^\W\d_](?:[^\d_]*[^\W\d_.])?\.?|[^\w\s.,'+-]|[a-z]{1,2}\$"
_FORM = lazy_re(
    rf"(?P<before>{_WORD})?\s*(?P<number>[0-9](?:[0-9.,' ]*[0-9])?)(?:[.,]-)?"
    rf"\s*(?P<size>(?:{_SIZE})(?![^\W\d_]))?(?:[.,]-)?\s*(?P<after>{_WORD})?"
)
_ABOUT = lazy_re(
    r"(?:environ|ongeveer|rond|(?:a )?peu pr[eè]s|about"
    r"|around|approx\.?|approximately|roughly|circa|cirka|ca\.?|c\.|say|(?:so )?um die"
    r"|an die|knapp|gut|rund|etwa|ungefähr"
    r"|~|≈)\s*(?=\S)"
)
_SHORT = lazy_re(r"(?<=[0-9 ])t(?:eur|\u20ac)")
_TSD = lazy_re(r"\btsd\.|(?<=[0-9])tsd\.")
# What a year brings is the amount.
_BEHIND = lazy_re(
    r"[\s-]*(?:ish|or so|(?:an?|per|pro|im|/) ?(?:year|yr|annum|jahr)|p\.? ?a\.?|yearly|annually"
    r"|jährlich)$"
)
_TWO = lazy_re(r"(?P<low>[^-]*[^-\s.,])\s*(?:-|\bto\b|\bbis\b)\s*(?P<high>[^-]*[0-9][^-]*)")
_SPACES = lazy_re("[\\s\u00a0\u202f\u2009]+")
_MARKS = str.maketrans("\u2019\u02bc`\u2013\u2014", "'''--")


class Money(NamedTuple):
    """An amount, and its currency: '' where none was named."""

    amount: Amount
    currency: str


def parse_money(text: str, home: str) -> Money:
    """Return what an amount means in a book whose currency is `home`.

    Raises ValueError with a sentence that says how to write it.
    """
    shown = excerpt(text)
    words = _SPACES.sub(" ", text.translate(_MARKS).strip().casefold()[: _LONGEST + 1])
    words = _ABOUT.sub("", words, count=1) if _ABOUT.match(words) else words
    words = _BEHIND.sub("", _SHORT.sub("k eur", _TSD.sub("tsd", words)))
    match = _FORM.fullmatch(words) if len(words) <= _LONGEST else None
    if match is None:
        why = "is below 0" if re.match("[-\u2212][0-9]", words) else "is not an amount"
        raise ValueError(_middle(words, shown, home) or f"'{shown}' {why}: {_EXAMPLES}")
    number = _number(match["number"], shown, is_sized=bool(match["size"]))
    number *= SIZES.get(match["size"] or "", 1)
    if number >= 1 and number * 100 != (number * 100).to_integral_value():
        raise ValueError(f"'{shown}' has more than two decimals: {_EXAMPLES}")
    code = _currency(match, shown, home)
    if number >= LARGEST:
        raise ValueError(f"'{shown}' is too large an amount: amounts end below {LARGEST:,}")
    amount = int(number) if number == number.to_integral_value() else number.normalize()
    return Money(amount, code)


def _middle(words: str, shown: str, home: str) -> str:
    """Return what to write for two amounts, from one to the other; '' for anything else."""
    two = _TWO.fullmatch(words)
    if two is None:
        return ""
    try:
        high = parse_money(two["high"], home)
        size = re.search(rf"[0-9]\s*({_SIZE})(?![^\W\d_])", two["high"])
        low_text = two["low"] + (size[1] if size and two["low"][-1].isdigit() else "")
        low = parse_money(low_text, home)
    except ValueError:
        return ""
    middle = (Decimal(low.amount) + Decimal(high.amount)) / 2
    text = f"{(middle / 1000).normalize():f}k" if middle % 100 == 0 else f"{middle.normalize():f}"
    return f"'{shown}' is two amounts: did you mean {text}? it is the middle"


def _currency(match: re.Match[str], shown: str, home: str) -> str:
    """Return the code that the signs mean, '' without any. Raises ValueError for two of them."""
    signs = [sign for sign in (match["before"], match["after"]) if sign]
    if not signs:
        return ""
    first, last = (currencies(sign) for sign in (signs[0], signs[-1]))
    codes = [code for code in first if code in last]
    if first and last and not codes:
        raise ValueError(f"'{shown}' names two currencies: {_EXAMPLES}")
    if codes[:1] == [_USUAL] and home not in codes:
        return _USUAL
    if len(codes) > 1 and home not in codes:
        number = match["number"] + (match["size"] or "")
        options = " or ".join(f"{number} {code}" for code in (home or "EUR", codes[0]))
        raise ValueError(f"'{shown}' has a sign of several currencies: write {options}")
    return codes[0] if len(codes) == 1 else currency_code(signs[-1 if first else 0], home)


def _number(text: str, shown: str, *, is_sized: bool) -> Decimal:
    """Return the number that digits with their separators mean. Raises ValueError."""
    marks = [char for char in text if not char.isdigit()]
    if not marks:
        return Decimal(text[:16])
    last = marks[-1]
    whole, _, part = text.rpartition(last)
    is_grouped = len(set(marks)) == 1 and len(part) == 3 and _is_group(text, last)
    if is_grouped and is_sized and len(marks) == 1:
        raise ValueError(
            f"'{shown}' could be {whole}.{part} or {whole}{part} times its unit: "
            "write the number in full"
        )
    if is_grouped and (whole[0] != "0" or len(marks) > 1):
        return Decimal(text.replace(last, ""))
    groups = whole
    if last in ".," and marks.count(last) == 1 and len(part) <= 4 and _is_whole(groups):
        return Decimal(f"{re.sub('[^0-9]', '', groups)}.{part}")
    raise ValueError(f"'{shown}' is not an amount: {_EXAMPLES}")


def _is_group(text: str, mark: str) -> bool:
    """Return whether the mark separates thousands, or lakhs as in India."""
    mark = re.escape(mark)
    return bool(
        re.fullmatch(f"[0-9]{{1,3}}(?:{mark}[0-9]{{3}})+", text)
        or re.fullmatch(f"[0-9]{{1,2}}(?:{mark}[0-9]{{2}})+{mark}[0-9]{{3}}", text)
    )


def _is_whole(text: str) -> bool:
    marks = {char for char in text if not char.isdigit()}
    return not marks or (len(marks) == 1 and _is_group(text, marks.pop()))
