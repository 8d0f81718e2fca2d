"""The owner's own fields of a deal, `[custom]`: each by its dotted key, and in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

PREFIX = "custom."


def own_fields(table: Mapping[str, Any], prefix: str = PREFIX) -> Iterator[tuple[str, Any]]:
    """Yield the fields of `[custom]`, those of its inner tables too, as `custom.import.id`."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from own_fields(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def plain_words(value: Any) -> str:
    """Return a value of any kind as it can be read: a list with commas, a date as 2026-11-24."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(plain_words, value))
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
