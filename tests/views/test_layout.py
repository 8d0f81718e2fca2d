"""Documents in lines, by example and by law: whatever they hold, the lines are harmless and fit."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.effort import size
from support.hostile import DOCUMENTS, HOSTILE, PARTS
from support.table import each

from salescli.text.safe_text import harmless, width
from salescli.views.render.document import Column, Gap, Heading, Span, Table, TextLine
from salescli.views.render.layout import layout
from salescli.views.render.plain import lines

DEALS = Table(
    (Column("deal"), Column("value", align="right"), Column("what", grow=True, least=8)),
    (
        ("acme", "48000", "Security review with IT"),
        (Span("globex", "strong"), "900", ("Demo ", Span("today", "warning"))),
    ),
)
LONG = size(5_000, 200_000)
SAMPLES = [text * (LONG // len(text)) for text in (*HOSTILE, "\x1b", "\n ", "x", " x")]
NOTES = Table((Column(), Column(grow=True, wrap=True)), (("N01", "No next step at all"),), indent=2)


@each(
    "document, cells, shown",
    [
        ((), 80, []),
        ((Gap(),), 80, [""]),
        ((TextLine(()),), 80, [""]),
        ((TextLine(("a", Span("b", "good"), " c  ")),), 80, ["ab c"]),
        ((Heading("Overdue", "2 deals"),), 80, ["Overdue  2 deals"]),
        ((Heading("Overdue"),), 80, ["Overdue"]),
        ((TextLine(("one two three four five six",)),), 20, ["one two three four", "five six"]),
        (
            (TextLine(("- one two three four five six",), indent=2, hang=4),),
            20,
            ["  - one two three", "    four five six"],
        ),
        (
            (TextLine(("one two three four five six",), indent=2),),
            20,
            ["  one two three four", "  five six"],
        ),
        ((TextLine(("x" * 25,)),), 20, ["x" * 20, "x" * 5]),
        ((TextLine(("一二三四五六七八九十一二",)),), 20, ["一二三四五六七八九十", "一二"]),
        ((TextLine(("name 一二三四五六七八九十",)),), 20, ["name 一二三四五六七", "八九十"]),
        (
            (TextLine(("Type this: ", Span("salescli next", "command"), ".")),),
            20,
            ["Type this:", "salescli next."],
        ),
        (
            (TextLine((Span("salescli log acme demo --agreed", "command"),)),),
            20,
            ["salescli log acme", "demo --agreed"],
        ),
        ((TextLine(("a\nb\x1b[2J",)),), 80, ["a b\\x1b[2J"]),
    ],
)
def test_lines_and_headings(document, cells, shown):
    assert lines(document, cells) == shown


@each(
    "table, cells, shown",
    [
        (
            DEALS,
            80,
            [
                "deal    value  what",
                "acme    48000  Security review with IT",
                "globex    900  Demo today",
            ],
        ),
        (
            DEALS,
            27,
            [
                "deal    value  what",
                "acme    48000  Security re…",
                "globex    900  Demo today",
            ],
        ),
        (
            DEALS,
            20,
            [
                "deal  val…  what",
                "acme  480…  Securit…",
                "glo…   900  Demo to…",
            ],
        ),
        (NOTES, 80, ["  N01  No next step at all"]),
        (NOTES, 20, ["  N01  No next step", "       at all"]),
        (Table((Column(), Column()), (("a", ""), ("", "b"), ("", ""))), 80, ["a", "   b", ""]),
        (Table((Column("none"),), ()), 80, ["none"]),
        (Table((), ()), 80, []),
        (
            Table((Column(grow=True, least=0, wrap=True), Column()), (("abc", "x" * 18),)),
            20,
            ["ab  " + "x" * 15 + "…", "c"],
        ),
        (Table((Column(), Column()), (("日本", "x"), ("ab", "y"))), 80, ["日本  x", "ab    y"]),
    ],
)
def test_tables(table, cells, shown):
    assert lines((table,), cells) == shown


def test_a_pipe_gets_whole_cells_and_wrapped_lines():
    long = "word " * 30
    shown = lines(
        (Table((Column(), Column()), (("a", long), ("bc", "x"))), TextLine((long,))), None
    )
    assert shown[:2] == ["a   " + long.rstrip(), "bc  x"]
    assert [len(line) for line in shown[2:]] == [79, 69]


def test_in_a_pipe_a_table_of_prose_is_wrapped_as_prose_is():
    shown = lines((Table((Column(), Column(wrap=True)), (("a", "word " * 30),)),), None)
    assert len(shown) == 2
    assert max(map(len, shown)) <= 80


def test_in_a_pipe_one_endless_cell_does_not_push_the_others_aside():
    rows = (("x" * 300, "1"), ("ab", "2"))
    assert lines((Table((Column(), Column()), rows),), None) == ["x" * 300 + "  1", "ab  2"]


def test_the_styles_survive():
    (heading, first) = layout(
        (Heading("Due", "2"), TextLine(("a ", Span("b", "error"), Span(" c", "error")))), 80
    )
    assert heading == [Span("Due", "title"), Span("  "), Span("2", "faint")]
    assert first == [Span("a "), Span("b c", "error")]
    titles, acme, globex = layout((DEALS,), 27)
    assert titles[0] == Span("deal", "faint")
    assert acme == [Span("acme    48000  Security re…")]
    assert globex[-1] == Span("today", "warning")


@given(DOCUMENTS, st.none() | st.integers(40, 120))
def test_whatever_the_document_holds_its_lines_are_harmless_and_fit(document, cells):
    for line in lines(document, cells):
        assert not [char for char in line if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}]
        assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b")
        assert line == line.rstrip()
        assert cells is None or width(line) <= cells


@given(st.lists(PARTS, max_size=5).map(tuple), st.integers(20, 60))
def test_wrapping_loses_nothing_but_blanks(spans, cells):
    wide, narrow = (" ".join(lines((TextLine(spans),), room)) for room in (1_000_000, cells))
    assert "".join(narrow.split()) == "".join(wide.split())


@given(DOCUMENTS, st.none() | st.integers(40, 120))
def test_spans_of_a_line_are_never_empty_and_never_two_of_a_style(document, cells):
    for line in layout(document, cells):
        assert all(span.text for span in line)
        assert all(one.style != other.style for one, other in pairwise(line))


@pytest.mark.parametrize("text", SAMPLES)
def test_endless_text_is_laid_out_whole_and_within_its_lines(text):
    table = Table((Column(grow=True), Column(wrap=True)), ((text, text),))
    for cells in (None, 80):
        shown = lines((TextLine((text,)), table), cells)
        assert cells is None or max(map(width, shown)) <= cells
        wrapped = "".join(lines((TextLine((text,)),), cells))
        assert "".join(wrapped.split()) == "".join(harmless(text).split())


@pytest.mark.parametrize("text", ["word " * 200_000, "日" * 1_000_000, "\x1b" * 1_000_000])
def test_a_megabyte_is_wrapped_and_shortened(text):
    table = Table((Column(grow=True), Column(wrap=True)), ((text, text),))
    shown = lines((table,), 80)
    assert max(map(width, shown)) <= 80
    assert shown[0].split("  ")[0].endswith("…")
    assert shown[-1].endswith("…")


def test_importing_the_views_loads_nothing_heavy():
    code = """
import sys
before = set(sys.modules)
import salescli.views.render.output
from salescli.views.render import document, layout, plain
print(sorted({"rich", "json", "unicodedata"} & (set(sys.modules) - before)))
plain.lines((document.TextLine(("plain",)),))
print("unicodedata" in set(sys.modules) - before)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split("\n")[:2] == ["[]", "False"]


@given(DOCUMENTS, st.none() | st.integers(10, 120))
def test_plain_lines_are_those_of_the_layout(document, cells):
    spans = layout(document, cells)
    assert lines(document, cells) == ["".join([span.text for span in line]) for line in spans]
