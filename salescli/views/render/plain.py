"""A document as plain lines: for pipes and files, and for whoever wants no colour."""

from __future__ import annotations

from salescli.views.render.document import Document
from salescli.views.render.layout import layout_lines


def lines(document: Document, width: int | None = 80) -> list[str]:
    """Give the document's lines, none wider than `width` cells; None is a pipe (see `layout`)."""
    return ["".join([span.text for span in line]) for line in layout_lines(document, width)]
