"""Quoted texts in TOML: where one ends, and what a quoted key says."""

from __future__ import annotations

import re
import sys

from salescli.text.lazy_re import lazy_re

# What ends a text after its opening quotes, or must be stepped over on the way there.
_ENDS = {
    '"""': lazy_re(r'\\.|"{3,5}', re.DOTALL),
    "'''": lazy_re(r"'{3,5}"),
    '"': lazy_re(r'\\.|["\n]'),
    "'": lazy_re(r"['\n]"),
}
_ESCAPE = lazy_re(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([btnfre\"\\]))")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


def past_text(text: str, start: int) -> int:
    """Return the place after the quoted text that begins here.

    A line's end or the text's end closes it too.
    """
    quotes = text[start : start + 3]
    if quotes not in ('"""', "'''"):
        quotes = text[start]
    for match in _ENDS[quotes].finditer(text, start + len(quotes)):
        if match[0] == "\n":
            return match.start()
        if match[0][0] != "\\":
            return match.end()
    return len(text)


def text_in_quotes(raw: str) -> str:
    """Return what a text in its quotes says, escapes read."""
    inner = raw[1:].removesuffix(raw[0])
    return _ESCAPE.sub(_unescaped, inner) if raw[0] == '"' else inner


def _unescaped(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits is None:
        return _ESCAPED.get(match[4], match[4])
    code = int(digits, 16)
    return chr(code) if code <= sys.maxunicode else match[0]
