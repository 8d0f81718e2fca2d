"""What each form of amount in a column was read as, to be seen before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from salescli.domain.deal_fields import Amount
from salescli.exchange.csv.amount_columns import amount_sign, read_amount
from salescli.exchange.csv.conventions import Conventions, sign_currency


@dataclass(frozen=True, slots=True)
class AmountForm:
    """A form of amount: one example as it stands in the file, what it was read as, how many."""

    example: str
    amount: Amount
    currency: str
    number: int = 1


def amount_forms(cells: Iterable[str], settled: Conventions) -> tuple[AmountForm, ...]:
    """Return the forms in a column, the most frequent first; none where all are plain digits.

    Amounts of one form differ in their digits alone, and not in what their separators mean.
    """
    forms: dict[tuple[str, bool], AmountForm] = {}
    for text in cells:
        try:
            amount, codes = read_amount(text, settled.amounts)
        except ValueError:  # its row is refused, with this as its reason
            continue
        code = sign_currency(text, codes, settled) if codes else ""
        if not codes and "currency" not in settled.layout:
            code = settled.currency or settled.default_currency
        key = re.sub("[0-9]+", "9", text.casefold()), amount == int(amount)
        known = forms.get(key)
        forms[key] = replace(known, number=known.number + 1) if known else _form(text, amount, code)
    if all(form.example.isdecimal() for form in forms.values()):
        return ()
    return tuple(sorted(forms.values(), key=lambda form: -form.number))


def _form(text: str, amount: Amount, code: str) -> AmountForm:
    return AmountForm(text, amount, code or amount_sign(text).upper())
