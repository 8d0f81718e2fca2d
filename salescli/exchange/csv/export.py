"""Deals as CSV, one a row, for a spreadsheet: no cell of it can run as a formula there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from salescli.domain.deal import Deal
from salescli.domain.deal_fields import FIELDS
from salescli.domain.own_fields import own_fields
from salescli.domain.standing import Standing
from salescli.text.lazy_re import lazy_re

# What a spreadsheet takes for the beginning of a formula, in its full-width forms too.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
# Where a spreadsheet that parts cells by semicolons or tabs, as many do, begins a new one.
_INNER = lazy_re(r"([;\t\r\n] *)(?=[=@\uff1d\uff20]|[-+\uff0b\uff0d]\S)")
# What could steer a terminal, or turn a line around: nothing that a spreadsheet has a use for.
_STEERING = lazy_re("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")
OURS = ("deal", "reached", "entries")  # columns by which such a file is known again


def csv_lines(rows: Iterable[tuple[Deal, Standing]]) -> Iterator[str]:
    """Yield deals as CSV: standing, people, endings, own fields; first the column names.

    Which own fields there are is known when all deals were seen: until then, each is held as text.
    """
    known = [(csv_line(_row(deal, standing).values()), _own(deal)) for deal, standing in rows]
    names = sorted({name for _, own in known for name in own})
    yield _with_own(csv_line(_row(Deal(""), None)), names)
    for line, own in known:
        yield _with_own(line, [own.get(name, "") for name in names])


def _own(deal: Deal) -> dict[str, str]:
    return {name: cell(value) for name, value in own_fields(deal.custom)}


def _with_own(line: str, cells: Sequence[str]) -> str:
    return line[:-1] + csv_line(("", *cells)) if cells else line


def csv_line(values: Iterable[Any]) -> str:
    """Return a row of cells as a line."""
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([cell(value) for value in values])
    return text.getvalue()


def cell(value: Any) -> str:
    """Return a cell: numbers as they are; what would run as a formula behind an apostrophe."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if isinstance(value, int | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) and value.is_finite() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        value = "; ".join(part if isinstance(part, str) else cell(part) for part in value)
    text = _INNER.sub(r"\1'", _STEERING.sub(_escaped, str(value)))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _escaped(char: re.Match[str]) -> str:
    return ascii(char[0])[1:-1]


def _row(deal: Deal, standing: Standing | None) -> dict[str, Any]:
    ending = standing.ending if standing else None
    last = standing.last_encounter if standing else None
    due = standing.next if standing else None
    return {
        "deal": deal.handle,
        "status": str(standing.status) if standing else "",
        "stage": standing.stage if standing else "",
        "reached": standing.reached if standing else "",
        **{name: getattr(deal, name) for name in FIELDS},
        "opened": standing.opened if standing else None,
        "closed": ending.at if ending else None,
        "reason": ending.reason if ending else "",
        "evidence": ending.evidence if ending else "",
        "said_by": ending.said_by if ending else "",
        "last_encounter": last.at if last else None,
        "next_step": (due.step or due.what) if due else "",
        "next_on": due.on if due else None,
        "next_agreed": due.agreed if due else None,
        "people": [_person(person) for person in deal.people.values()],
        "entries": len(deal.log),
    }


def _person(person: Any) -> str:
    email = f" <{person.email}>" if person.email else ""
    role = f" ({person.role})" if person.role else ""
    return f"{person.name or person.handle}{email}{role}"
