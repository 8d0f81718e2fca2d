"""Markdown for a terminal: rich's, with headings at the left and blocks as they are typed."""

from __future__ import annotations

import os
from io import StringIO

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown
from rich.padding import Padding
from rich.text import Text
from rich.theme import Theme


class _Heading(Heading):
    def __rich_console__(self, _console: Console, _options: ConsoleOptions) -> RenderResult:
        self.text.style = "bold underline" if self.tag == "h1" else "bold"
        yield self.text


class _Block(CodeBlock):
    def __rich_console__(self, _console: Console, _options: ConsoleOptions) -> RenderResult:
        yield Padding(Text(str(self.text).rstrip(), style="cyan"), (0, 0, 0, 2))


class _Page(Markdown):
    elements = {  # noqa: RUF012 - rich declares it so
        **Markdown.elements,
        "heading_open": _Heading,
        "fence": _Block,
        "code_block": _Block,
    }


# rich's code has a background of its own; some backgrounds hide the blue of its addresses.
_STYLES = {"markdown.code": "cyan", "markdown.link": "none", "markdown.link_url": "underline"}


def formatted(text: str, width: int) -> str:
    """Return a page as a terminal of that width shows it; NO_COLOR and TERM are honoured."""
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=os.environ.get("TERM", "") not in ("dumb", "unknown"),
        legacy_windows=False,
        theme=Theme(_STYLES),
    )
    console.print(_Page(text, hyperlinks=False))
    file = console.file
    return file.getvalue() if isinstance(file, StringIO) else ""
