"""Figures as SVG: well formed, within their frame, and every text escaped."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescli.insight.statistics.proportion import Interval
from salescli.views.render.figures import Bar, ColumnChart, Curve
from salescli.views.render.svg import bar, column_chart, curve, element, short, svg_text, ticks

SHARES = st.floats(-0.5, 1.5)


def read(drawn):
    return ET.fromstring(drawn)  # noqa: S314 - drawn here


def numbers(one, *names):
    return [float(one.get(name)) for name in names]


@given(SHARES, SHARES, st.tuples(SHARES, SHARES) | st.none())
def test_a_bar_stays_in_its_frame(part, beside, sure):
    drawn = read(bar(Bar(part, beside, Interval(*sorted(sure)) if sure else None)))
    for rect in drawn.iter("rect"):
        x, width = numbers(rect, "x", "width")
        assert 0 <= x <= x + width <= 120.01
    assert len(list(drawn.iter("path"))) == (sure is not None)


@given(st.lists(st.tuples(st.floats(0, 1e12), st.floats(0, 1e12)), min_size=1, max_size=40))
def test_columns_stay_in_theirs_and_say_what_they_are(pairs):
    labels = tuple(f"m{number}" for number in range(len(pairs)))
    said, weighted = zip(*pairs, strict=True)
    drawn = read(column_chart(ColumnChart(labels, (("said", said), ("weighted", weighted)), "EUR")))
    rects = list(drawn.iter("rect"))
    assert len(rects) == 2 * len(pairs)
    for rect in rects:
        x, y, width, height = numbers(rect, "x", "y", "width", "height")
        assert 42 <= x <= x + width <= 394.1
        assert 8 <= y <= y + height <= 160.1
    assert rects[0][0].text == f"m0, said: {said[0]:,.0f} EUR"
    assert drawn.get("aria-label") == f"said, weighted, m0 to m{len(pairs) - 1}"


def test_a_curve_falls_in_steps():
    drawn = read(curve(Curve(((0.0, 1.0), (50.0, 0.5), (100.0, 0.0)), "days", "open")))
    (path,) = (one.get("d") for one in drawn.iter("path") if one.get("class") == "curve")
    assert path == "M42.0 8.0H218.0V84.0H394.0V160.0"


@pytest.mark.parametrize(
    ("most", "steps"),
    [
        (0, (0, 1)),
        (1, (0, 0.5, 1)),
        (4, (0, 1, 2, 3, 4)),
        (130_000, (0, 50_000, 100_000, 150_000)),
        (100, (0, 50, 100)),
        (7, (0, 2, 4, 6, 8)),
    ],
)
def test_ticks_are_round(most, steps):
    assert ticks(most) == pytest.approx(steps)


@given(st.floats(1e-6, 1e15))
def test_ticks_reach_as_far_as_the_values_and_are_few(most):
    steps = ticks(most)
    assert steps[-1] >= most * 0.999
    assert 2 <= len(steps) <= 6


def test_short_numbers():
    numbers = (0, 950, 1500, 120_000, 2_500_000, 3e9)
    assert [short(number) for number in numbers] == ["0", "950", "1.5k", "120k", "2.5M", "3G"]


def test_text_and_attributes_are_escaped():
    assert svg_text("<b>\"'&\x1b") == "&lt;b&gt;&quot;&#x27;&amp;\\x1b"
    assert element("text", class_="a", text_anchor='x"y') == (
        '<text class="a" text-anchor="x&quot;y"></text>'
    )
    drawn = column_chart(ColumnChart(("<a>", "b"), (('"x', (1.0, 2.0)),), "&"))
    assert read(drawn)[-1].text in {"<a>", "b"}
