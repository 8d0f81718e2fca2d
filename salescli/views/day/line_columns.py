"""The columns of the review: which of them lines of so many cells have, and how they give way."""

from __future__ import annotations

from collections.abc import Mapping

from salescli.views.handles import handle_column
from salescli.views.render.document import Column

_OTHERS = 64  # cells of a line that its day, its people and their phone may take
_WIDE, _WIDEST = 100, 140  # cells from which on a line has the value, and the company


def is_wide(cells: int) -> bool:
    """Return whether a line of so many cells has room for the value, and for whole names."""
    return cells >= _WIDE


def has_company(cells: int) -> bool:
    """Return whether a line of so many cells has room for the company, too."""
    return cells >= _WIDEST


def spare_for_handles(width: int | None, longest_what: int) -> int:
    """Return the cells of a line that nothing but the handles of deals needs."""
    return (width or 0) - _OTHERS - longest_what


def line_columns(cells: int, handles: Mapping[str, str]) -> tuple[Column, ...]:
    """Return the columns of a line. What is to be done gives way first, names come last."""
    company = (Column(),) if has_company(cells) else ()
    value = (Column(align="right"),) if is_wide(cells) else ()
    what = Column(grow=True, least=16)
    name = handle_column(handles)
    return Column(align="right"), name, *company, what, Column(), Column(least=16), *value
