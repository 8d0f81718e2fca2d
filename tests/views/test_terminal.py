"""The terminal says what plain says, and paints it."""

from __future__ import annotations

import io
import sys
from typing import get_args

import pexpect
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style as Paint
from support.hostile import DOCUMENTS, HOSTILE
from support.table import each

from salescli.views.render.document import Gap, Heading, Span, Style, TextLine
from salescli.views.render.layout import layout
from salescli.views.render.plain import lines
from salescli.views.render.terminal import PAINTS, painted

SCREEN = """
from salescli.views.render.document import *
from salescli.views.render.output import emit
text = "[bold]x[/] :smile: 'quoted' 42 " + "word " * 15
emit((Heading("Due"), TextLine((Span("late", "error"), " ", text))))
"""


def printed(document, cells: int, **environ: str) -> str:
    return painted(document, cells, {"TERM": "dumb", **environ})


def in_a_terminal(**settings: str) -> str:
    environment = {"PATH": "", "PYTHONIOENCODING": "utf-8", **settings}
    child = pexpect.spawn(
        sys.executable,
        ["-c", SCREEN],
        env=environment,
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=60,
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return child.before.replace("\r\n", "\n")


@settings(deadline=None)
@given(DOCUMENTS, st.integers(40, 120))
def test_without_colour_it_says_what_plain_says(document, cells):
    assert printed(document, cells) == "".join(f"{line}\n" for line in lines(document, cells))


@each("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is(text):
    document = (Heading(text, text), Gap(), TextLine((text, Span(text, "error"))))
    assert printed(document, 80) == "".join(f"{line}\n" for line in lines(document, 80))


def test_every_style_has_its_paint():
    assert set(PAINTS) == set(get_args(Style))


def test_colour():
    assert (
        printed((TextLine(("a ", Span("b", "good"))),), 80, TERM="xterm") == "a \x1b[32mb\x1b[0m\n"
    )
    assert (
        printed((TextLine((Span("a", "command"), "b")),), 80, TERM="xterm") == "\x1b[36ma\x1b[0mb\n"
    )


def test_it_is_painted_as_the_console_of_rich_would():
    document = tuple(
        TextLine((Span(f"is {style}", style), " and ", Span("not"))) for style in PAINTS
    )
    for environ in ({"TERM": "xterm"}, {"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}):
        out = io.StringIO()
        console = Console(file=out, width=80, force_terminal=True, _environ=environ)
        for line in layout(document, 80):
            parts = [Segment(span.text, Paint.parse(PAINTS[span.style])) for span in line]
            console.print(Segments([*parts, Segment.line()]), end="")
        assert painted(document, 80, environ) == out.getvalue()


def test_in_a_terminal_the_lines_are_painted_and_as_wide_as_it_is():
    shown = in_a_terminal(TERM="xterm-256color")
    assert "\x1b[1;31mlate\x1b[0m" in shown
    assert "[bold]x[/] :smile: 'quoted' 42 word" in shown
    assert len(shown.splitlines()) == 3


def test_no_color_leaves_no_colour():
    assert "31m" not in in_a_terminal(TERM="xterm-256color", NO_COLOR="1")


def test_a_dumb_terminal_gets_no_escapes_and_columns_are_honoured():
    shown = in_a_terminal(TERM="dumb", COLUMNS="50")
    assert "\x1b" not in shown
    assert 40 < max(map(len, shown.splitlines())) <= 50
