"""Where the keys of a TOML text stand: the lines that findings name.

Nothing is checked here: the text is one that the parser took. Of any other text the answer is
partial, but still an answer. The time is linear in the length of the text: every pattern is a
plain run of characters, and nesting is followed on a list, never by recursion.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from salescli.domain.finding import Key
from salescli.store.toml.quoted_text import past_text, text_in_quotes
from salescli.text.lazy_re import lazy_re

# Keys below this depth share the line of their ancestor; it keeps deep nesting linear.
DEEPEST = 100

_SPACE = lazy_re(r"[ \t\r]*")
_REST = lazy_re(r"[ \t\r]*(?:#[^\n]*)?")
_BLANK = lazy_re(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_NEXT = lazy_re(r"[^\n]*+(?:[ \t\r\n]++|#[^\n]*+)*+")  # the rest of the line, and what is blank
_BARE = lazy_re(r"""[^\s"'#\[\]{},=.]*""")
_SCALAR = lazy_re(r"""[^\n"'#\[\]{},]*""")

# The common statement in one stride: a bare key and a value that ends on its line. Every run is
# possessive, so that a line that doesn't match costs its length and no more.
_SHORT = lazy_re(
    r"""([^\s"'#\[\]{},=.]++)[ \t]*+=[ \t]*+"""
    r"""(?:"[^"\\\n]*+"[ \t\r]*+|[^\n"'#\[\]{},]++)(?:#[^\n]*+)?(?=\n|\Z)"""
)

# So is a list of plain texts.
_TEXTS = lazy_re(
    r"""([^\s"'#\[\]{},=.]++)[ \t]*+=[ \t]*+\[((?:[ \t]*+"[^"\\\n]*+"[ \t]*+,)*+"""
    r"""(?:[ \t]*+"[^"\\\n]*+")?+[ \t]*+)\][ \t\r]*+(?:#[^\n]*+)?(?=\n|\Z)"""
)
# Statements in a row whose keys nobody asks about: short ones, plain texts, longer texts, blanks.
_PASSED = (
    r"""(?:[ \t\r\n]++|#[^\n]*+|[^\s"'#\[\]{},=.]++[ \t]*+=[ \t]*+(?:"[^"\\\n]*+"[ \t\r]*+"""
    r"""|\"{3}(?:[^"\\]++|\\.|"{1,2}+(?!"))*+\"{3,5}+[ \t\r]*+"""
    r"""|\[(?:[ \t]*+"[^"\\\n]*+"[ \t]*+,)*+(?:[ \t]*+"[^"\\\n]*+")?+[ \t]*+\][ \t\r]*+"""
    r"""|[^\n"'#\[\]{},]++)(?:#[^\n]*+)?(?=\n|\Z))*+"""
)
# A header of bare keys, without blanks; and all of its table, as far as that is such a row.
_NAMES = r"\[\[?([A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)*+)\]"
_PLAIN = lazy_re(_NAMES)
_TABLE = lazy_re(rf"({_NAMES})[^\n]*+{_PASSED}", re.DOTALL)
# And the text of several lines that a bare key begins.
_LONG = lazy_re(r"""([^\s"'#\[\]{},=.]++)[ \t]*+=[ \t]*+(?=\"{3})""")


def key_positions(text: str) -> dict[Key, int]:
    """Return the line, from 1, of every key, table and list element of a TOML text.

    Never raises.
    """
    reader = Reader(text)
    reader.read()
    return reader.lines


def positions_of(text: str, keys: Iterable[Key]) -> dict[Key, int]:
    """Return the lines by which `line_number` finds those of some keys. Never raises.

    Tables that none of them stands in are passed over, which takes a part of the time.
    """
    reader = Reader(text, frozenset(key[:end] for key in keys for end in range(len(key))))
    reader.read()
    return reader.lines


def line_of_deepest(text: str) -> int:
    """Return the line of the first of the keys that stand deepest; 1 where there is none.

    Never raises.
    """
    reader = Reader(text, ends_at_deepest=True)
    reader.read()
    return reader.lines[max(reader.lines, key=len)] if reader.lines else 1


def line_number(key_positions: Mapping[Key, int], path: Key) -> int:
    """Return the line of a path or of its nearest known ancestor; 1 where none is known."""
    for length in range(len(path), 0, -1):
        line = key_positions.get(path[:length])
        if line is not None:
            return line
    return 1


class _Frame:
    """An open list, whose `index` counts its elements, or an open inline table, without one."""

    __slots__ = ("index", "item", "path")

    def __init__(self, path: Key, index: int | None) -> None:
        self.path = path
        self.index = index
        self.item = path


