"""Adding log entries and people to a deal's text, everything else left as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salescli.store.toml.positions import key_positions
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.store.toml.write import entry_text, person_text


def insert_entry(text: str, table: Mapping[str, Any], index: int, count: int) -> str:
    """Return the text with one more entry, the `index`-th of then `count + 1`, counted from 0."""
    block = entry_text(table)
    if index >= count:
        return _append(text, block)
    return _insert(text, block, _heading(text, index))


def insert_person(text: str, handle: str, table: Mapping[str, Any]) -> str:
    """Return the text with one more person, before the log."""
    block = person_text(handle, table)
    line = key_positions(text).get(("log", 0))
    return _append(text, block) if line is None else _insert(text, block, _heading(text, 0))


def _heading(text: str, index: int) -> int:
    """Return the line, counted from 0, at which an entry begins, its own comments included."""
    lines = text.split("\n")
    heading = line = key_positions(text)["log", index] - 1
    while line > 0 and lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line if _is_whole("".join(f"{above}\n" for above in lines[:line])) else heading


def _is_whole(text: str) -> bool:
    """Return whether a text can be cut here: no line below it is the rest of a value."""
    try:
        parse_toml(text.removeprefix("\ufeff"))
    except TomlError:
        return False
    return True


def _append(text: str, block: str) -> str:
    newline = line_end(text)
    if text and not text.endswith("\n"):
        text += newline
    gap = newline if text else ""
    return text + gap + block.replace("\n", newline)


def _insert(text: str, block: str, line: int) -> str:
    newline = line_end(text)
    lines = text.split("\n")
    before, after = "\n".join(lines[:line]), "\n".join(lines[line:])
    if before:
        before += "\n"
    return before + (block + "\n").replace("\n", newline) + after


def line_end(text: str) -> str:
    """Return how the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"
