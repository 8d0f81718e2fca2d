"""A document in a terminal: the lines of `layout`, painted by rich.

The lines go to rich as finished segments, past its markup, highlighting, emoji names and wrapping.
NO_COLOR, TERM and COLUMNS are honoured; a colour only repeats what the text says.
"""

from __future__ import annotations

import shutil

from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style as Paint

from salescli.views.document import Document, Style
from salescli.views.layout import layout

PAINTS: dict[Style, str] = {
    "": "",
    "title": "bold underline",
    "strong": "bold",
    "faint": "dim",
    "good": "green",
    "warning": "yellow",
    "error": "bold red",
    "command": "cyan",
}


def print_document(document: Document, console: Console | None = None) -> None:
    """Write the document to the console, at its width; None is the terminal of standard output."""
    if console is None:
        size = shutil.get_terminal_size()
        # rich takes a width for a dumb terminal only together with a height.
        console = Console(width=size.columns, height=size.lines)
    paints = {style: Paint.parse(paint) for style, paint in PAINTS.items()}
    segments = []
    for line in layout(document, console.width):
        segments += [Segment(span.text, paints[span.style]) for span in line]
        segments.append(Segment.line())
    console.print(Segments(segments), end="", soft_wrap=True)
