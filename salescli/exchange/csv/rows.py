"""What each row of a sheet says: facts of a deal, or the reason why it can't be used.

What a column leaves open about its dates and amounts was settled before, for all of its rows at
once: a row is read with what was settled, and nothing in it is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from salescli.domain.currency import CODES, currencies
from salescli.domain.deal_fields import COLUMNS, Amount, Kind
from salescli.exchange.csv.amount_columns import read_amount
from salescli.exchange.csv.conventions import DAYS, Conventions
from salescli.exchange.csv.foreign_dates import read_cell_time
from salescli.exchange.csv.known_exports import ARCHIVED, CURRENT, DELETED, HELD, first_of
from salescli.exchange.csv.outcome_names import (
    LOST,
    WON,
    ending_of,
    is_over,
    outcome_name,
    yes_or_no,
)
from salescli.exchange.csv.sheet import Sheet, SheetRow
from salescli.text.handles import slug

_TEXTS = ("id", "stage", "reason")
_TOTALS = {"total", "totals", "grandtotal", "grandtotals", "subtotal", "sum", "summe", "gesamt"}
_LONG = 400  # characters of a header field; a longer one is a note that slipped into it
_CONTACT = re.compile(r"(?P<name>[^<(]*?)\s*[<(](?P<email>[^<>()\s]+@[^<>()\s]+)[>)]")


@dataclass(frozen=True, slots=True)
class Fact:
    """What one row says of a deal. `result` and `ended` where it is closed there.

    `header` has the fields of the deal's header that the row fills, as a deal has them. `stood` is
    the stage that it stood in, '' where the stage is nothing but the name of an ending.
    """

    line: int
    id: str = ""
    stage: str = ""
    stood: str = ""
    result: str = ""
    ended: date | datetime | None = None
    opened: date | datetime | None = None
    reason: str = ""
    contacts: tuple[tuple[str, str], ...] = ()
    header: Mapping[str, Any] = field(default_factory=dict)
    held: Mapping[str, date | datetime] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What is to be sold, as the row has it."""
        return str(self.header.get("title", ""))

    @property
    def company(self) -> str:
        """The buyer, as the row has it."""
        return str(self.header.get("company", ""))


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that can't be used."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not to be used: deleted there, or an earlier version of another."""

    line: int
    why: str


RowResult = Fact | Refused | LeftOut


def read_rows(sheet: Sheet, settled: Conventions) -> Iterator[RowResult]:
    """Yield what each row says, in the order of the file."""
    gone = [first_of(names, sheet.columns) for names in (DELETED, ARCHIVED)]
    current = first_of((CURRENT,), sheet.columns)
    mapped = set(settled.layout.values())
    marks = {*filter(None, gone), current}
    others = [c for c in sheet.columns if c not in mapped | marks and not c.startswith("_")]
    for row in sheet.rows:
        if len(row.cells) > len(sheet.columns) or (len(row.cells) < len(sheet.columns)):
            yield Refused(row.line, _ragged(row, sheet.columns))
            continue
        cells = {c: collapse_spaces(cell) for c, cell in zip(sheet.columns, row.cells, strict=True)}
        if any(yes_or_no(cells[name]) for name in gone if name):
            yield LeftOut(row.line, "deleted there")
        elif current and yes_or_no(cells[current]) is False and cells[current]:
            yield LeftOut(row.line, "an earlier version")
        elif outcome_name(cells.get(settled.layout.get("status", ""), "")) == "deleted":
            yield LeftOut(row.line, "deleted there")
        else:
            yield _said(row.line, cells, settled, others)


def _ragged(row: SheetRow, columns: Sequence[str]) -> str:
    cells = f"{len(row.cells)} cell{'s' if len(row.cells) > 1 else ''}"
    return f"it has {cells} where there are {len(columns)} columns"


