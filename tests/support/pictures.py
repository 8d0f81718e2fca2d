"""A screen as a picture: the lines that a terminal of 80 cells shows, with its colours, as SVG.

rich draws it. The frame is our own: no font is fetched, so a picture needs nothing but itself.
"""

from __future__ import annotations

import re
from html import unescape
from io import StringIO
from itertools import groupby

from rich.console import Console
from rich.text import Text

from salescli.views.render.document import Document, Gap
from salescli.views.render.terminal import painted

WIDTH = 80
# What rich fills in stands in braces; a brace of the style sheet is doubled.
_FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
<style>
.{unique_id}-matrix {{
  font: {char_height}px/{line_height}px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace
}}
.{unique_id}-title {{ font: bold 18px sans-serif }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
_LINE_END = re.compile(r"<text [^>]*>\n</text>")
_RULE = re.compile(r"^\.screen-(r\d+) \{ (.*) \}$", re.MULTILINE)
_TEXT = re.compile(r'<text class="screen-(r\d+)" x="[^"]*" y="([^"]*)" [^>]*>([^<]*)</text>')


def picture(document: Document, title: str) -> str:
    """The document in a terminal of `WIDTH` cells, under that title."""
    console = Console(
        width=WIDTH,
        file=StringIO(),
        record=True,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        _environ={},
    )
    # rich draws the last line without the frame that the others have: it is to be an empty one.
    text = painted((*document, Gap()), WIDTH, {"TERM": "xterm"})
    console.print(Text.from_ansi(text), soft_wrap=True, end="")
    drawn = console.export_svg(title=title, code_format=_FRAME, unique_id="screen")
    lines = _LINE_END.sub("", drawn).replace("</text><text", "</text>\n<text").splitlines()
    return "".join(f"{line.strip()}\n" for line in lines if line.strip())


def shown(svg: str) -> list[list[tuple[str, str]]]:
    """What a picture shows, whatever a later rich draws around it: lines of painted texts."""
    paints = dict(_RULE.findall(svg))
    return [
        [(paints[name], unescape(said).replace("\xa0", " ")) for name, _, said in line]
        for _, line in groupby(_TEXT.findall(svg), key=lambda text: text[1])
    ]
