"""The layout of a document: the one place that knows of widths, wrapping and harmless text.

Both renderings take their lines from here, so a pipe and a terminal say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from salescli.text.safe_text import harmless, shorten
from salescli.views.render.columns import table_lines
from salescli.views.render.document import (
    Block,
    Document,
    Gap,
    Heading,
    LaidOut,
    Span,
    Table,
    TextLine,
)
from salescli.views.render.spans import ScreenLine, clean_spans, tidy_spans, wrap, wrapped_texts

PIPE = 80
_NARROWEST = 20


def layout(document: Document, width: int | None) -> list[ScreenLine]:
    """Give the document as lines of harmless, styled spans, none wider than `width` cells.

    A width of None is a pipe: tables come uncut, unless a column of theirs wraps, or they are to be
    read only: such a table is prose, and prose is wrapped at 80. Widths under 20 count as 20.
    """
    return list(layout_lines(document, width))


def layout_lines(document: Document, width: int | None) -> Iterator[ScreenLine]:
    """Give the same lines one by one, none of them held."""
    if width is not None:
        width = max(width, _NARROWEST)
    return (line for block in document for line in _block(block, width))


def first_that_fits(documents: Iterable[Document], width: int, lines: int) -> Document:
    """Return the first of some documents that has no more lines than these, else the last."""
    document: Document = ()
    for document in documents:
        if len(layout(document, width)) <= lines:
            break
    return document


def clipped(text: str, cells: int, lines: int) -> str:
    """Return a harmless text as far as so many lines of such a width have room, '…' at a cut."""
    rows = wrap(((text, ""),), cells, cells)
    if len(rows) <= lines:
        return text
    kept = ["".join([part for part, _ in row]).strip() for row in rows[:lines]]
    kept[-1:] = [shorten(f"{last} …", cells) for last in kept[-1:]]
    return " ".join(kept)


def _block(block: Block, width: int | None) -> Iterable[ScreenLine]:
    match block:
        case Gap():
            return [[]]
        case Heading():
            note = ("  ", Span(block.note, "faint")) if block.note else ()
            return _wrapped(TextLine((Span(block.text, "title"), *note)), width or PIPE)
        case TextLine():
            return _wrapped(block, width or PIPE)
        case Table():
            prose = block.is_read or any(column.wrap for column in block.columns)
            return table_lines(block, width or (PIPE if prose else None))
        case LaidOut():
            return [[Span(_harmless_lines(block.text))]]


def _harmless_lines(text: str) -> str:
    from salescli.text.printable_lines import are_printable

    if are_printable(text):  # as nearly all of them
        return text
    return "\n".join(map(harmless, text.split("\n")))


def _wrapped(line: TextLine, width: int) -> list[ScreenLine]:
    indent, hang = _margins(line, width)
    lines = wrap(clean_spans(line.spans), width - indent, width - hang)
    return [
        tidy_spans(((" " * (hang if number else indent), ""), *pieces))
        for number, pieces in enumerate(lines)
    ]


def wrapped_line(line: TextLine, width: int | None) -> list[str]:
    """Give the texts of the lines that `layout_lines` makes of a line: in half the time."""
    width = PIPE if width is None else max(width, _NARROWEST)
    indent, hang = _margins(line, width)
    texts = wrapped_texts(clean_spans(line.spans), width - indent, width - hang)
    return [
        f"{' ' * (hang if number else indent)}{text}".rstrip() for number, text in enumerate(texts)
    ]


def _margins(line: TextLine, width: int) -> tuple[int, int]:
    """Return how far the first line is indented, and how far the others are."""
    indent = min(line.indent, width // 2)
    return indent, indent if line.hang is None else min(line.hang, width // 2)
