"""The guide on the screen: the start page as a list, a page as formatted Markdown.

In a pipe a page is its own text. In a terminal rich formats it, and what is longer than the screen
goes through the pager.
"""

from __future__ import annotations

from collections.abc import Sequence
from shutil import get_terminal_size

from salescli.views.render.document import Column, Gap, Heading, Span, Table, TextLine
from salescli.views.render.output import emit, emit_file
from salescli.views.render.paged import show_text
from salescli.views.render.screen_size import screen_lines

_WIDEST = 88  # cells: longer lines are hard to read


def show_start(topics: Sequence[tuple[str, str]]) -> None:
    """Show the topics, each with what it is about, and how to read one."""
    rows = tuple((Span(name, "command"), summary) for name, summary in topics)
    ways = ("salescli help TOPIC", "salescli help COMMAND", "salescli --help")
    emit((
        Heading("The guide", "New here? salescli help first-week"),
        Table((Column(), Column(grow=True)), rows, indent=2),
        Gap(),
        TextLine((Span("   ".join(ways), "command"),)),
    ))  # fmt: skip


def show_page(text: str, *, is_markdown: bool = True) -> None:
    """Show a page: as it is in a pipe; formatted, with the pager if it is long, in a terminal."""
    if screen_lines() is None:
        emit_file(text if text.endswith("\n") else f"{text}\n")
        return
    if is_markdown:
        from salescli.views.render.markdown import formatted

        text = formatted(text, min(get_terminal_size().columns, _WIDEST))
    show_text(text)
