"""Payloads as JSON text: exact numbers, and no character that steers a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from salescli.text.safe_text import is_unsafe


class _Escapes(dict[int, str]):
    """Each character as it stands in a JSON string, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = escape = json.dumps(char)[1:-1] if is_unsafe(char) else char
        return escape


_ESCAPES = _Escapes()


def json_text(value: Any, ascii_only: bool = False, margin: str = "\n") -> str:
    r"""Give a value as JSON, indented by two, without a newline at its end.

    Decimals are number literals, digit for digit; dates and times are ISO strings; a number that
    is not finite is null. Control, bidi and invisible characters and lone surrogates come as `\u`
    escapes, so that the text is valid UTF-8. Raises TypeError on other types.
    """
    match value:
        case str():
            return _string(value, ascii_only)
        case Mapping():
            return _mapping(value, ascii_only, margin)
        case list() | tuple():
            inner = margin + "  "
            items = [json_text(item, ascii_only, inner) for item in value]
            return f"[{inner}{f',{inner}'.join(items)}{margin}]" if items else "[]"
        case _:
            return _scalar(value)


def json_lines(table: Mapping[str, Any], ascii_only: bool = False) -> Iterator[str]:
    """Give the same text of a table, in parts, with a newline at its end.

    An iterator, among its values or those of an item of one, is a list whose items are made and
    written one by one.
    """
    yield from _table_parts(table, ascii_only, "\n")
    yield "\n"


def _parts(value: Any, ascii_only: bool, margin: str) -> Iterator[str]:
    """Yield a value's text; in parts where an iterator is in it."""
    if isinstance(value, Iterator):
        yield from _list_parts(value, ascii_only, margin)
    elif isinstance(value, dict) and any(isinstance(one, Iterator) for one in value.values()):
        yield from _table_parts(value, ascii_only, margin)
    else:
        yield json_text(value, ascii_only, margin)


def _table_parts(table: Mapping[str, Any], ascii_only: bool, margin: str) -> Iterator[str]:
    before, inner = "{", margin + "  "
    for key, value in table.items():
        yield f"{before}{inner}{_string(key, ascii_only)}: "
        yield from _parts(value, ascii_only, inner)
        before = ","
    yield f"{margin}}}" if table else "{}"


def _list_parts(items: Iterator[Any], ascii_only: bool, margin: str) -> Iterator[str]:
    before, inner = "[", margin + "  "
    for item in items:
        yield f"{before}{inner}"
        yield from _parts(item, ascii_only, inner)
        before = ","
    yield f"{margin}]" if before == "," else "[]"


def _scalar(value: object) -> str:
    match value:
        case float() | Decimal():
            return str(value) if Decimal(value).is_finite() else "null"
        case date() | time():
            return f'"{value.isoformat()}"'
        case None | int():
            return json.dumps(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _mapping(value: Mapping[str, Any], ascii_only: bool, margin: str) -> str:
    inner = margin + "  "
    items = [
        f"{_string(key, ascii_only)}: {json_text(item, ascii_only, inner)}"
        for key, item in value.items()
    ]
    return f"{{{inner}{f',{inner}'.join(items)}{margin}}}" if items else "{}"


def _string(text: str, ascii_only: bool) -> str:
    quoted = json.dumps(text, ensure_ascii=ascii_only)
    return quoted if quoted.isprintable() else quoted.translate(_ESCAPES)
