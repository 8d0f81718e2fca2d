"""Colours: their contrast on dark and light backgrounds; no screen says anything by them alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from support.pictures import shown

from salescli.views.render.document import Span, Style, TextLine
from salescli.views.render.terminal import PAINTS, painted

SCREENS = Path(__file__).parent / "screens"
NAMES = ("red", "green", "yellow", "blue", "magenta", "cyan")
# The background of terminals as they come, and these six colours of theirs.
PALETTES = {
    "xterm, light": "ffffff cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd",
    "xterm, dark": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd",
    "the console of Linux": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa",
    "Tango, light": "ffffff cc0000 4e9a06 c4a000 3465a4 75507b 06989a",
    "Tango, dark": "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a",
    "Solarized, light": "fdf6e3 dc322f 859900 b58900 268bd2 d33682 2aa198",
    "Solarized, dark": "002b36 dc322f 859900 b58900 268bd2 d33682 2aa198",
    "VS Code, light": "ffffff cd3131 107c10 949800 0451a5 bc05bc 0598bc",
    "VS Code, dark": "1e1e1e cd3131 0dbc79 e5e510 2472c8 bc3fbc 11a8cd",
    "Apple's Basic": "ffffff 990000 00a600 999900 0000b2 b200b2 00a6b2",
    "Windows Terminal": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd",
    "One Half, light": "fafafa e45649 50a14f c18401 0184bc a626a4 0997b3",
    "One Half, dark": "282c34 e06c75 98c379 e5c07b 61afef c678dd 56b6c2",
}
USED = {name for paint in PAINTS.values() for name in NAMES if name in paint.split()}
COLOUR = re.compile(r"\x1b\[[\d;]*m")


def luminance(colour: str) -> float:
    """As WCAG 2 has it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def contrasts(name: str) -> dict[str, float]:
    """The contrast of a colour with the background, by the palette."""
    found = {}
    for palette, colours in PALETTES.items():
        background, *six = colours.split()
        found[palette] = contrast(background, six[NAMES.index(name)])
    return found


@pytest.mark.parametrize("name", sorted(USED))
def test_a_colour_has_a_contrast_of_185_everywhere_and_of_29_on_ten_of_thirteen(name):
    """Yellow is lost on white (1.7), blue on black (1.6); WCAG asks for 4.5, which none has."""
    found = contrasts(name)
    assert {palette: seen for palette, seen in found.items() if seen < 1.85} == {}
    assert sum(seen >= 2.9 for seen in found.values()) >= 10


def test_the_colours_that_are_left_out_have_less_somewhere():
    assert {name for name in NAMES if min(contrasts(name).values()) < 1.85} == {"yellow", "blue"}
    assert {"yellow", "blue"}.isdisjoint(USED)


def test_sixteen_colours_are_enough_and_no_background_is_painted():
    """Themes set those; tmux and the console have them."""
    for style in get_args(Style):
        text = painted((TextLine((Span("x", style),)),), 80, {"TERM": "tmux-256color"})
        for codes in re.findall(r"\x1b\[([\d;]*)m", text):
            assert all(int(code) < 40 for code in codes.split(";") if code)


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_without_colour_no_code_of_a_colour_is_left(environ):
    document = tuple(TextLine((Span(f"is {style}", style),)) for style in get_args(Style))
    text = painted(document, 80, {"TERM": "xterm", **environ})
    codes = {code for found in re.findall(r"\x1b\[([\d;]*)m", text) for code in found.split(";")}
    assert not [code for code in codes if code and 30 <= int(code) <= 107]
    assert COLOUR.sub("", text).split("\n")[:-1] == [
        f"is {style}".rstrip() for style in get_args(Style)
    ]


@pytest.mark.parametrize("path", sorted(SCREENS.glob("*.svg")), ids=lambda path: path.stem)
def test_the_same_words_never_come_in_two_colours(path):
    """So whoever sees no colour misses nothing: words and signs are what differs."""
    fills: dict[str, set[str]] = {}
    for line in shown(path.read_text(encoding="utf-8")):
        for paint, text in line:
            if re.search(r"\w", text):
                found = re.search(r"fill: (#\w+)", paint)
                fills.setdefault(text.strip(), set()).add(found[1] if found else "")
    assert {text: seen for text, seen in fills.items() if len(seen) > 1} == {}
