"""TOML values in JSON and back, without loss.

A date or a time where the format of a deal has one (`close`, `at`, `on`) is its ISO text. Where
any value may stand (`[custom]`, a change, a key that the format doesn't know) a text could be
mistaken for it, so that it is `{"$date": "2027-01-29"}` there. Numbers stay numbers, decimals digit
for digit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from salescli.errors import SalescliError

_TAGGED: Mapping[str, Callable[[str], Any]] = {
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$time": time.fromisoformat,
    "$number": Decimal,
}
_TABLE = "$table"  # around a table that looks as if it were one of these

_Path = tuple[str, ...]
_OWN: Mapping[_Path, Callable[[str], Any]] = {
    ("close",): date.fromisoformat,
    ("log", "at"): datetime.fromisoformat,
    ("log", "revisit"): date.fromisoformat,
    ("log", "next", "on"): lambda text: (
        datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
    ),
}


def to_json(value: Any, path: _Path = ()) -> Any:
    """Return a value of a deal's file as JSON may have it."""
    if isinstance(value, Mapping):
        table = {key: to_json(item, (*path, key)) for key, item in value.items()}
        return {_TABLE: table} if len(table) == 1 and next(iter(table))[:1] == "$" else table
    if isinstance(value, list | tuple):
        return [to_json(item, path) for item in value]
    if path in _OWN and isinstance(value, date) and _fits(path, value):
        return value.isoformat()
    if isinstance(value, Decimal):
        return value if _is_plain(value) else {"$number": str(value)}
    return _tagged(value)


def _tagged(value: Any) -> Any:
    """Return a date or a time with what it is, any other value as it is."""
    if isinstance(value, datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    return {"$time": value.isoformat()} if isinstance(value, time) else value


def _fits(path: _Path, value: date) -> bool:
    """Return whether reading the ISO text of a value back gives the same."""
    try:
        return bool(_OWN[path](value.isoformat()) == value)
    except ValueError:
        return False


def _is_plain(value: Decimal) -> bool:
    """Return whether a number, read as JSON, comes back as a decimal, digit for digit."""
    return value.is_finite() and ("." in str(value) or "E" in str(value))


def from_json(value: Any, path: _Path = ()) -> Any:
    """Return the value that `to_json` was given.

    Raises SalescliError where it can't have been one.
    """
    if isinstance(value, dict):
        return _from_object(value, path)
    if isinstance(value, list):
        return [from_json(item, path) for item in value]
    if value is None or isinstance(value, float):
        raise SalescliError(f"{'.'.join(path) or 'a value'}: a deal can't hold {value}")
    if path in _OWN and isinstance(value, str):
        try:
            return _OWN[path](value)
        except ValueError:
            return value
    return value


def _from_object(value: dict[str, Any], path: _Path) -> Any:
    tag, inner = next(iter(value.items())) if len(value) == 1 else ("", None)
    if tag in _TAGGED:
        return _read(_TAGGED[tag], inner)
    if tag == _TABLE and isinstance(inner, dict):
        value = inner
    return {key: from_json(item, (*path, key)) for key, item in value.items()}


def _read(reader: Callable[[str], Any], text: object) -> Any:
    try:
        return reader(str(text))
    except (ValueError, ArithmeticError):
        raise SalescliError(f"'{text}' is not a valid value") from None
