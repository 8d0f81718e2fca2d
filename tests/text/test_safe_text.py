"""Text made harmless, and its cells: what is shown, how wide, how it is cut, and how quickly."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.hostile import ANY_TEXT, HOSTILE
from support.table import each

from salescli.text.safe_text import fit, harmless, harmless_lines, pad, shorten, width

FAMILY = "👩\u200d👩\u200d👧"
MEGABYTES = (
    "a" * 1_000_000,
    "ab cd " * 170_000,
    "\x1b" * 1_000_000,
    "日" * 1_000_000,
    "e" + "\u0301" * 1_000_000,
    "\u0941" * 1_000_000,
    "👩\u200d" * 500_000,
    " " * 999_999 + "\n",
)


@each(
    "text, shown",
    [
        ("", ""),
        ("Acme GmbH", "Acme GmbH"),
        ("  kept  apart ", "  kept  apart "),
        ("Übermaß & Söhne", "Übermaß & Söhne"),
        ("[bold]x", "[bold]x"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x1b]0;t\x07", "\\x1b]0;t\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("\x00\x7f", "\\x00\\x7f"),
        ("\u202eabc\u2069", "\\u202eabc\\u2069"),
        ("\u200e\u200f\u061c", "\\u200e\\u200f\\u061c"),
        ("\u200b\u2060\ufeff", "\\u200b\\u2060\\ufeff"),
        ("a\u2028b\u2029c\x85d", "a\\u2028b\\u2029c\\x85d"),
        ("\ud800", "\\ud800"),
        ("caf\udce9", "caf\\udce9"),
        ("\U000e0061", "\\U000e0061"),
        ("a\nb", "a b"),
        ("a\r\nb", "a b"),
        ("a \n\n\t b\n", "a b"),
        ("a\rb", "a\\x0db"),
        ("e\u0301", "e\u0301"),
        ("日本語", "日本語"),
        ("\u0645\u06cc\u200c\u062e\u0648", "\u0645\u06cc\u200c\u062e\u0648"),
        (FAMILY, FAMILY),
        ("e" + "\u0301" * 9, "e" + "\u0301" * 8 + "\\u0301"),
    ],
)
def test_harmless(text, shown):
    assert harmless(text) == shown


def test_no_character_of_unicode_gets_past():
    unseen = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    every = [char for char in map(chr, range(0x110000)) if unicodedata.category(char) in unseen]
    left = {char for char in harmless("".join(every)) if unicodedata.category(char) in unseen}
    arabic_and_other_signs_that_are_drawn = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890"
    arabic_and_other_signs_that_are_drawn += "\u0891\u08e2\U000110bd\U000110cd"
    egyptian = {chr(code) for code in range(0x13430, 0x13440)}
    assert left - egyptian <= {"\u200c", "\u200d", *arabic_and_other_signs_that_are_drawn}


@given(ANY_TEXT)
def test_harmless_is_one_line_and_stays_as_it_is(text):
    shown = harmless(text)
    assert len(shown.splitlines()) <= 1
    assert harmless(shown) == shown
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("\n\n", []),
        ("one", ["one"]),
        ("\none\r\n\n two\tthree\n", ["one", "", " two    three"]),
        ("\x1b[2J\nforged\x0b", ["\\x1b[2J", "forged\\x0b"]),
    ],
)
def test_harmless_lines(text, lines):
    assert harmless_lines(text) == lines


@each(
    "text, cells",
    [
        ("", 0),
        ("abc", 3),
        ("Übermaß", 7),
        ("e\u0301", 1),
        ("日本語", 6),
        ("ｱ", 1),
        ("\uff21", 2),
        ("שלום", 4),
        ("\u1112\u1161\u11ab", 2),
        ("नि", 2),
        ("❤", 1),
        ("❤\ufe0f", 2),
        ("⌚\ufe0f", 2),
        ("1\ufe0f\u20e3", 2),
        (FAMILY, 6),
        ("a\u200d\u200cb", 2),
    ],
)
def test_width(text, cells):
    assert width(text) == cells


@each(
    "text, cells, shown",
    [
        ("", 0, ""),
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("ab cd", 4, "ab…"),
        ("abcd", 1, "…"),
        ("abcd", 0, ""),
        ("abcd", -1, ""),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("日本語", 1, "…"),
        ("ae\u0301io", 3, "ae\u0301…"),
        ("a" + FAMILY + "b", 5, "a…"),
        ("a❤\ufe0fbc", 3, "a…"),
        ("a👍🏽b", 4, "a…"),
    ],
)
def test_shorten(text, cells, shown):
    assert shorten(text, cells) == shown


@given(ANY_TEXT, st.integers(0, 30))
@example("e\u0301" * 20, 7)
def test_shorten_never_takes_more_than_its_cells(text, cells):
    text = harmless(text)
    short = shorten(text, cells)
    assert width(short) <= cells
    assert (short == text) is (width(text) <= cells)


@given(ANY_TEXT, st.integers(0, 20), st.integers(0, 5))
def test_what_fits_is_a_piece_that_is_not_too_wide(text, cells, start):
    text = harmless(text)
    count = fit(text, cells, start)
    assert 0 <= count <= max(0, len(text) - start)
    assert width(text[start : start + count]) <= cells


@pytest.mark.parametrize(
    ("text", "padded"),
    [("ab", "ab  "), ("日", "日  "), ("abcde", "abcde"), ("e\u0301", "e\u0301   ")],
)
def test_pad(text, padded):
    assert pad(text, 4) == padded


@pytest.mark.parametrize("text", MEGABYTES)
def test_a_megabyte_is_no_trouble(text):
    assert width(shorten(harmless(text), 40)) <= 40
    assert width(text) <= 2 * len(text)


class Watched(str):
    """A text that notes how far it was looked at, but for the bits that say what it is made of."""

    __slots__ = ("seen",)

    def __getitem__(self, part):
        self.seen = max(getattr(self, "seen", 0), part.stop)
        return str(self)[part]

    def __iter__(self):
        raise AssertionError("all of it was looked at")


@each("text", MEGABYTES)
def test_shortening_looks_no_further_than_it_must(text):
    watched = Watched(text)
    assert len(shorten(watched, 40)) <= 411
    assert watched.seen <= 410


def test_the_hostile_table_is_hostile():
    assert sum(harmless(text) != text for text in HOSTILE) > len(HOSTILE) / 2
