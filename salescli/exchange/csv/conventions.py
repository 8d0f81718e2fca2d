"""How a file is to be read: what was told, and what whole columns say of their dates and amounts.

A column that leaves it open, and that nobody told about, stops an import: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from salescli.domain.deal_fields import COLUMNS, Kind
from salescli.errors import SalescliError
from salescli.exchange.csv.amount_columns import Decimals, decimals_of, read_amount
from salescli.exchange.csv.foreign_dates import Order, orders_of
from salescli.exchange.csv.known_exports import HELD, Layout
from salescli.exchange.csv.sheet import Sheet

DAYS = (
    *("opened", "closed", "closed_won", "closed_lost"),
    *(key for key, row in COLUMNS.items() if row.kind is Kind.DAY),
)


class UndecidedError(SalescliError):
    """A column that can be read in two ways: `flag` is the one that settles it."""

    def __init__(self, message: str, flag: str, options: tuple[str, ...]) -> None:
        super().__init__(message, fix=f"choose with {flag} {'|'.join(options)}")
        self.flag = flag
        self.options = options


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a file is to be read: what was told, and what its columns say themselves."""

    layout: Layout
    currency: str
    default_currency: str = ""
    decimals: Decimals = "point"
    orders: Mapping[str, Order | None] = field(default_factory=dict)
    endings: Mapping[str, str] = field(default_factory=dict)


def decide_conventions(
    sheet: Sheet,
    settled: Conventions,
    dates: Order | None = None,
    decimals: Decimals | None = None,
) -> Conventions:
    """Return what the columns of a sheet say of their dates and amounts. Raises UnsettledError."""
    value = settled.layout.get("value")
    decimals_there, unsettled = decimals_of(column(sheet, value)) if value else (None, "")
    if unsettled and not (decimals_there or decimals):
        raise UndecidedError(
            f"'{unsettled}' in the column '{value}' could be read with decimals or with thousands",
            "--decimals",
            ("point", "comma"),
        )
    marks = decimals or decimals_there or "point"
    if value and "currency" not in settled.layout:
        _check_signs(sheet, value, settled, marks)
    return replace(settled, decimals=marks, orders=_orders(sheet, settled.layout, dates))


def _check_signs(sheet: Sheet, name: str, settled: Conventions, decimals: Decimals) -> None:
    """Return whether each sign in a column stands for one currency. Raises UnsettledError."""
    ours = {settled.currency, settled.default_currency}
    for text in column(sheet, name):
        try:
            _, signs = read_amount(text, decimals)
        except ValueError:  # the row will be refused, with this as its reason
            continue
        if len(signs) > 1 and not ours & set(signs):
            message = f"'{text}' in the column '{name}' could mean several currencies"
            raise UndecidedError(message, "--currency", signs)


def _orders(sheet: Sheet, layout: Layout, order: Order | None) -> dict[str, Order | None]:
    """Return the order of day and month in each column; one that doesn't say goes by the others."""
    names = [c for f, c in layout.items() if f in DAYS or f.startswith(HELD)]
    found_orders = {name: orders_of(column(sheet, name)) for name in dict.fromkeys(names)}
    all_said = {
        column_orders.order for column_orders in found_orders.values() if column_orders.order
    }
    common = next(iter(all_said)) if len(all_said) == 1 else None
    orders: dict[str, Order | None] = {}
    for name, column_orders in found_orders.items():
        orders[name] = order or column_orders.order or (None if column_orders.contrary else common)
        if orders[name] is None and column_orders.unsettled:
            raise UndecidedError(
                f"'{column_orders.unsettled}' in the column '{name}' could mean two dates",
                "--dates",
                ("dmy", "mdy"),
            )
    return orders


def column(sheet: Sheet, name: str) -> Iterator[str]:
    """Yield the cells of a column, those that say nothing left out."""
    place = sheet.columns.index(name)
    for row in sheet.rows:
        if len(row.cells) > place and row.cells[place].strip():
            yield row.cells[place].strip()
