"""The usual TOML, read in one stride: plain statements in the form that salescli writes.

One pattern takes the whole text apart, which is some times as fast as a parser that knows all of
TOML. Whatever isn't plainly of the usual form (an escape, an inline table, a quoted key, a table
named twice, any fault) is left to that parser, whose answer counts: where both of them have an
answer, it is the same.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

_CHAR = r'[^"\\\x00-\x08\x0a-\x1f\x7f]'
_NAME = "[A-Za-z0-9_-]++"
_HOUR = "(?:[01][0-9]|2[0-3])"

# Each match is a statement with the line ends after it, or a line that says nothing. Every run is
# possessive, so that a text of another form costs its length and no more: it ends in the last
# group, which takes the rest.
_COMMENT = r"[ \t]*+(?:\#[^\x00-\x08\x0a-\x1f\x7f]*+)?+"
_STATEMENT = re.compile(
    rf"""(?:
      ({_NAME})[ \t]*+=[ \t]*+(?:
          "({_CHAR}*+)"(?!")
        | "{{3}}\n?+((?:[^"\\\x00-\x08\x0b-\x1f\x7f]++|"(?!""))*+)"{{3}}
        | ([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}
            (?:T{_HOUR}(?::[0-5][0-9]){{2}}(?:[+-]{_HOUR}:[0-5][0-9])?+)?+)
        | (\[[ \t\n]*+(?:"{_CHAR}*+"[ \t\n]*+(?:,[ \t\n]*+|(?=\])))*+\])
        | (true|false|(?:0|[1-9][0-9]{{0,15}}+)(?:\.[0-9]{{1,15}}+)?+)
      )
      | \[\[({_NAME})(?:\.({_NAME}))?+\]\]
      | \[({_NAME})(?:\.({_NAME}))?+\]
    )
    (?:\n++|{_COMMENT}(?:\n++|\Z))
    | {_COMMENT}(?:\n++|(?<=.)\Z)
    | (.)(?s:.*)""",
    re.VERBOSE,
)

_Lists = dict[str, list[dict[str, Any]]]  # of the tables headed [[name]] or [[name.below]]


def read_fast(text: str) -> dict[str, Any] | None:
    """Return the content of a TOML text of the usual form; None for every other text."""
    try:
        return _put_together(_STATEMENT.findall(text))
    except ValueError:
        return None


def _put_together(statements: list[tuple[str, ...]]) -> dict[str, Any]:
    """Return the table that statements make. Raises ValueError for what is not usual."""
    top: dict[str, Any] = {}
    table = top
    lists: _Lists = {}
    for key, line, lines, when, texts, word, many, below, table_name, inner, unusual in statements:
        if key:
            if key in table:
                raise ValueError("a key is given twice")
            table[key] = line or lines or _value(when, texts, word)
        elif many:
            table = _next_of_many(top, lists, many, below)
        elif table_name:
            table = _new(top, lists, table_name, inner)
        elif unusual:
            raise ValueError("a statement has another form")
    return top


def _value(when: str, texts: str, word: str) -> Any:
    """Return the value that one of these writes; the empty text where none of them does."""
    if when:
        return datetime.fromisoformat(when) if "T" in when else date.fromisoformat(when)
    if texts:
        return texts.split('"')[1::2]
    if word in ("true", "false"):
        return word == "true"
    if word:
        return Decimal(word) if "." in word else int(word)
    return ""


def _next_of_many(top: dict[str, Any], lists: _Lists, name: str, below: str) -> dict[str, Any]:
    """Return the table that [[name]] heads, or [[name.below]] in the last one of a list."""
    parent, path = top, name
    if below:
        if name not in lists:
            raise ValueError("a list of tables stands below something else")
        parent, path, name = lists[name][-1], f"{name}.{below}", below
    if name not in parent:
        parent[name] = lists[path] = []
    if parent[name] is not lists.get(path):
        raise ValueError("a list of tables has the name of something else")
    table: dict[str, Any] = {}
    lists[path].append(table)
    return table


def _new(top: dict[str, Any], lists: _Lists, name: str, inner: str) -> dict[str, Any]:
    """Return the table that [name] or [name.inner] heads."""
    parent: Any = top
    if inner:
        parent = lists[name][-1] if name in lists else top.setdefault(name, {})
        name = inner
    if type(parent) is not dict or name in parent:
        raise ValueError("a table is there already")
    table = parent[name] = {}
    return table
