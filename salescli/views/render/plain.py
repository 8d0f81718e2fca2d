"""A document as plain lines: for pipes and files, and for whoever wants no colour."""

from __future__ import annotations

from salescli.views.render.document import Document, TextLine
from salescli.views.render.layout import layout_lines, wrapped_line


def lines(document: Document, width: int | None = 80) -> list[str]:
    """Give the document's lines, none wider than `width` cells; None is a pipe (see `layout`)."""
    lines: list[str] = []
    for block in document:
        if isinstance(block, TextLine):
            lines += wrapped_line(block, width)
        else:
            rows = layout_lines((block,), width)
            lines += ["".join([span.text for span in row]) for row in rows]
    return lines
