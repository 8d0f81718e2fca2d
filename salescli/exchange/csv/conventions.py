"""How a file is to be read: what was told, and what whole columns say of their dates and amounts.

A column that leaves it open, and that nobody told about, stops an import: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from salescli.domain.deal_fields import COLUMNS, Kind
from salescli.domain.time.moment import When
from salescli.errors import SalescliError
from salescli.exchange.csv.amount_columns import (
    AmountStyle,
    Decimals,
    amount_sign,
    amount_style,
    read_amount,
)
from salescli.exchange.csv.foreign_dates import (
    SINCE_1900,
    Order,
    are_midnights,
    is_in_words,
    orders_of,
    read_cell_day,
    read_cell_time,
)
from salescli.exchange.csv.known_exports import HELD, Layout
from salescli.exchange.csv.sheet import Sheet

DAYS = (
    *("opened", "closed", "closed_won", "closed_lost", "contacted", "next_activity"),
    *(key for key, row in COLUMNS.items() if row.kind is Kind.DAY),
)


class UndecidedError(SalescliError):
    """A column that can be read in two ways: `flag` is the one that settles it."""

    def __init__(self, message: str, flag: str, options: tuple[str, ...], before: str = "") -> None:
        super().__init__(message, fix=f"choose with {flag} {_pasted(before, options)}")
        self.flag = flag
        self.options = options
        self.before = before


def _pasted(before: str, options: tuple[str, ...]) -> str:
    """Return the options as they can be typed: each in quotes where something stands before."""
    return " or ".join(f"'{before}{o}'" for o in options) if before else "|".join(options)


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a file is to be read: what was told, and what its columns say themselves.

    `currency` was told for the amounts without a sign, `signs` for signs of several currencies.
    `stages` has the first spelling of each stage, `whole_days` the columns whose times are all
    midnights: days, wherever they are read. Days that are numbered are counted from `day_zero`.
    `spoken` reads a day in words as it is typed at a prompt, for a field; it raises ValueError.
    """

    layout: Layout
    currency: str
    default_currency: str = ""
    signs: Mapping[str, str] = field(default_factory=dict)
    amounts: AmountStyle = AmountStyle()  # noqa: RUF009 - it is frozen
    orders: Mapping[str, Order | None] = field(default_factory=dict)
    endings: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    whole_days: frozenset[str] = frozenset()
    day_zero: date = SINCE_1900
    spoken: Callable[[str, str], When] | None = field(default=None, compare=False)

    def one_stage(self, name: str) -> str:
        """Return a stage as the file spells it first: 'demo' and 'DEMO' are one."""
        return self.stages.get(name.casefold(), name)

    def day(self, text: str, name: str) -> When:
        """Return the day or time in a cell of a column. Raises ValueError."""
        order = self.orders.get(name)
        try:
            if name in self.whole_days:
                return read_cell_day(text, order, self.day_zero)
            return read_cell_time(text, order, self.day_zero)
        except ValueError:
            if self.spoken is None or not is_in_words(text):
                raise
            with suppress(ValueError):
                return self.spoken(text, self._field(name))
            raise

    def _field(self, column: str) -> str:
        return next((field for field, name in self.layout.items() if name == column), "")


def decide_conventions(
    sheet: Sheet,
    settled: Conventions,
    dates: Order | None = None,
    decimals: Decimals | None = None,
) -> Conventions:
    """Return what the columns of a sheet say of their dates and amounts. Raises UndecidedError."""
    value = settled.layout.get("value")
    style, unsettled = amount_style(filled_cells(sheet, value)) if value else (AmountStyle(), "")
    if unsettled and not decimals:
        raise UndecidedError(
            f"'{unsettled}' in the column '{value}' could be read with decimals or with thousands",
            "--decimals",
            ("point", "comma"),
        )
    settled = replace(settled, amounts=AmountStyle(decimals) if decimals else style)
    if value and "currency" not in settled.layout:
        _check_signs(sheet, value, settled)
    days = day_columns(settled.layout)
    return replace(
        settled,
        orders=_orders(sheet, days, dates),
        stages=_spellings(sheet, settled.layout),
        whole_days=frozenset(name for name in days if are_midnights(filled_cells(sheet, name))),
    )


def day_columns(layout: Layout) -> list[str]:
    """Return the columns that hold days."""
    names = (c for f, c in layout.items() if f in DAYS or f.startswith(HELD))
    return list(dict.fromkeys(names))


def _spellings(sheet: Sheet, layout: Layout) -> dict[str, str]:
    """Return the first spelling of each stage."""
    spellings: dict[str, str] = {}
    for text in filled_cells(sheet, layout["stage"]) if "stage" in layout else ():
        name = " ".join(text.split())
        spellings.setdefault(name.casefold(), name)
    return spellings


def sign_currency(text: str, codes: tuple[str, ...], settled: Conventions) -> str:
    """Return the currency that the sign of an amount means; '' where nothing settles it."""
    ours = (settled.signs.get(amount_sign(text)), settled.currency, settled.default_currency)
    return codes[0] if len(codes) == 1 else next((code for code in ours if code in codes), "")


def _check_signs(sheet: Sheet, name: str, settled: Conventions) -> None:
    """Check that each sign in a column stands for one currency. Raises UndecidedError."""
    for text in filled_cells(sheet, name):
        try:
            _, codes = read_amount(text, settled.amounts)
        except ValueError:  # the row will be refused, with this as its reason
            continue
        if codes and not sign_currency(text, codes, settled):
            message = f"'{text}' in the column '{name}' could mean several currencies"
            sign = amount_sign(text)
            raise UndecidedError(message, "--currency", codes, f"{sign}=")


def _orders(sheet: Sheet, names: list[str], order: Order | None) -> dict[str, Order | None]:
    """Return the order of day and month in each column; one that doesn't say goes by the others."""
    found_orders = {name: orders_of(filled_cells(sheet, name)) for name in names}
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


def filled_cells(sheet: Sheet, name: str) -> Iterator[str]:
    """Yield the cells of a column, those that say nothing left out."""
    place = sheet.columns.index(name)
    for row in sheet.rows:
        if len(row.cells) > place and row.cells[place].strip():
            yield row.cells[place].strip()
