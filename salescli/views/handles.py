"""The handles of deals in a table: what is too long for the screen is cut where it can be typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from salescli.text.handles import typable
from salescli.text.safe_text import width
from salescli.views.render.document import Column

_SHARE = 6  # of a table's cells, a handle has one in so many at most


def shown_handles(handles: Iterable[str], cells: int | None, spare: int = 0) -> dict[str, str]:
    """Return how a table of so many cells shows its deals' handles; in a pipe (None) as they are.

    What is shown of a handle can be typed: it begins no other one of them. They have the `spare`
    cells that nothing else needs, where these are more than their share.
    """
    return typable(handles, max(cells // _SHARE, spare)) if cells else {}


def handle_column(shown: Mapping[str, str]) -> Column:
    """Return the column of handles, in which what is shown of them is never cut again."""
    return Column(least=max(map(width, shown.values()), default=4))
