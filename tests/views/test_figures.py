"""Bars and little columns of text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from support.table import each

from salescli.views.render.figures import (
    BLOCKS,
    PLAIN,
    Bar,
    ColumnChart,
    Curve,
    bar_text,
    levels,
    spark_text,
)

SHARES = st.floats(0, 1)


@each(
    "bar, text",
    [
        (Bar(0), ""),
        (Bar(1), "██████████"),
        (Bar(0.5), "█████"),
        (Bar(0.25), "██▌"),
        (Bar(0.0001), "▏"),
        (Bar(2), "██████████"),
        (Bar(-1), ""),
        (Bar(0.5, 0.2), "█████░░"),
        (Bar(0.5, 0.5), "█████░░░░░"),
        (Bar(0.5, 0.001), "█████░"),
        (Bar(1, 0.5), "██████████"),
        (Bar(0, 0.3), "░░░"),
    ],
)
def test_a_bar_of_ten_cells(bar, text):
    assert bar_text(bar, 10) == text


@given(SHARES, SHARES, st.integers(1, 30), st.sampled_from([BLOCKS, PLAIN]))
def test_a_bar_keeps_its_room_and_shows_whatever_is_there(part, beside, cells, ink):
    text = bar_text(Bar(part, beside), cells, ink)
    assert len(text) <= cells
    assert bool(text) == (part > 0 or beside > 0)
    assert set(text) <= set(ink.all)


def test_little_columns_share_their_measure():
    assert spark_text((0, 1, 4, 8), 8) == "·▂▅█"
    assert spark_text((0, 1, 4), 8, PLAIN) == ".-="
    assert spark_text((), 0) == ""
    assert ColumnChart(("a", "b"), (("x", (1.0, 2.0)), ("y", (5.0, 0.0)))).most == 5
    assert ColumnChart((), ()).most == 0


def test_a_curve_is_read_at_even_steps():
    curve = Curve(((0.0, 1.0), (10.0, 0.5), (20.0, 0.25)))
    assert levels(curve, 5) == [1.0, 1.0, 0.5, 0.5, 0.25]
    assert levels(Curve(()), 2) == [1.0, 1.0]
