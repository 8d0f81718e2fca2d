"""The quarters and months by which a report adds up."""

from __future__ import annotations

from datetime import date


def quarter(day: date) -> str:
    """Return the calendar quarter of a day: `2026-Q4`."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def month(day: date) -> str:
    """Return the month of a day: `2026-11`."""
    return f"{day.year:04}-{day.month:02}"


def months_ahead(today: date, number: int) -> list[str]:
    """Return the month of a day and those after it, so many in all, as far as the calendar goes."""
    first = today.year * 12 + today.month - 1
    named = (divmod(first + ahead, 12) for ahead in range(number))
    return [f"{year:04}-{place + 1:02}" for year, place in named if year <= date.max.year]
