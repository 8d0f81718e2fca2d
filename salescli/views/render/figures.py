"""Figures: shares and series as facts for a drawing, and the drawings that text can make of them.

A screen shows a bar of blocks and a line of little columns; `svg` draws the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from salescli.insight.statistics.proportion import Interval


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a whole from 0 to 1, a further part `beside` it, and how sure the first one is."""

    part: float
    beside: float = 0.0
    sure: Interval | None = None


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """Series of values over the same labels; each series has a name."""

    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    unit: str = ""

    @property
    def most(self) -> float:
        """Return the greatest value of all."""
        return max((value for _, values in self.series for value in values), default=0.0)


@dataclass(frozen=True, slots=True)
class Curve:
    """A share from 1 down to 0 that falls in steps, at the first number of each point."""

    points: tuple[tuple[float, float], ...]
    across: str = ""
    up: str = ""


Figure: TypeAlias = ColumnChart | Curve


@dataclass(frozen=True, slots=True)
class Charset:
    """The characters that drawings in text are made of, the emptiest first."""

    blocks: str  # eighths of a block
    beside: str
    levels: str
    none: str

    @property
    def all(self) -> str:
        """Return every one of them."""
        return self.blocks + self.beside + self.levels + self.none


BLOCKS = Charset("▏▎▍▌▋▊▉█", "░", "▁▂▃▄▅▆▇█", "·")
PLAIN = Charset("#", "-", "_-=+*#", ".")  # where the stream has no blocks


def bar_text(bar: Bar, cells: int, ink: Charset = BLOCKS) -> str:
    """Return the bar in so many cells; what is more than nothing is never shown as nothing."""
    parts = len(ink.blocks)
    filled = round(min(max(bar.part, 0.0), 1.0) * cells * parts)
    filled = max(filled, 1) if bar.part > 0 else filled
    whole, rest = divmod(filled, parts)
    text = ink.blocks[-1] * whole + (ink.blocks[rest - 1] if rest else "")
    beside = round(min(bar.part + bar.beside, 1.0) * cells) - len(text)
    return text + ink.beside * max(beside, 1 if bar.beside > 0 and len(text) < cells else 0)


def spark_text(values: Sequence[float], most: float, ink: Charset = BLOCKS) -> str:
    """Return a little column for each value, one of `most` the full height; a point for nothing."""
    top = len(ink.levels) - 1
    return "".join(
        ink.levels[round(value / most * top)] if value > 0 else ink.none for value in values
    )


def levels(curve: Curve, number: int) -> list[float]:
    """Return the share at so many ages, evenly spaced from 0 to the last point."""
    last = curve.points[-1][0] if curve.points else 0
    shares = []
    for step in range(number):
        age = last * step / max(number - 1, 1)
        shares.append(next((share for x, share in reversed(curve.points) if x <= age), 1.0))
    return shares
