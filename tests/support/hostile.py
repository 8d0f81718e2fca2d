"""Text that tries to do something: what a file from somebody else may hold in any of its fields."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from salescli.views.render.document import Column, Gap, Heading, Span, Style, Table, TextLine

HOSTILE = (
    "[bold]x",
    "[/]",
    ":smile:",
    "\x1b[31mred",
    "\x1b]0;t\x07",
    "\x9b2J",
    "\u202eabc",
    "\u2066abc",
    "a\nb",
    "a\r\nb",
    "a\rforged",
    "a\tb",
    "\x00\x7f",
    "a\u2028b",
    "\ud800",
    "zero\u200bwidth\ufeff",
    "\U000e0061\U000e0062",
    "e\u0301",
    "e" + "\u0301" * 40,
    "日本語",
    "👩\u200d👩\u200d👧",
    "❤\ufe0f",
    "שלום",
    "\u1112\u1161\u11ab",
    "--help",
    "%s{}$(id)`id`",
)
# Those that a TOML file and a commit's message can hold.
COMMITTED = tuple(text for text in HOSTILE if "\ud800" not in text and "\x00" not in text)
# Any text at all, surrogates and controls among it, with more of the above than chance would give.
ANY_TEXT = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(), max_size=60),
    st.lists(st.sampled_from((*HOSTILE, " ", "word")), max_size=12).map("".join),
)

# Documents of such text, in every shape that a screen can give them.
PARTS = st.one_of(ANY_TEXT, st.builds(Span, ANY_TEXT, st.sampled_from(get_args(Style))))
CELLS = st.one_of(PARTS, st.lists(PARTS, max_size=3).map(tuple))
COLUMNS = st.builds(
    Column,
    st.sampled_from(("", "title", "a longer title", "日本")),
    st.sampled_from(("left", "right")),
    st.booleans(),
    st.integers(0, 12),
    st.booleans(),
)
TABLES = st.lists(COLUMNS, max_size=12).flatmap(
    lambda some: st.builds(
        Table,
        st.just(tuple(some)),
        st.lists(st.tuples(*[CELLS] * len(some)), max_size=4).map(tuple),
        st.integers(0, 60),
    )
)
LINES = st.builds(
    TextLine,
    st.lists(PARTS, max_size=5).map(tuple),
    st.integers(0, 60),
    st.none() | st.integers(0, 60),
)
BLOCKS = st.one_of(st.just(Gap()), st.builds(Heading, ANY_TEXT, ANY_TEXT), LINES, TABLES)
DOCUMENTS = st.lists(BLOCKS, max_size=4).map(tuple)
