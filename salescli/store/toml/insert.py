"""Adding log entries and people to a deal's text, everything else left as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from salescli.store.toml.positions import key_positions
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.store.toml.write import entry_text, person_text


def insert_entry(text: str, table: Mapping[str, Any], index: int, count: int) -> str:
    """Return the text with one more entry, the `index`-th of then `count + 1`, counted from 0."""
    return insert_entries(text, [(index, table)], count)


def insert_entries(text: str, entries: Sequence[tuple[int, Mapping[str, Any]]], count: int) -> str:
    """Return the text with more entries, each before the one that has its place of `count`.

    Those of one place keep their order.
    """
    places: dict[int, list[str]] = {}
    for place, table in entries:
        places.setdefault(min(place, count), []).append(entry_text(table))
    for place, blocks in sorted(places.items(), reverse=True):
        block = "\n".join(blocks)
        if place >= count:
            text = _append(text, block)
        else:
            text = _insert(text, block, _heading(text, place))
    return text


def insert_person(text: str, handle: str, table: Mapping[str, Any]) -> str:
    """Return the text with one more person, before the log."""
    return insert_people(text, {handle: table})


def insert_people(text: str, people: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the text with more people, before the log."""
    block = "\n".join(person_text(handle, table) for handle, table in people.items())
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
