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
_INNER = "\n  "


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
    """Give the same text of a table, in parts of whole lines, with a newline at its end.

    An iterator among its values is a list whose items are made and written one by one.
    """
    before, end = "{\n", ",\n"
    for number, (key, value) in enumerate(table.items(), 1):
        name = f"{before}  {_string(key, ascii_only)}: "
        before, end = "", ",\n" if number < len(table) else "\n"
        if isinstance(value, Iterator):
            yield from _list_lines(name, value, end, ascii_only)
        else:
            yield f"{name}{json_text(value, ascii_only, _INNER)}{end}"
    yield "}\n" if table else "{}\n"


def _list_lines(name: str, items: Iterator[Any], end: str, ascii_only: bool) -> Iterator[str]:
    waiting = ""
    for item in items:
        yield f"{waiting},\n" if waiting else f"{name}[\n"
        waiting = f"    {json_text(item, ascii_only, _INNER + '  ')}"
    yield f"{waiting}\n  ]{end}" if waiting else f"{name}[]{end}"


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
