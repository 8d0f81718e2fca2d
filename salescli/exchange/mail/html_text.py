"""The text of an HTML mail, as its reader sees it; nothing is run, fetched or followed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

_MOST = 200_000  # characters: a longer one is all tables and pictures, and its text stands first
_HIDDEN = {"script", "style", "head", "title", "template", "noscript", "svg"}
_BLOCKS = {"p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "hr", "pre"}
_QUOTES = "blockquote"


def html_text(html: str) -> str:
    """Return the text of an HTML document, with `> ` before the lines of a quotation."""
    reader = _Reader()
    reader.feed(html[:_MOST])
    reader.close()
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in reader.text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Gathers the text between tags; `text` is what was gathered."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._hidden: list[str] = []
        self._depth = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag == _QUOTES or _is_quoting(attrs):
            self._depth += tag == _QUOTES
            self._parts.append("\n" if tag == _QUOTES else "\n> \n")
        elif tag in _BLOCKS:
            self._parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        elif tag == _QUOTES:
            self._depth = max(self._depth - 1, 0)
            self._parts.append("\n")
        elif tag in _BLOCKS:
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        text = re.sub(r"\s+", " ", data)
        if self._depth and text.strip():
            text = f"> {text}"
        self._parts.append(text)


def _is_quoting(attrs: Sequence[tuple[str, str | None]]) -> bool:
    """Whether what follows is what a mail program quotes from the mail before."""
    return any(name in ("class", "id") and "gmail_quote" in (value or "") for name, value in attrs)