class Reader:
    """A pass through the text, statement by statement; of some `tables` only where they are named.

    What stands in others is passed over as far as it is plain. With `ends_at_deepest` it ends at
    the first key of the greatest depth that is told apart.
    """

    def __init__(
        self, text: str, tables: Collection[Key] | None = None, *, ends_at_deepest: bool = False
    ) -> None:
        self.text = text
        self._tables = tables
        self._ends_at_deepest = ends_at_deepest
        self.pos = 1 if text.startswith("\ufeff") else 0
        self.lines: dict[Key, int] = {}
        self.table: Key = ()
        self.last: dict[Key, int] = {}  # of each array of tables, the index of its last element
        self.line = 1
        self.counted = 0

    def read(self) -> None:
        """Note the line of every key."""
        self._skip_blank()
        while self.pos < len(self.text):
            if self.text.startswith("[", self.pos):
                if self._is_passed_over():
                    continue
            elif short := _SHORT.match(self.text, self.pos):
                self.lines.setdefault(_below(self.table, short[1]), self._here())
                self.pos = short.end()
            elif texts := _TEXTS.match(self.text, self.pos):
                self._texts(texts)
            elif long := _LONG.match(self.text, self.pos):
                self.lines.setdefault(_below(self.table, long[1]), self._here())
                self.pos = past_text(self.text, long.end())
            else:
                path = self._named(self.table)
                if self._equals():
                    self._value(path)
            self.pos = _past(_NEXT, self.text, self.pos)

    def _is_passed_over(self) -> bool:
        """Enter the table that begins here; whether it was stepped over, as far as it is plain."""
        table = _TABLE.match(self.text, self.pos) if self._tables is not None else None
        if table is None or self._tables is None:
            self._header()
            return False
        self._enter(table[2].split("."), self._here(), many=table[1][1] == "[")
        is_passed = self.table not in self._tables
        self.pos = table.end() if is_passed else table.end(1)
        return is_passed

    def _texts(self, match: re.Match[str]) -> None:
        """Note a list of plain texts that ends on its line."""
        path, line = _below(self.table, match[1]), self._here()
        self.lines.setdefault(path, line)
        for index in range(match[2].count('"') // 2):
            self.lines.setdefault(_below(path, index), line)
        self.pos = match.end()

    def _header(self) -> None:
        many = self.text.startswith("[[", self.pos)
        line = self._here()
        if plain := _PLAIN.match(self.text, self.pos):
            self.pos = plain.end()
            parts = plain[1].split(".")
        else:
            self.pos += 2 if many else 1
            parts = self._key()
        self._enter(parts, line, many=many)

    def _enter(self, parts: Sequence[str], line: int, *, many: bool) -> None:
        """Take a table for the one that statements stand in, its header on a line."""
        path: Key = ()
        for depth, part in enumerate(parts, 1):
            path = _below(path, part)
            self.lines.setdefault(path, line)
            if many and depth == len(parts):
                self.last[path] = self.last.get(path, -1) + 1
            if path in self.last:
                path = _below(path, self.last[path])
        if path:
            self.lines[path] = line  # its own header, where earlier ones only implied it
        self.table = path

    def _named(self, table: Key) -> Key:
        """Return the path that the key at this place has in a table; each part of it is noted."""
        line = self._here()
        for part in self._key():
            table = _below(table, part)
            self.lines.setdefault(table, line)
        return table

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            start = self.pos = _past(_SPACE, self.text, self.pos)
            quoted = self.text.startswith(('"', "'"), start)
            self.pos = past_text(self.text, start) if quoted else _past(_BARE, self.text, start)
            if self.pos == start:
                return parts
            raw = self.text[start : self.pos]
            parts.append(text_in_quotes(raw) if quoted else raw)
            self.pos = _past(_SPACE, self.text, self.pos)
            if not self.text.startswith(".", self.pos):
                return parts
            self.pos += 1

    def _value(self, path: Key) -> None:
        """Step over one value; the keys and elements inside it are noted."""
        frames: list[_Frame] = []
        while True:
            self._skip_blank() if frames else self._skip_rest()
            mark = self.text[self.pos : self.pos + 1]
            if mark in ("", "\n"):
                return
            if mark == ",":
                self.pos += 1
                self._next_item(frames)
            elif mark in "]}":
                self.pos += 1
                del frames[-1:]
            else:
                item = frames[-1].item if frames else path
                self.lines.setdefault(item, self._here())
                if self._ends_at_deepest and len(item) == DEEPEST:
                    self.pos = len(self.text)
                    return
                self._open_or_pass(mark, item, frames)

    def _open_or_pass(self, mark: str, item: Key, frames: list[_Frame]) -> None:
        if mark in "[{":
            self.pos += 1
            frames.append(_Frame(item, -1 if mark == "[" else None))
            self._next_item(frames)
        elif mark in "\"'":
            self.pos = past_text(self.text, self.pos)
        else:
            # At least one character: a value may begin with nothing else, garbage with `=`.
            self.pos = max(_past(_SCALAR, self.text, self.pos), self.pos + 1)

    def _next_item(self, frames: list[_Frame]) -> None:
        if not frames:
            return
        frame = frames[-1]
        if frame.index is None:
            self._skip_blank()
            frame.item = self._named(frame.path)
            self._equals()
        else:
            frame.index += 1
            frame.item = _below(frame.path, frame.index)

    def _equals(self) -> bool:
        there = self.text.startswith("=", self.pos)
        self.pos += there
        return there

    def _skip_rest(self) -> None:
        self.pos = _past(_REST, self.text, self.pos)

    def _skip_blank(self) -> None:
        self.pos = _past(_BLANK, self.text, self.pos)

    def _here(self) -> int:
        """Return the line of this place; places only ever go forward."""
        self.line += self.text.count("\n", self.counted, self.pos)
        self.counted = self.pos
        return self.line


def _past(pattern: re.Pattern[str], text: str, pos: int) -> int:
    match = pattern.match(text, pos)
    return match.end() if match else pos


def _below(path: Key, part: str | int) -> Key:
    return (*path, part) if len(path) < DEEPEST else path
