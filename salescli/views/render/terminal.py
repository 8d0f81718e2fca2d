"""A document in a terminal: the lines of `layout`, painted by rich.

Of rich only its styles are used: its console takes as long to load as all the rest of a command,
and the lines must go past its markup, highlighting, emoji names and wrapping anyway. NO_COLOR, TERM
and COLUMNS are honoured; a colour only repeats what the text says.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping

from rich.color import ColorSystem
from rich.style import Style as Paint

from salescli.views.render.document import Document, Style
from salescli.views.render.layout import layout_lines

PAINTS: dict[Style, str] = {
    "": "",
    "title": "bold underline",
    "strong": "bold",
    "match": "bold reverse",
    "faint": "dim",
    "good": "green",
    "warning": "magenta",
    "error": "bold red",
    "command": "cyan",
}
_UNABLE = ("dumb", "unknown")  # names of terminals that would show an escape as text


def painted(
    document: Document, width: int | None = None, environ: Mapping[str, str] = os.environ
) -> str:
    """Return the document as a terminal takes it; a width of None is standard output's."""
    if width is None:
        width = shutil.get_terminal_size().columns
    system = None if environ.get("TERM", "").lower() in _UNABLE else ColorSystem.STANDARD
    paints = {style: Paint.parse(paint) for style, paint in PAINTS.items()}
    if environ.get("NO_COLOR"):
        paints = {style: paint.without_color for style, paint in paints.items()}
    lines = layout_lines(document, width)
    return "".join(
        [
            "".join([*[paints[s.style].render(s.text, color_system=system) for s in line], "\n"])
            for line in lines
        ]
    )
