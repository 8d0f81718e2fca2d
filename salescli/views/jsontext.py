"""Payloads as JSON text: exact numbers, and no character that steers a terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from salescli.model.text import is_unsafe


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
