"""From the key of a finding to the line of its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from salescli.model.finding import Finding, Key
from salescli.store.book import Book
from salescli.store.places import line_of, places
from salescli.store.toml import TomlError, read_toml


def locate(book: Book, found: Iterable[Finding]) -> list[Finding]:
    """The findings, each with its line. A file is read once, however many are about it."""
    known: dict[str, Mapping[Key, int]] = {}
    located = []
    for one in found:
        if one.line is None:
            if one.file not in known:
                known[one.file] = _places(book, one.file)
            one = replace(one, line=line_of(known[one.file], one.key))  # noqa: PLW2901
        located.append(one)
    return located


def _places(book: Book, file: str) -> Mapping[Key, int]:
    try:
        return places(read_toml(book.root / file)[1])
    except TomlError:
        return {}
