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

from salescli.domain.calendar.planned_elsewhere import words_of
from salescli.domain.deal_fields import COLUMNS, Kind
from salescli.exchange.csv.conventions import DAYS, Conventions
from salescli.exchange.csv.known_exports import ARCHIVED, CURRENT, DELETED, HELD, first_of
from salescli.exchange.csv.outcome_names import outcome_name, yes_or_no
from salescli.exchange.csv.row_ending import Days, ended_on, own_end, result_of, stands_apart
from salescli.exchange.csv.row_money import money_of
from salescli.exchange.csv.row_people import Contact, row_contacts
from salescli.exchange.csv.sheet import Sheet
from salescli.exchange.csv.table_edges import SheetRow
from salescli.text.handles import slug

_TEXTS = ("id", "stage", "reason")
_LONG = 400  # characters of a header field; a longer one is a note that slipped into it


@dataclass(frozen=True, slots=True)
class Fact:
    """What one row says of a deal. `result` and `ended` where it is closed there.

    `header` has the fields of the deal's header that the row fills, as a deal has them. `stood` is
    the stage that it stood in, '' where the stage is nothing but the name of an ending. `next_step`
    and `next_activity` are what is planned there. `blank` are the fields whose cells are empty,
    `unread` says which cells could not be read.
    """

    line: int
    id: str = ""
    stage: str = ""
    stood: str = ""
    result: str = ""
    ended: date | datetime | None = None
    opened: date | datetime | None = None
    reason: str = ""
    contacted: date | datetime | None = None
    notes: str = ""
    next_step: str = ""
    next_activity: date | datetime | None = None
    contacts: tuple[Contact, ...] = ()
    header: Mapping[str, Any] = field(default_factory=dict)
    held: Mapping[str, date | datetime] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    blank: frozenset[str] = field(default=frozenset(), compare=False)
    unread: tuple[str, ...] = ()

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
    """A row that is not to be used: deleted there, or an earlier version of another.

    `text` is what it says, where it is no row of the table at all.
    """

    line: int
    why: str
    text: str = ""


RowResult = Fact | Refused | LeftOut


def read_rows(sheet: Sheet, settled: Conventions) -> Iterator[RowResult]:
    """Yield what each row says, in the order of the file, and what is passed over after them."""
    mapped = set(settled.layout.values()) | _marks(sheet.columns)
    others = [c for c in sheet.columns if c not in mapped and not c.startswith("_")]
    status = settled.layout.get("status", "")
    for row in usable_rows(sheet):
        if not isinstance(row, RowCells):
            yield row
        elif outcome_name(row.cells.get(status, "")) == "deleted":
            yield LeftOut(row.line, "deleted there")
        else:
            yield _said(row.line, row.cells, settled, others)


@dataclass(frozen=True, slots=True)
class RowCells:
    """The cells of a row by their columns, without outer blanks."""

    line: int
    cells: Mapping[str, str]


def usable_rows(sheet: Sheet) -> Iterator[RowCells | Refused | LeftOut]:
    """Yield each row that counts, or why it doesn't, and what is passed over after them."""
    gone = [first_of(names, sheet.columns) for names in (DELETED, ARCHIVED)]
    current = first_of((CURRENT,), sheet.columns)
    for row in sheet.rows:
        if row.fault:
            yield Refused(row.line, row.fault)
            continue
        if len(row.cells) > len(sheet.columns) or (len(row.cells) < len(sheet.columns)):
            yield Refused(row.line, _ragged(row, sheet.columns))
            continue
        cells = {c: collapse_spaces(cell) for c, cell in zip(sheet.columns, row.cells, strict=True)}
        if any(yes_or_no(cells[name]) for name in gone if name):
            yield LeftOut(row.line, "deleted there")
        elif current and yes_or_no(cells[current]) is False and cells[current]:
            yield LeftOut(row.line, "an earlier version")
        else:
            yield RowCells(row.line, cells)
    yield from (LeftOut(row.line, row.why, row.text) for row in sheet.passed)


def _marks(columns: Sequence[str]) -> set[str]:
    """Return the columns that say whether a row counts."""
    names = (first_of(names, columns) for names in (DELETED, ARCHIVED, (CURRENT,)))
    return {name for name in names if name}


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
    fields = {name: cells[where] for name, where in settled.layout.items()}
    stage = settled.one_stage(_short(fields.get("stage", "")))
    fields["stage"] = stage
    try:
        days, unread = _days(fields, settled)
        result = result_of(fields, days, settled.endings)
        texts: dict[str, Any] = {name: _line(fields.get(name, "")) for name in _TEXTS}
        fact = Fact(
            line=line,
            stood="" if result and not stands_apart(fields, settled.endings) else stage,
            result=result,
            ended=ended_on(result, days, settled.layout, unread),
            opened=days.get("opened"),
            contacted=days.get("contacted"),
            notes=fields.get("notes", ""),
            next_step=words_of(fields.get("next_step", "")),
            next_activity=days.get("next_activity"),
            contacts=row_contacts(fields),
            header=_header(fields, settled, result, days),
            held={n.removeprefix(HELD): day for n, day in days.items() if n.startswith(HELD)},
            others=_others(cells, others),
            blank=frozenset(name for name, text in fields.items() if not text),
            unread=tuple(unread.values()),
            **texts,
        )
    except ValueError as error:
        return Refused(line, str(error))
    if not (fact.id or fact.title or fact.company):
        return Refused(line, "it has neither a name, a company nor an id")
    return fact


def _days(fields: Mapping[str, str], settled: Conventions) -> tuple[Days, dict[str, str]]:
    """Return the days that a row has, and of each that can't be read, what is wrong.

    Raises ValueError where one can't be read that the row's meaning hangs on: the day of an ending.
    """
    days: dict[str, date | datetime] = {}
    unread = {}
    for name, text in fields.items():
        if not text or not (name in DAYS or name.startswith(HELD)):
            continue
        try:
            days[name] = settled.day(text, settled.layout[name])
        except ValueError as error:
            if name.startswith("closed"):
                raise
            unread[name] = f"{error} ({settled.layout[name]})"
    return days, unread


def _short(text: str) -> str:
    return " ".join(text.split())


def _line(text: str) -> str:
    """Return a text on one line.

    Raises ValueError where it is too long for a field of the header.
    """
    line = _short(text)
    if len(line) > _LONG:
        raise ValueError(f"'{line[:30]}…' is too long: {len(line)} characters")
    return line


def _header(
    fields: Mapping[str, str],
    settled: Conventions,
    result: str,
    days: Days,
) -> dict[str, Any]:
    """Return the fields of the header that a row fills. Raises ValueError."""
    value, currency = money_of(fields, settled)
    close = days.get("close") if not result or own_end(result, days) else None
    header: dict[str, Any] = {"value": value, "currency": currency, "close": _day(close)}
    for key in (key for key in COLUMNS if key not in header):
        read = _READ.get(COLUMNS[key].kind)
        header[key] = read(fields.get(key, "")) if read else _day(days.get(key))
    return {key: value for key, value in header.items() if value not in ("", (), None)}


def _day(when: date | datetime | None) -> date | None:
    return when.date() if isinstance(when, datetime) else when


def _texts(text: str, separators: str = "[;,\n]") -> tuple[str, ...]:
    parts = (_line(part) for part in re.split(separators, text) if part.strip())
    return tuple(dict.fromkeys(parts))


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
