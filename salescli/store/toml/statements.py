"""The statements of a TOML text one by one: which text each of them takes, comment and all."""

from __future__ import annotations

from typing import NamedTuple

from salescli.domain.finding import Key
from salescli.store.toml.positions import DEEPEST, Reader
from salescli.text.lazy_re import lazy_re

# The common statement in one stride: a bare key and a value that ends on its line.
_SHORT = lazy_re(
    r"""([^\s"'#\[\]{},=.]++)[ \t]*+=[ \t]*+"""
    r"""("[^"\\\n]*+"|[^\n"'#\[\]{},]++)[ \t\r]*+(?:#[^\n]*+)?(?=\n|\Z)"""
)
_CLOSED = lazy_re(r"[ \t]*\]{0,2}")


class Statement(NamedTuple):
    """A heading, or a key with its value; `start` and `end` are the places of its lines' ends.

    `key` is the whole path, `table` that of the table it stands in; `rest` is what follows
    `body` on its last line: nothing, or a comment.
    """

    key: Key
    table: Key
    heading: bool
    start: int
    end: int
    body: str
    rest: str


def statements(text: str) -> list[Statement]:
    """Return the statements of a text that the parser took, in their order. Never raises."""
    recorder = _Recorder(text)
    recorder.read()
    return recorder.found


class _Recorder(Reader):
    """A pass through the text that notes where every statement begins and ends."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.found: list[Statement] = []
        self.value_end = 0

    def read(self) -> None:
        """Note every statement."""
        self._skip_blank()
        while self.pos < len(self.text):
            if short := _SHORT.match(self.text, self.pos):
                self.value_end, self.pos = short.end(2), short.end()
                self._record((*self.table, short[1])[:DEEPEST], short.start())
            else:
                self._note(self.pos, heading=self.text.startswith("[", self.pos))
            self._skip_blank()

    def _note(self, start: int, *, heading: bool) -> None:
        if heading:
            self._header()
            key = self.table
            closed = _CLOSED.match(self.text, self.pos)
            self.value_end = closed.end() if closed else self.pos
        else:
            key = self._named(self.table)
            self.value_end = self.pos
            if self._equals():
                self._value(key)
        self._record(key, start, heading=heading)

    def _record(self, key: Key, start: int, *, heading: bool = False) -> None:
        start = self.text.rfind("\n", 0, start) + 1
        end = self.text.find("\n", max(self.pos, self.value_end))
        end = len(self.text) if end < 0 else end
        body = self.text[start : self.value_end].rstrip()
        rest = self.text[start + len(body) : end]
        self.pos = end
        self.found.append(Statement(key, self.table, heading, start, end + 1, body, rest))

    def _skip_rest(self) -> None:
        self.value_end = self.pos
        super()._skip_rest()
