"""What `--currency` gave: the currency of amounts without one, and what a sign stands for."""

from __future__ import annotations

from collections.abc import Sequence

from salescli.commands.support.typed import money_arguments
from salescli.domain.money.currency import currencies
from salescli.errors import UsageError


def currency_flags(texts: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Return the currency of amounts without a sign, and those of signs: `USD`, `$=USD`.

    Raises UsageError for what is none of both.
    """
    plain, signs = "", {}
    for text in texts:
        sign, equals, code = (part.strip() for part in text.rpartition("="))
        if not equals:
            plain = money_arguments.typed_currency(code)
        elif (named := money_arguments.typed_currency(code)) and named in currencies(sign):
            signs[sign.casefold()] = named
        else:
            raise UsageError(f"'{sign}' does not stand for {code}", fix="as in --currency '$=USD'")
    return plain, signs
