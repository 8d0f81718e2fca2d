"""Output that may be longer than the screen: through the pager then, as git does it."""

from __future__ import annotations

import os
import sys

from salescli.views.render.document import Document
from salescli.views.render.output import emit, passes
from salescli.views.render.screen_size import screen_lines


def show_text(text: str) -> None:
    """Show lines in a terminal: at once where they fit on its screen, else through the pager."""
    if len(text.splitlines()) < (screen_lines() or 0):
        sys.stdout.write(text.rstrip("\n") + "\n")
        return
    from pydoc import pager

    passes()  # the pager has it, and nobody can say what was shown
    os.environ.setdefault("LESS", "FRX")  # as git has it: colours, and no pager for one screen
    pager(text)


def emit_paged(document: Document) -> None:
    """Show a document: through the pager where it is longer than the terminal's screen.

    Raises as `emit` does.
    """
    if screen_lines() is None:
        emit(document)
        return
    from salescli.views.render.terminal import painted

    text = painted(document)
    if len(text.splitlines()) < (screen_lines() or 0):
        emit(document)
    else:
        show_text(text)
