"""Changing single values of a file in place: only that value's text changes, comments stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salescli.errors import SalescliError
from salescli.model.finding import Key
from salescli.store.places import places
from salescli.store.render import literal
from salescli.store.splice import line_end
from salescli.store.toml import parse_toml

_FIX = "change it in the editor: salescli edit DEAL"


def change_values(text: str, changes: Mapping[Key, Any]) -> str:
    """The text with some values set, or taken out where they are None.

    A key is the path of tables to the value, such as `("close",)` or `("people", "dana", "role")`;
    its table must be there. Raises SalescliError where the layout doesn't allow it.
    """
    for key, value in changes.items():
        if key in places(text):
            text = _replace(text, key, value)
        elif value is not None:
            text = _add(text, key, value)
    return text


def _replace(text: str, key: Key, value: Any) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    newline = line_end(text)
    try:
        document = tomlkit.parse(text.replace("\r\n", "\n"))
        table: Any = document
        for part in key[:-1]:
            table = table[part]
        if value is None:
            table.remove(key[-1])
        else:
            table[key[-1]] = tomlkit.value(literal(value))
        return tomlkit.dumps(document).replace("\n", newline)
    except (TOMLKitError, KeyError, TypeError, ValueError) as error:
        message = f"the file can't be changed as it is laid out: {error}"
        raise SalescliError(message, fix=_FIX) from None


def _add(text: str, key: Key, value: Any) -> str:
    """The text with a new key, on a line of its own below the last one of its table."""
    line = _last_line(text, key[:-1])
    lines = text.split("\n")
    new = f"{literal({key[-1]: value})}{line_end(text)[:-1]}"
    return "\n".join([*lines[:line], new, *lines[line:]])


def _last_line(text: str, table: Key) -> int:
    """How many lines there are up to the end of a table's own values."""
    content: Any = parse_toml(text)
    for part in table:
        content = content[part]
    known = places(text)
    own = [(*table, name) for name, value in content.items() if not _is_tables(value)]
    last = max((known[key] for key in own if key in known), default=known.get(table, 0))
    inside = {key[: len(table) + 1] for key in own}
    after = (line for key, line in known.items() if key[: len(table) + 1] not in inside)
    lines = text.split("\n")
    end = min((line for line in after if line > last), default=len(lines) + 1) - 1
    while end > last and lines[end - 1].strip()[:1] in ("", "#"):
        end -= 1
    return end


def _is_tables(value: Any) -> bool:
    items = value if isinstance(value, list) and value else [value]
    return all(isinstance(item, dict) for item in items)
