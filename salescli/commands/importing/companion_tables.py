"""The tables beside the deals, read with their days: in the order that they or the deals show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from salescli.commands.importing.columns import settled_by
from salescli.commands.importing.sorted_files import CompanionFile
from salescli.commands.importing.table_file import table_name
from salescli.exchange.companions.table_rows import TableRow, companion_rows
from salescli.exchange.companions.tables import CompanionTable
from salescli.exchange.csv.conventions import Conventions, UndecidedError, decide_conventions
from salescli.exchange.csv.foreign_dates import Order
from salescli.exchange.csv.rows import LeftOut, Refused

if TYPE_CHECKING:
    from salescli.flags.keeping.import_ import ImportFlags
    from salescli.prompts import Asker

_DAYS = {"on": "opened", "done_on": "closed"}  # fields of deals whose columns are read as days


def companion_tables(
    files: Sequence[CompanionFile], deals: Conventions, flags: ImportFlags, asker: Asker | None
) -> tuple[CompanionTable, ...]:
    """Return the tables with what their rows say. Raises UndecidedError.

    `deals` shows how the table of the deals has its days.
    """
    orders = {order for order in deals.orders.values() if order}
    usual = orders.pop() if len(orders) == 1 else None
    counted = Counter(table_name(file.file.path) for file in files)
    return tuple(
        _table(file, usual, flags, asker, is_alone=counted[table_name(file.file.path)] == 1)
        for file in files
    )


def _table(
    file: CompanionFile,
    usual: Order | None,
    flags: ImportFlags,
    asker: Asker | None,
    *,
    is_alone: bool,
) -> CompanionTable:
    settled = _settled(file, usual, flags, asker)
    rows: list[TableRow] = []
    refused: list[Refused] = []
    left_out: list[LeftOut] = []
    for row in companion_rows(file.sheet, file.form, file.layout, settled):
        if isinstance(row, Refused):
            refused.append(row)
        elif isinstance(row, LeftOut):
            left_out.append(row)
        else:
            rows.append(row)
    path = file.file.path
    name = table_name(path) if is_alone else str(path)
    return CompanionTable(name, file.form, rows, refused, left_out, file.layout)


def _settled(
    file: CompanionFile, usual: Order | None, flags: ImportFlags, asker: Asker | None
) -> Conventions:
    """Return how the days of a table are read, as those of the deals where it leaves it open."""
    layout = {_DAYS[field]: name for field, name in file.layout.items() if field in _DAYS}
    settled = Conventions(layout, "")
    try:
        return decide_conventions(file.sheet, settled)
    except UndecidedError:
        if usual is not None and not flags.dates:
            return decide_conventions(file.sheet, settled, usual)
        return settled_by(file.sheet, settled, flags, asker)
