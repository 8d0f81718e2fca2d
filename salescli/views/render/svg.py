"""Figures drawn as plain SVG, to stand in a page: no script, no style of their own, text escaped.

What colours them are classes that the page's style sheet knows, so that they follow light and dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from math import floor, log10

from salescli.text.safe_text import harmless
from salescli.views.render.figures import Bar, ColumnChart, Curve

_BAR = (120.0, 14.0)
_WIDE, _HIGH = 400.0, 190.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 42.0, 6.0, 8.0, 30.0
_LABELS = 6
_NOTHING = 1e-9  # no scale is drawn for less


def svg_text(words: str) -> str:
    """Words that stand in a page as they are, whatever they hold: nothing in them is obeyed."""
    return escape(harmless(words), quote=True)


def element(name: str, *inside: str, **attributes: object) -> str:
    """Return one element; an attribute `class_` is `class`, `text_anchor` is `text-anchor`."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{svg_text(_shown(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{pairs}>{''.join(inside)}</{name}>"


def _shown(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def bar(figure: Bar) -> str:
    """Return a bar with the interval of its part as a thin line.

    The number beside it gives the same figures.
    """
    wide, high = _BAR
    part = min(max(figure.part, 0.0), 1.0)
    beside = min(max(figure.beside, 0.0), 1.0 - part)
    inside = [
        element("rect", class_="track", x=0, y=2, width=wide, height=high - 4, rx=2),
        element("rect", class_="beside", x=part * wide, y=2, width=beside * wide, height=high - 4),
        element("rect", class_="part", x=0, y=2, width=part * wide, height=high - 4, rx=2),
    ]
    if figure.sure is not None:
        ends = [
            max(min(end, 1.0), 0.0) * (wide - 2) + 1 for end in (figure.sure.low, figure.sure.high)
        ]
        path = f"M{ends[0]:.1f} 4V10M{ends[0]:.1f} 7H{ends[1]:.1f}M{ends[1]:.1f} 4V10"
        inside.append(element("path", class_="sure", d=path))
    size: dict[str, object] = {
        "width": wide,
        "height": high,
        "viewBox": f"0 0 {wide:.0f} {high:.0f}",
    }
    size["preserveAspectRatio"] = "xMinYMid"
    return element("svg", *inside, class_="bar", aria_hidden="true", **size)


def column_chart(figure: ColumnChart) -> str:
    """Columns side by side, a group a label, over a scale that starts at nothing."""
    steps = ticks(figure.most)
    room = (_WIDE - _LEFT - _RIGHT) / max(len(figure.labels), 1)
    width = min(room * 0.8 / len(figure.series), 36.0)
    inside = _scale(steps, [short(step) for step in steps])
    for place, label in enumerate(figure.labels):
        middle = _LEFT + room * (place + 0.5)
        for number, (name, values) in enumerate(figure.series):
            top = _height(values[place] / steps[-1])
            says = f"{label}, {name}: {values[place]:,.0f} {figure.unit}".strip()
            inside.append(
                element(
                    "rect",
                    element("title", svg_text(says)),
                    class_=f"series{number}",
                    x=middle + (number - len(figure.series) / 2) * width,
                    y=top,
                    width=width * 0.92,
                    height=_height(0.0) - top,
                )
            )
        if place % -(-len(figure.labels) // _LABELS) == 0:
            inside.append(_label(middle, label))
    names = ", ".join(name for name, _ in figure.series)
    return _drawing(inside, f"{names}, {figure.labels[0]} to {figure.labels[-1]}")


def curve(figure: Curve) -> str:
    """Return a share that falls in steps, from all of them to nothing."""
    steps = ticks(figure.points[-1][0], 5)
    inside = _scale((0.0, 0.25, 0.5, 0.75, 1.0), ("0 %", "25 %", "50 %", "75 %", "100 %"))

    def across(value: float) -> float:
        return _LEFT + (_WIDE - _LEFT - _RIGHT) * value / steps[-1]

    path = [f"M{across(0):.1f} {_height(1.0):.1f}"]
    for (_, _before), (x, share) in pairwise(figure.points):
        path.append(f"H{across(x):.1f}V{_height(share):.1f}")
    inside.append(element("path", class_="curve", d="".join(path)))
    inside += [_label(across(step), f"{step:,.0f}") for step in steps]
    return _drawing(inside, f"{figure.up}, by {figure.across}")


def ticks(most: float, number: int = 4) -> tuple[float, ...]:
    """Round steps from 0 to `most` or just beyond it, about so many."""
    if most < _NOTHING:
        return 0.0, 1.0
    rough = most / number
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)
    count = max(-(-most // step), 1)
    return tuple(step * place for place in range(int(count) + 1))


def short(number: float) -> str:
    """Return a number for a scale: `120k`, `1.5M`."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(number) >= size:
            return f"{number / size:g}{letter}"
    return f"{number:g}"


def _height(share: float) -> float:
    return _TOP + (_HIGH - _TOP - _BOTTOM) * (1 - share)


def _scale(steps: Sequence[float], names: Sequence[str]) -> list[str]:
    lines = []
    for step, name in zip(steps, names, strict=True):
        y = _height(step / steps[-1])
        lines.append(element("path", class_="grid", d=f"M{_LEFT:.0f} {y:.1f}H{_WIDE - _RIGHT:.0f}"))
        lines.append(element("text", svg_text(name), x=_LEFT - 5, y=y + 3.5, text_anchor="end"))
    return lines


def _label(x: float, words: str) -> str:
    edge = _WIDE - 16
    anchor = "end" if x > edge else "middle"
    return element("text", svg_text(words), x=min(x, _WIDE - 1), y=_HIGH - 12, text_anchor=anchor)


def _drawing(inside: Sequence[str], says: str) -> str:
    box = {"viewBox": f"0 0 {_WIDE:.0f} {_HIGH:.0f}"}
    return element("svg", *inside, class_="chart", role="img", aria_label=says, **box)
