"""The layout of the review: its groups under their headings, cut to the room that there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from salescli.views.day.day_words import heading_parts
from salescli.views.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Gap,
    Span,
    Table,
    TextLine,
)
from salescli.views.render.layout import layout
from salescli.views.screen_room import rows_for_groups

_QUESTION = 2  # lines that the question takes, with its keys
# Rows of each group that no other one takes the room of: today, overdue, none, ahead, to revisit.
_LEAST = (0, 2, 2, 1, 1)


class ReviewGroup(NamedTuple):
    """A group of lines under a heading; `row` makes the cells of one, for those that are shown."""

    title: str
    lines: Sequence[Any]
    row: Callable[[Any], tuple[Cell, ...]]
    notes: tuple[str, ...] = ()

    def shown(self, number: int) -> list[tuple[Cell, ...]]:
        """Return its heading and so many of its rows."""
        if not number:
            return []
        part = (f"{number} of {len(self.lines)} shown",) if number < len(self.lines) else ()
        title, note = heading_parts(self.title, (*part, *self.notes))
        return [((Span(*title), Span(*note)),), *map(self.row, self.lines[:number])]


def review_document(
    top: Sequence[Block],
    groups: Sequence[ReviewGroup],
    columns: tuple[Column, ...],
    bottom: Sequence[Block],
    room: tuple[int | None, int | None],
) -> Document:
    """Return the review between its `top` and its `bottom`; `room` has its cells and its lines.

    Where it can't be shown in so many lines, it says how many more there are.
    """
    width, lines = room
    sizes = [len(group.lines) for group in groups]
    numbers, gaps = sizes, 2
    if lines is not None:
        numbers, gaps = _fitted(sizes, lines - _QUESTION - len(layout((*top, *bottom), width)))
    rows = [row for group, most in zip(groups, numbers, strict=True) for row in group.shown(most)]
    left = sum(sizes) - sum(numbers)
    more = TextLine((f"And {left} more: ", Span("salescli next --all", "command")))
    above = (Gap(),) if rows and gaps > 0 else ()
    below = (Gap(),) if rows and gaps > 1 and lines is not None else ()  # before the question
    table = (Table(columns, tuple(rows)),) if rows else ()
    return (*top, *above, *table, *bottom, *([more] if left else []), *below)


def _fitted(sizes: list[int], room: int) -> tuple[list[int], int]:
    """Return how many rows of each group there is room for, and how many lines that leaves."""
    numbers, spare = rows_for_groups(sizes, _LEAST, room), room
    if numbers != sizes:  # a line says how many more there are
        numbers, spare = rows_for_groups(sizes, _LEAST, room - 1), room - 1
    return numbers, spare - sum(number + bool(number) for number in numbers)
