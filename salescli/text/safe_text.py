"""Text that others wrote, made safe to show, and measured in the cells of a terminal.

Where terminals differ on how wide something is (joined emoji, emoji presentation), the wider
reading counts: a row may then fall short of its column, but it never spills over. The widths are
those of `unicodedata`: importing wcwidth takes longer than a whole warm `next`, and it takes the
narrower reading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

_UNSAFE = (  # in order
    (0x00, 0x1F),  # C0, ESC among them
    (0x7F, 0x9F),  # DEL and C1
    (0xAD, 0xAD),  # soft hyphen: some terminals draw it, some don't
    (0x61C, 0x61C),  # bidi mark
    (0x180E, 0x180E),  # Mongolian vowel separator, invisible
    (0x200B, 0x200B),  # zero-width space; U+200C and U+200D stay: scripts and emoji need them
    (0x200E, 0x200F),  # bidi marks
    (0x2028, 0x202E),  # line and paragraph separators, bidi embeddings and overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, bidi isolates
    (0x3164, 0x3164),  # Hangul filler, a letter that is blank
    (0xD800, 0xDFFF),  # lone surrogates
    (0xFEFF, 0xFEFF),  # byte-order mark
    (0xFFA0, 0xFFA0),  # Hangul filler, half as wide
    (0xFFF0, 0xFFFB),  # interlinear annotation
    (0x1BCA0, 0x1BCA3),  # shorthand controls
    (0x1D173, 0x1D17A),  # musical controls
    (0xE0000, 0xE00FF),  # tags: a whole alphabet that nobody sees
    (0xE01F0, 0xE0FFF),  # reserved for more of the kind
)
_STARTS = [first for first, _ in _UNSAFE]
# Marks that any letter may carry. More of them on one letter than a script needs climb out of
# their line and paint over the ones above and below.
_MARKS = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U000e0100-\U000e01ef]"
)
_PILE = f"({_MARKS}{{8}})({_MARKS}+)"
_FIRST_MARK = "\u0300"  # up to here every character is one cell wide
_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_CLINGING = frozenset("\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")  # and skin tones
_MEASURED = 10_000


def is_unsafe(char: str) -> bool:
    """Return whether a character can steer a terminal, turn text around, or hide in it."""
    number = bisect_right(_STARTS, ord(char)) - 1
    return number >= 0 and ord(char) <= _UNSAFE[number][1]


class _Shown(dict[int, str]):
    """What each character is shown as, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        shown = _escaped(code) if is_unsafe(chr(code)) else chr(code)
        self[code] = shown
        return shown


_SHOWN = _Shown()


def _escaped(code: int) -> str:
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _flat(pile: re.Match[str]) -> str:
    return pile[1] + pile[2].encode("ascii", "backslashreplace").decode("ascii")


def harmless(text: str) -> str:
    r"""Return the text as one line that can do nothing but be read.

    Line breaks and tabs, with the blanks around them, become one space each; every other character
    that could act or hide becomes a visible escape such as `\x1b` or `\u202e`.
    """
    if text.isascii() and text.isprintable():
        return text
    if "\n" in text or "\t" in text:
        text = re.sub("[ \t\n]+", " ", text.replace("\r\n", "\n").strip(" \t\n"))
    if not text.isprintable():
        text = text.translate(_SHOWN)
    return text if text.isascii() else re.sub(_PILE, _flat, text)


def harmless_lines(text: str) -> list[str]:
    """Return a text of several lines as harmless lines; tabs are four spaces wide.

    Empty lines at either end are dropped, and an empty text has no lines.
    """
    body = text.replace("\r\n", "\n").replace("\t", "    ").strip("\n")
    return [harmless(line) for line in body.split("\n")] if body else []


def wrapped(text: str) -> str:
    """Return a harmless text wrapped to the terminal's width, later lines indented."""
    import shutil
    import textwrap

    margin = " " * (len(text) - len(text.lstrip(" ")))
    return textwrap.fill(
        text.strip(),
        shutil.get_terminal_size().columns,
        initial_indent=margin,
        subsequent_indent=f"{margin}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def rows_of(text: str) -> int:
    """Return how many rows of the terminal a harmless text takes, wrapped at its edge."""
    import shutil

    columns = max(shutil.get_terminal_size().columns, 1)
    return sum(max(-(-width(line) // columns), 1) for line in text.split("\n"))


def width(text: str) -> int:
    """Return the terminal cells that a harmless text takes; past 10,000 characters, an estimate."""
    if text.isascii() or max(text[:_MEASURED]) < _FIRST_MARK:
        return len(text)
    return sum(_sizes(text[:_MEASURED])) + max(0, len(text) - _MEASURED)


def fit(text: str, cells: int, start: int = 0) -> int:
    """Return how many characters of the text, counted from `start`, fit into so many cells.

    A letter is not cut from its marks, nor a joined emoji from its parts, unless it is too wide
    for the cells by itself. The answer is 0 when not even the first character fits.
    """
    cells = max(cells, 0)
    if text.isascii() or max(text[start : start + cells + 1], default="") < _FIRST_MARK:
        return max(0, min(cells, len(text) - start))
    piece = text[start : start + 10 * cells + 10]
    used = whole = 0
    joined = False
    for index, (char, size) in enumerate(zip(piece, _sizes(piece), strict=True)):
        if size and not joined and char not in _CLINGING:
            whole = index
        used += size
        if used > cells:
            return whole or index
        joined = char == _JOINER
    return len(piece)


def shorten(text: str, cells: int) -> str:
    """Return a harmless text cut to so many cells, with '…' at its end if it was longer."""
    if fit(text, cells) == len(text):
        return text
    return text[: fit(text, cells - 1)].rstrip() + "…" if cells > 0 else ""


def pad(text: str, cells: int) -> str:
    """Return the text with spaces after it, up to so many cells; a wider text stays as it is."""
    return text + " " * (cells - width(text))


def _sizes(text: str) -> Iterator[int]:
    before = 0
    for char in text:
        if char == _EMOJI_STYLE:
            size, before = int(before == 1), 0
        else:
            size = _cells(char)
            before = size or before
        yield size


@lru_cache(maxsize=4096)
def _cells(char: str) -> int:
    if char.isascii():
        return 1
    import unicodedata

    # Hangul vowels and final consonants of a decomposed syllable are drawn into its first one.
    if "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7ff" or char in "\u200c\u200d":
        return 0
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
