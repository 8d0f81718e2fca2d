"""Summaries as rows of plain values, as the cache keeps them, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from salescli.domain.deal import NextStep
from salescli.domain.deal_fields import Amount
from salescli.domain.standing import Status
from salescli.domain.summary import Due, Summary
from salescli.domain.time.duration import Duration, parse_duration
from salescli.domain.time.moment import When
from salescli.store.cache.row_form import DUE, Row, RowForm, no_marks, row_tag

T = TypeVar("T")
# How a column is written that JSON has no form for, and how it is read back; None stays None.
Forms = Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]]


def form_of(
    name: str, kind: type[T], forms: Forms, marks: Callable[[T], Mapping[bytes, str]] = no_marks
) -> RowForm[T]:
    """Return the form in which a row keeps objects of a dataclass: its fields, in order."""
    columns = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
    values = attrgetter(*columns)
    places = [(n, *forms[column]) for n, column in enumerate(columns) if column in forms]

    def write(value: T) -> Row:
        """Return the row of a value, in what JSON knows."""
        row = list(values(value))
        for place, to_plain, _ in places:
            if row[place] is not None:
                row[place] = to_plain(row[place])
        return row

    def read(row: Row) -> T:
        """Return what a row holds."""
        cells = list(row)
        for place, _, from_plain in places:
            if cells[place] is not None:
                cells[place] = from_plain(cells[place])
        return kind(*cells)

    return RowForm(row_tag(name, columns), write, read, marks)


def _amount_text(value: Amount) -> int | str:
    return str(value) if isinstance(value, Decimal) else value


def _iso(when: When) -> str:
    return when.isoformat()


def _next_row(step: NextStep) -> Row:
    return [step.on.isoformat(), step.step, step.what, step.people, step.goal, step.agreed]


def _next_rows(agenda: Iterable[NextStep]) -> list[Row]:
    return [_next_row(following) for following in agenda]


def _nexts(rows: Iterable[Row]) -> tuple[NextStep, ...]:
    return tuple([_next(row) for row in rows])


def _due_row(due: Due) -> Row:
    return [due.step, due.title, str(due.within or ""), due.purpose, due.absent]


def _amount(value: int | str) -> Amount:
    return Decimal(value) if isinstance(value, str) else value


def _when(text: str) -> When:
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def _next(row: Row) -> NextStep:
    on, step, what, people, goal, agreed = row
    return NextStep(_when(on), step, what, tuple(people), goal, agreed)


def _due(row: Row) -> Due:
    step, title, within, purpose, absent = row
    return Due(step, title, _duration(within) if within else None, purpose, tuple(absent))


def _people(rows: Iterable[Row]) -> tuple[tuple[str, str, str], ...]:
    return tuple([(handle, name, email) for handle, name, email in rows])


def _phones(rows: Iterable[Row]) -> tuple[tuple[str, str], ...]:
    return tuple([(handle, phone) for handle, phone in rows])


def _marks(about: Summary) -> dict[bytes, str]:
    if about.is_open and about.agenda and not about.follows and about.revisit is None:
        return {DUE: min(step.day for step in about.agenda).isoformat()}
    return {}


_duration: Callable[[str], Duration] = lru_cache(maxsize=256)(parse_duration)
_STATUSES = {str(status): status for status in Status}

# Columns that more than one form has.
AMOUNT = _amount_text, _amount
DAY = _iso, date.fromisoformat
STATUS = str, _STATUSES.__getitem__
TEXTS = list, tuple
MOMENT = _iso, datetime.fromisoformat
AGENDA = _next_rows, _nexts
PEOPLE = list, _people

SUMMARIES = form_of(
    "summary",
    Summary,
    {
        "value": AMOUNT,
        "close": DAY,
        "tags": TEXTS,
        "status": STATUS,
        "opened": MOMENT,
        "ended": MOMENT,
        "last_at": MOMENT,
        "agenda": AGENDA,
        "due": (_due_row, _due),
        "flags": TEXTS,
        "people": PEOPLE,
        "revisit": DAY,
        "phones": (list, _phones),
        "names": TEXTS,
        "competitors": TEXTS,
        "planned": TEXTS,
        "details": (dict, dict),
        "waits": MOMENT,
    },
    _marks,
)
