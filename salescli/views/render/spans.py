"""Pieces of styled text: made harmless, measured, cut and wrapped, whatever block they are of.

A piece is a bare (text, style) pair, because a long list has a hundred thousand of them; what
leaves here as a line of the screen is Spans again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from salescli.text.safe_text import fit, harmless, width
from salescli.views.render.document import Cell, Span, Style

Piece = tuple[str, Style]
Pieces = tuple[Piece, ...]
ScreenLine = list[Span]

# From here on most characters are two cells wide, and their scripts break between any two of them.
_FIRST_WIDE = "\u2e80"


def clean_spans(cell: Cell, limit: int | None = None) -> Pieces:
    """Give a cell as harmless pieces; a text of more than `limit` characters is cut first."""
    if isinstance(cell, tuple):
        return tuple([_clean(part, limit) for part in cell])
    return (_clean(cell, limit),)


def _clean(part: Span | str, limit: int | None) -> Piece:
    text, style = (part.text, part.style) if isinstance(part, Span) else (part, "")
    if limit is not None and len(text) > limit:
        text = text[:limit] + "…"
    return harmless(text), style


def measure(pieces: Pieces) -> int:
    """Give the terminal cells that the pieces take together."""
    return sum([width(text) for text, _ in pieces])


def cut(pieces: Pieces, room: int) -> Pieces:
    """Give the pieces shortened to `room` cells, with '…' where something is missing."""
    if measure(pieces) <= room:
        return pieces
    if room < 1:
        return ()
    kept: list[Piece] = []
    left = room - 1
    for text, style in pieces:
        count = fit(text, left)
        kept.append((text[:count], style))
        left -= width(text[:count])
        if count < len(text):
            break
    text, style = kept.pop()
    return (*kept, (text.rstrip() + "…", style))


def tidy_spans(pieces: Iterable[Piece]) -> ScreenLine:
    """Give the pieces as a line: neighbours of one style joined, no blanks at its end."""
    line: list[Span] = []
    texts: list[str] = []
    running: Style = ""
    for text, style in pieces:
        if not text:
            continue
        if style != running:
            if texts:
                line.append(Span("".join(texts), running))
            texts, running = [], style
        texts.append(text)
    line.append(Span("".join(texts), running))
    while line:
        last = line.pop()
        if text := last.text.rstrip():
            line.append(Span(text, last.style))
            break
    return line


def wrap(pieces: Pieces, first: int, rest: int) -> list[Pieces]:
    """Give the pieces in lines, `first` cells for the first of them and `rest` for the others.

    Lines break at spaces and before wide characters; only a word that is longer than a line, or a
    command that is, is broken itself.
    """
    places = _line_places(pieces, first, rest)
    starts = list(accumulate([len(text) for text, _ in pieces], initial=0))
    if places == [(0, starts[-1])]:
        return [pieces]
    return [tuple(_part(pieces, starts, start, end)) for start, end in places] or [()]


def wrapped_texts(pieces: Pieces, first: int, rest: int) -> list[str]:
    """Give the texts of the lines that `wrap` gives."""
    whole = "".join([text for text, _ in pieces])
    return [whole[start:end] for start, end in _line_places(pieces, first, rest)] or [""]


def _line_places(pieces: Pieces, first: int, rest: int) -> list[tuple[int, int]]:
    """Return where each line begins and ends in the text of all pieces; none of an empty one."""
    whole = "".join([text for text, _ in pieces])
    if whole and len(whole) <= first and width(whole) <= first:
        return [(0, len(whole))]
    text = "".join([_firm(piece, rest) for piece in pieces])
    places: list[tuple[int, int]] = []
    start = end = 0
    while end < len(text):
        end = _break(text, start, rest if places else first)
        places.append((start, end))
        start = end
        while start < len(text) and text[start] == " ":
            start = end = start + 1
    return places


def _firm(piece: Piece, room: int) -> str:
    text, style = piece
    return text.replace(" ", "_") if style == "command" and width(text) <= room else text


def _break(text: str, start: int, room: int) -> int:
    end = start + max(fit(text, room, start), 1)
    if end >= len(text) or text[end] == " " or text[end] >= _FIRST_WIDE:
        return end
    space = text.rfind(" ", start, end)
    return space if space > start and text[start:space].strip() else end


def _part(pieces: Pieces, starts: list[int], start: int, end: int) -> Iterator[Piece]:
    number = bisect_right(starts, start) - 1
    while number < len(pieces) and starts[number] < end:
        text, style = pieces[number]
        yield text[max(start - starts[number], 0) : end - starts[number]], style
        number += 1
