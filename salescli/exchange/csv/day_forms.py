"""What days were read as where their form alone doesn't say it, to be seen beforehand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from salescli.domain.time.moment import day_of
from salescli.exchange.csv.conventions import Conventions, day_columns, filled_cells
from salescli.exchange.csv.foreign_dates import could_be_two, is_in_words, is_numbered
from salescli.exchange.csv.sheet import Sheet


@dataclass(frozen=True, slots=True)
class DayForm:
    """A day of a column as it stands in the file, what it was read as, how many are like it."""

    column: str
    example: str
    day: date
    number: int


def day_forms(sheet: Sheet, settled: Conventions) -> tuple[DayForm, ...]:
    """Return an example of each column whose days could be two, or are numbers; all in words."""
    return tuple(_forms(sheet, settled))


def _forms(sheet: Sheet, settled: Conventions) -> Iterator[DayForm]:
    for name in day_columns(settled.layout):
        for is_open in (could_be_two, is_numbered):
            cells = [text for text in filled_cells(sheet, name) if is_open(text)]
            days = (day for text in cells if (day := _read(text, name, settled)))
            if day := next(days, None):
                yield DayForm(name, cells[0], day, len(cells))
        words = Counter(text for text in filled_cells(sheet, name) if is_in_words(text))
        for text, number in words.items():
            if day := _read(text, name, settled):
                yield DayForm(name, text, day, number)


def _read(text: str, name: str, settled: Conventions) -> date | None:
    try:
        return day_of(settled.day(text, name))
    except ValueError:  # its row says so
        return None