def collapse_spaces(cell: str) -> str:
    """Return a cell's text without outer blanks and without the mark that defuses a formula."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@\t" else text


def _said(
    line: int, cells: Mapping[str, str], settled: Conventions, others: Sequence[str]
) -> RowResult:
    cells_read = {name: cells[where] for name, where in settled.layout.items()}
    try:
        days = {
            name: read_cell_time(text, settled.orders.get(settled.layout[name]))
            for name, text in cells_read.items()
            if text and (name in DAYS or name.startswith(HELD))
        }
        result = _result(cells_read, settled.endings)
        stage = _line(cells_read.get("stage", ""))
        texts: dict[str, Any] = {name: _line(cells_read.get(name, "")) for name in _TEXTS}
        fact = Fact(
            line=line,
            stood="" if result and not _stands_apart(cells_read, settled.endings) else stage,
            result=result,
            ended=_ended(result, days),
            opened=days.get("opened"),
            contacts=_contacts(cells_read),
            header=_header(cells_read, settled, result, days),
            held={n.removeprefix(HELD): day for n, day in days.items() if n.startswith(HELD)},
            others=_others(cells, others),
            **texts,
        )
    except ValueError as error:
        return Refused(line, str(error))
    if not (fact.id or fact.title or fact.company):
        return Refused(line, "it has neither a name, a company nor an id")
    if outcome_name(fact.title) in _TOTALS and not (fact.company or fact.stage):
        return Refused(line, "it looks like a total, not like a deal")
    return fact


def _line(text: str) -> str:
    """Return a text on one line.

    Raises ValueError where it is too long for a field of the header.
    """
    line = " ".join(text.split())
    if len(line) > _LONG:
        raise ValueError(f"'{line[:30]}…' is too long: {len(line)} characters")
    return line


def _money(fields: Mapping[str, str], settled: Conventions) -> tuple[Amount | None, str]:
    if not fields.get("value"):
        return None, ""
    amount, signs = read_amount(fields["value"], settled.decimals)
    code = _currency(fields.get("currency", ""))
    if len(signs) > 1:
        signs = tuple(c for c in (settled.currency, settled.default_currency) if c in signs)
        if not signs and not code:
            raise ValueError(f"the sign of '{fields['value']}' could mean several currencies")
    currency = code or "".join(signs[:1]) or settled.currency or settled.default_currency
    return amount, currency


def _currency(text: str) -> str:
    """Return the code in a cell such as `usd`, `US Dollar (USD)` or `€`. Raises ValueError."""
    words = re.findall(r"\b[A-Z]{3}\b", text.upper())
    codes = currencies(text) or tuple(word for word in words if word in CODES)
    if text and len(codes) != 1:
        raise ValueError(f"'{text}' is not a currency")
    return "".join(codes)


def _result(fields: Mapping[str, str], endings: Mapping[str, str]) -> str:
    """Return how the deal ended there, '' where it is open.

    Raises ValueError where nothing says how.
    """
    stage, status = fields.get("stage", ""), fields.get("status", "")
    result = endings.get(stage) or ending_of(status) or ending_of(stage)
    if result:
        return result
    if "won" in fields and yes_or_no(fields["won"]):
        return WON
    if "ended" in fields and yes_or_no(fields["ended"]):
        if "won" in fields:
            return LOST
        raise ValueError("it is closed there, but the file does not show whether it was won")
    if is_over(status) or (stage not in endings and is_over(stage)):
        name = stage if is_over(stage) else status
        raise ValueError(
            f"'{name}' does not show how the deal ended: add --stage '{name}=lost', or won"
        )
    return ""


def _stands_apart(fields: Mapping[str, str], endings: Mapping[str, str]) -> bool:
    """Return whether a status tells how it ended, and the stage where it stood."""
    stage = fields.get("stage", "")
    return bool(ending_of(fields.get("status", ""))) and not (
        endings.get(stage) or ending_of(stage)
    )


def _header(
    fields: Mapping[str, str],
    settled: Conventions,
    result: str,
    days: Mapping[str, date | datetime],
) -> dict[str, Any]:
    """Return the fields of the header that a row fills. Raises ValueError."""
    value, currency = _money(fields, settled)
    close = days.get("close") if not result or _own_end(result, days) else None
    header: dict[str, Any] = {"value": value, "currency": currency, "close": _day(close)}
    for key in (key for key in COLUMNS if key not in header):
        read = _READ.get(COLUMNS[key].kind)
        header[key] = read(fields.get(key, "")) if read else _day(days.get(key))
    return {key: value for key, value in header.items() if value not in ("", (), None)}


def _ended(result: str, days: Mapping[str, date | datetime]) -> date | datetime | None:
    """Return when a deal ended; None for an open one. Raises ValueError where nothing says so."""
    ended = (_own_end(result, days) or days.get("close")) if result else None
    if result and ended is None:
        raise ValueError(f"it was {result}, but the file does not show when")
    return ended


def _own_end(result: str, days: Mapping[str, date | datetime]) -> date | datetime | None:
    """Return the day on which it ended, where a column of its own has it."""
    return days.get("closed_won" if result == WON else "closed_lost") or days.get("closed")


def _day(when: date | datetime | None) -> date | None:
    return when.date() if isinstance(when, datetime) else when


def _texts(text: str, separators: str = "[;,\n]") -> tuple[str, ...]:
    parts = (_line(part) for part in re.split(separators, text) if part.strip())
    return tuple(dict.fromkeys(parts))


def _contacts(fields: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Names and addresses of the contact persons, as in `Dana Reyes (dana@acme.example)`."""
    contacts = []
    for part in re.split("[;\n]", fields.get("contact", "")):
        match = _CONTACT.match(part.strip())
        name, email = (match["name"], match["email"]) if match else (_line(part), "")
        if name or email:
            contacts.append((_line(name), email))
    email = fields.get("email", "").split(",")[0].strip()
    if "@" in email and " " not in email and len(contacts) <= 1:
        name = contacts[0][0] if contacts else ""
        contacts = [(name, email)]
    return tuple(contacts)


def _whole(text: str) -> int | None:
    digits = re.sub("[\\s'.,\u00a0\u202f]", "", text)
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        raise ValueError(f"'{text}' is not a whole number")
    return int(digits)


_READ: Mapping[Kind, Callable[[str], Any]] = {
    Kind.TEXT: _line,
    Kind.TEXTS: _texts,
    Kind.SENTENCES: lambda text: _texts(text, "[;\n]"),
    Kind.WHOLE: _whole,
}


def _others(cells: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    """Return what the other columns say, by a key that can stand in a file."""
    kept: dict[str, str] = {}
    for name in names:
        if cells[name]:
            key = slug(name) or "column"
            while key in kept or key == "import":
                key += "-2"
            kept[key] = cells[name]
    return kept
