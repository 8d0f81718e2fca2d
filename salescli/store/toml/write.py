"""Tables as TOML text: whole for a new file, piece by piece for what is added to an old one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import tomli_w

_MARK = "<<<<<<<"  # what a conflict that git left begins with


class _Stamp(datetime):
    """A time that is written in the form that every reader of TOML takes, with its T."""

    def __str__(self) -> str:
        return self.isoformat()


def toml_value(value: Any) -> Any:
    """Return a value as it is written: a time with its T, a tuple as a list."""
    if isinstance(value, datetime):
        return _Stamp.fromisoformat(value.isoformat())
    return list(value) if isinstance(value, tuple) else value


def _stamped(value: Any) -> Any:
    """Return a value in which every time is written with its T, to the last digit."""
    if isinstance(value, Mapping):
        return {key: _stamped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_stamped(item) for item in value]
    if isinstance(value, datetime) and not isinstance(value, _Stamp):
        return _Stamp.fromisoformat(value.isoformat())
    return value


def plain_text(table: Mapping[str, Any]) -> str:
    """Return the text of a table in no layout of its own, whatever is in it."""
    return tomli_w.dumps(_stamped(table))


def table_text(whole: Mapping[str, Any]) -> str:
    """Return the text of a deal's table, laid out as a person would."""
    table = _stamped(whole)
    people, log = table.pop("people", {}), table.pop("log", [])
    own = {"custom": table.pop("custom")} if "custom" in table else {}
    parts = [part for part in (_dump(table), _dump(own)) if part]
    parts += [person_text(handle, person) for handle, person in people.items()]
    parts += [entry_text(entry) for entry in log]
    return "\n".join(parts)


def person_text(handle: str, table: Mapping[str, Any]) -> str:
    """Return the text of one person, ready to be put among the others."""
    return f"[people.{_key(handle)}]\n{_dump(table)}"


def entry_text(table: Mapping[str, Any]) -> str:
    """Return the text of one log entry, ready to be appended."""
    nested = {name: value for name, value in table.items() if _is_nested(value)}
    flat = {name: value for name, value in table.items() if name not in nested}
    text = f"[[log]]\n{_dump(flat)}"
    for name, value in nested.items():
        is_table = isinstance(value, Mapping)
        heading = f"[log.{_key(name)}]" if is_table else f"[[log.{_key(name)}]]"
        text += "".join(
            f"\n{heading}\n{_dump(table)}" for table in ([value] if is_table else value)
        )
    return text


def _is_nested(value: Any) -> bool:
    """Return whether a value is a table, or a list of tables."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, Mapping) for item in value)
    return isinstance(value, Mapping)


def _dump(table: Mapping[str, Any]) -> str:
    if not any(map(_has_layout, table.values())):
        return tomli_w.dumps(table)  # at once: line by line, an import takes a quarter longer
    return "".join(_line(name, value) for name, value in table.items())


def _has_layout(value: Any) -> bool:
    """Return whether a value is laid out in a way of its own, or is no plain one."""
    return isinstance(value, list | Mapping) or (isinstance(value, str) and "\n" in value)


def _line(name: str, value: Any) -> str:
    """Return a key and its value; a list on one line, as a person would write it.

    So is a text in which a reader would see the marks of a conflict.
    """
    if not isinstance(value, list):
        if isinstance(value, str) and "\n" in value and "\r" not in value and _MARK not in value:
            return f"{_key(name)} = {_lines(value)}\n"
        return tomli_w.dumps({name: value})
    return f"{_key(name)} = {literal(value)}\n"


def _lines(text: str) -> str:
    """Return a text of several lines as TOML.

    Quotes inside it stay as they are where they may.
    """
    written = tomli_w.dumps({"_": text}, multiline_strings=True).removeprefix("_ = ").rstrip("\n")
    if '"""' in text or text.endswith('"'):
        return written
    return written.replace('\\"', '"')


def literal(value: Any) -> str:
    """Return a value as TOML, on one line; a table of one key as the line that sets it."""
    if isinstance(value, dict):
        return "".join(map(_line, value, value.values())).rstrip("\n")
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    return tomli_w.dumps({"_": toml_value(value)}).removeprefix("_ = ").rstrip("\n")


def _key(name: str) -> str:
    """Return a name as one part of a dotted key, in quotes where it needs them."""
    return tomli_w.dumps({name: 0}).rsplit(" = ", 1)[0]
