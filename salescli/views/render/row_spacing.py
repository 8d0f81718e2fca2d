"""How the cells of a table's rows are spaced: how wide each column is, and the blanks between.

Light on purpose: a review of which one deal changed is laid out by this and little else.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GUTTER = 2
# Without a width no cell is cut. One that is wider than this pushes its own row aside, not all.
ALIGNED = 200


def natural_widths(
    least: Iterable[int], rows: Iterable[Sequence[int]], most: int | None = ALIGNED
) -> list[int]:
    """Return how wide columns are by the sizes of their cells, row by row; at `least` so wide.

    The last cell of a short row counts for no column; nor does one of more than `most` cells.
    """
    widths = list(least)
    for row in rows:
        for number, size in enumerate(row[:-1] if len(row) < len(widths) else row):
            if size > widths[number] and (most is None or size <= most):
                widths[number] = size
    return widths


def blanks(
    sizes: Sequence[int], widths: Sequence[int], rights: Sequence[bool], indent: int = 0
) -> Iterator[int]:
    """Yield how many blanks stand in front of each cell of a row, by the cells' sizes.

    `rights` says which columns are aligned to the right; the last cell of a short row isn't.
    """
    last = len(sizes) - 1 if len(sizes) < len(rights) else -1
    before = indent
    for place, size in enumerate(sizes):
        spare = widths[place] - size
        if rights[place] and place != last:
            yield before + max(spare, 0)
            before = GUTTER
        else:
            yield before
            before = GUTTER + max(spare, 0)
