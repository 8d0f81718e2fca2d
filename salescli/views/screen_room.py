"""How the lines of a screen are shared by groups of rows, each of them under a heading."""

from __future__ import annotations

from collections.abc import Sequence


def rows_for_groups(sizes: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return how many rows of each group are shown in so many lines.

    The first group is shown whole, whatever the room. Of the others each has its `least` before
    one has all, the earlier ones first; a group without a row has no heading.
    """
    shown = [*sizes[:1], *(0 for _ in sizes[1:])]
    left = room - sum(size + 1 for size in shown if size)
    for place, size in enumerate(sizes[1:], 1):
        shown[place] = max(min(size, least[place], left - 1), 0)
        left -= shown[place] + bool(shown[place])
    for place, size in enumerate(sizes[1:], 1):
        if shown[place]:
            more = max(min(size - shown[place], left), 0)
            shown[place] += more
            left -= more
    return shown
