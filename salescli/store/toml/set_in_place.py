"""Changing single values of a file in place: only that value's text changes, comments stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salescli.domain.finding import Key
from salescli.errors import SalescliError
from salescli.store.toml.insert import line_end
from salescli.store.toml.positions import key_positions
from salescli.store.toml.reader import parse_toml
from salescli.store.toml.statements import Statement, statements
from salescli.store.toml.write import literal
from salescli.text.lazy_re import lazy_re

# A key, dotted or not, up to its value.
_PART = r"""(?:[^\s"'#\[\]{},=.]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_NAMED = lazy_re(rf"\ufeff?[ \t]*{_PART}(?:[ \t]*\.[ \t]*{_PART})*[ \t]*=[ \t]*")

_FIX = "change it in the editor: salescli edit DEAL"


def change_values(text: str, changes: Mapping[Key, Any]) -> str:
    """Return the text with some values set, or taken out where they are None.

    A key is the path of tables to the value, such as `("close",)` or `("people", "dana", "role")`;
    a table of the header that isn't there, such as `custom`, is put below it. Raises SalescliError
    where the layout doesn't allow it.
    """
    for key, value in changes.items():
        own, around = _found(text, key)
        if own and value is None:
            text = _without(text, own)
        elif own and not own[0].heading:
            text = _replaced(text, own[0], value)
        elif around:
            text = _within(text, around, key, value)
        elif value is not None:
            text = _add(text, key, value)
    return text


def _found(text: str, key: Key) -> tuple[list[Statement], Statement | None]:
    """Return the statements that make up a key, and the statement whose value holds it."""
    own, around = [], None
    for statement in statements(text):
        if statement.key[: len(key)] == key:
            own.append(statement)
        elif not statement.heading and statement.key == key[: len(statement.key)]:
            around = statement
    return own, around


def _replaced(text: str, old: Statement, value: Any) -> str:
    """Return the text with another value in a statement, whose key and comment stay."""
    named = _NAMED.match(old.body)
    if named is None:
        raise SalescliError("salescli can't change a file with this layout", fix=_FIX)
    new = literal(value).replace("\n", line_end(text))
    start, end = old.start + named.end(), old.start + len(old.body)
    return text[:start] + new + text[end:]


def _without(text: str, gone: list[Statement]) -> str:
    """Return the text less these statements, and less the blank line above a table that is gone."""
    for statement in reversed(gone):
        before, after = text[: statement.start], text[statement.end :]
        if (
            statement.heading
            and before.endswith(("\n\n", "\n\r\n"))
            and after[:1] in ("\r", "\n", "")
        ):
            before = before[:-1].removesuffix("\r")
        text = before + after
    return text


def _within(text: str, around: Statement, key: Key, value: Any) -> str:
    """Return the text with a value set inside of another one, such as an inline table."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    named = _NAMED.match(around.body)
    line = around.body[named.end() :] if named else ""
    try:
        document = tomlkit.parse(f"x = {line}".replace("\r\n", "\n"))
        table: Any = document["x"]
        for part in key[len(around.key) : -1]:
            table = table[part]
        if value is None:
            table.remove(key[-1])
        else:
            table[key[-1]] = tomlkit.value(literal(value))
        new = tomlkit.dumps(document).removeprefix("x = ").replace("\n", line_end(text))
    except (TOMLKitError, KeyError, TypeError, ValueError) as error:
        message = f"salescli can't change a file with this layout: {error}"
        raise SalescliError(message, fix=_FIX) from None
    end = around.start + len(around.body)
    return text[: end - len(line)] + new + text[end:]


def _add(text: str, key: Key, value: Any) -> str:
    """Return the text with a new key, on a line of its own below the last one of its table."""
    heading = "" if _has_table(text, key[:-1]) else f"\n[{key[0]}]\n"
    line = _last_line(text, () if heading else key[:-1])
    lines = text.split("\n")
    end = line_end(text)
    new = (heading + literal({key[-1]: value})).replace("\n", end) + end[:-1]
    return "\n".join([*lines[:line], new, *lines[line:]])


def _has_table(text: str, table: Key) -> bool:
    content: Any = parse_toml(text)
    for part in table:
        if isinstance(content, dict) and part not in content:
            return False
        content = content[part]
    return True


def _last_line(text: str, table: Key) -> int:
    """Return how many lines there are up to the end of a table's own values."""
    content: Any = parse_toml(text)
    for part in table:
        content = content[part]
    known = key_positions(text)
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
