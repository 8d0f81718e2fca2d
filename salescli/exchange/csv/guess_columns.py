"""Which column of an unknown file could be which field: a proposal, by name and by content."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from salescli.domain.deal_fields import COLUMNS
from salescli.exchange.csv.amount_columns import AmountStyle, amount_style, read_amount
from salescli.exchange.csv.conventions import column
from salescli.exchange.csv.foreign_dates import is_date
from salescli.exchange.csv.known_exports import Layout
from salescli.exchange.csv.sheet import Sheet

_LOOKED_AT = 200  # cells of a column that its content is judged by

# The names that a field goes by, the surest first.
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("(?:deal|opportunity|record|lead|crm) ?(?:id|key|number|no)", "id"),
    "opened": (
        "(?:create|created|creation|open|opened|opening|start|engage|added) ?(?:date|on|at)?",
        "date (?:created|opened|added)",
    ),
    "close": ("(?:expected |est |estimated )?(?:close|closing|closed|end) ?(?:date|on)?",),
    "value": (
        "(?:close |deal |contract |total |net )?(?:value|amount|revenue|price|volume|size|wert)",
        "acv|arr|mrr|tcv|betrag|umsatz",
    ),
    "currency": ("(?:deal )?currency(?: code)?", "währung"),
    "stage": ("(?:deal |sales |pipeline )?(?:stage|phase|step)", "(?:deal )?status"),
    "company": (
        "(?:company|account|organi[sz]ation|customer|client|firma|kunde|buyer)(?: ?name)?",
    ),
    "title": ("(?:deal|opportunity|project)(?: ?name| ?title)?", "title|name|subject|product"),
    "owner": ("(?:deal |account )?owner", "(?:sales )?(?:agent|rep|person)|salesperson|seller"),
    "contact": ("(?:primary )?contact(?: person| name)?", "ansprechpartner"),
    "email": ("(?:contact )?e-?mail(?: address)?",),
    "reason": ("(?:closed ?)?(?:loss|lost) ?reason", "reason"),
}
_NAMES |= {
    key: (field.columns or key.replace("_", " "),)
    for key, field in COLUMNS.items()
    if key not in _NAMES
}


def guess_columns(sheet: Sheet) -> Layout:
    """Return the column of each field that one seems to be for, no column for two of them."""
    layout: dict[str, str] = {}
    plain = {name: re.sub(r"[\W_]+", " ", name).strip().casefold() for name in sheet.columns}
    for field, patterns in _NAMES.items():
        fits = _CONTENT.get(field, _any)
        for name in _called(patterns, plain):
            if name not in layout.values() and fits(cells := _some(sheet, name)) and cells:
                layout[field] = name
                break
    return layout


def _called(patterns: Sequence[str], plain: dict[str, str]) -> list[str]:
    """Return the columns that go by one of the names, the surest first."""
    return [n for pattern in patterns for n, text in plain.items() if re.fullmatch(pattern, text)]


def _some(sheet: Sheet, name: str) -> list[str]:
    return list(islice(column(sheet, name), _LOOKED_AT))


def _any(_: list[str]) -> bool:
    return True


def _days(cells: list[str]) -> bool:
    return _most(cells, is_date)


def _amounts(cells: list[str]) -> bool:
    style, unsettled = amount_style(cells)
    style = AmountStyle("point") if unsettled else style

    def readable(cell: str) -> bool:
        try:
            read_amount(cell, style)
        except ValueError:
            return False
        return True

    return _most(cells, readable)


def _once_each(cells: list[str]) -> bool:
    return len(set(cells)) == len(cells)


def _most(cells: list[str], fits: Callable[[str], bool]) -> bool:
    return sum(map(fits, cells)) >= 0.9 * len(cells)


_CONTENT: dict[str, Callable[[list[str]], bool]] = {
    "id": _once_each,
    "opened": _days,
    "close": _days,
    "value": _amounts,
    "email": lambda cells: _most(cells, lambda cell: "@" in cell),
    "employees": lambda cells: _most(cells, lambda cell: cell[:1].isdigit()),
}
