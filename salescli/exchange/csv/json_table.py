"""A JSON array of flat objects, as many interfaces give it, as the rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from salescli.errors import SalescliError


def json_rows(text: str) -> list[tuple[str, ...]] | None:
    """Return the names and the cells of a JSON array of objects; None where the text is no JSON.

    An object inside one becomes columns of its own: `owner.name`. Raises SalescliError for JSON
    of another form.
    """
    import json

    if text.lstrip()[:1] not in ("[", "{"):
        return None
    try:
        value = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None
    objects = value if isinstance(value, list) else []
    if not objects or not all(isinstance(row, dict) for row in objects):
        raise SalescliError(
            "it is JSON, and not an array of objects with a deal each", fix="export it as CSV"
        )
    rows = [dict(_flat("", row)) for row in objects]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [tuple(names), *(tuple(row.get(name, "") for name in names) for row in rows)]


def _flat(before: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{before}{name}.", value)
        elif isinstance(value, list):
            yield f"{before}{name}", "; ".join(str(part) for part in value)
        elif isinstance(value, bool):
            yield f"{before}{name}", str(value).lower()
        else:
            yield f"{before}{name}", "" if value is None else str(value)
