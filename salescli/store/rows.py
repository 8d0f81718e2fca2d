"""Summaries as rows of plain values, as the index keeps them, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from salescli.model.deal import Amount, NextStep
from salescli.model.duration import Duration, parse_duration
from salescli.model.moment import When
from salescli.model.standing import Status
from salescli.summary import Due, Summary

Row = list[Any]
COLUMNS = tuple(field.name for field in fields(Summary))


def to_row(one: Summary) -> Row:
    """The row that says all of a summary, in the order of its COLUMNS."""
    return [_WRITERS.get(name, _as_it_is)(getattr(one, name)) for name in COLUMNS]


def from_row(row: Row) -> Summary:
    """The summary that a row says. Raises ValueError, TypeError or KeyError for any other row."""
    values = list(row)
    for place, read in _READERS:
        values[place] = read(values[place])
    return Summary(*values)


def _as_it_is(value: Any) -> Any:
    return value


def _amount_text(value: Amount | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def _iso(when: When | None) -> str | None:
    return when.isoformat() if when is not None else None


def _next_row(one: NextStep | None) -> Row | None:
    if one is None:
        return None
    return [one.on.isoformat(), one.step, one.what, one.people, one.goal, one.agreed]


def _due_row(one: Due | None) -> Row | None:
    if one is None:
        return None
    return [one.step, one.title, str(one.within or ""), one.purpose, one.absent]


def _amount(value: int | str | None) -> Amount | None:
    return Decimal(value) if isinstance(value, str) else value


def _when(text: str) -> When:
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _next(row: Row | None) -> NextStep | None:
    if row is None:
        return None
    on, step, what, people, goal, agreed = row
    return NextStep(_when(on), step, what, tuple(people), goal, agreed)


def _due(row: Row | None) -> Due | None:
    if row is None:
        return None
    step, title, within, purpose, absent = row
    return Due(step, title, _duration(within) if within else None, purpose, tuple(absent))


_duration: Callable[[str], Duration] = lru_cache(maxsize=256)(parse_duration)
_STATUSES = {str(status): status for status in Status}

# What JSON has no form for: how a column is written, and how it is read back.
_FORMS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "value": (_amount_text, _amount),
    "close": (_iso, _day),
    "tags": (list, tuple),
    "status": (str, _STATUSES.__getitem__),
    "opened": (_iso, _moment),
    "ended": (_iso, _moment),
    "last_at": (_iso, _moment),
    "next": (_next_row, _next),
    "due": (_due_row, _due),
    "flags": (list, tuple),
}
_WRITERS = {name: write for name, (write, _) in _FORMS.items()}
_READERS = [(n, _FORMS[name][1]) for n, name in enumerate(COLUMNS) if name in _FORMS]
