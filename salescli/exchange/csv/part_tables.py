"""The people and the log of deals as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from salescli.domain.deal import Deal, Entry, Person
from salescli.exchange.csv.export import csv_line
from salescli.exchange.deal_parts import entry_row, person_row, rows_of_log, rows_of_people

_NOBODY, _NOTHING = Person(""), Entry(datetime(1970, 1, 1, tzinfo=UTC), "")


def people_lines(deals: Iterable[Deal]) -> Iterator[str]:
    """Yield the people of deals as CSV, first the names of the columns."""
    yield csv_line(person_row(Deal(""), _NOBODY))
    for deal in deals:
        yield from (csv_line(row.values()) for row in rows_of_people(deal))


def log_lines(deals: Iterable[Deal]) -> Iterator[str]:
    """Yield the logs of deals as CSV, first the names of the columns."""
    yield csv_line(entry_row(Deal(""), _NOTHING))
    for deal in deals:
        yield from (csv_line(row.values()) for row in rows_of_log(deal))
