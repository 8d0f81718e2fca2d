"""What each deal has in the review in a pipe, in plain values: worked out here and nowhere else.

All that such a review shows is put together from it (`salescli/views/day/review_text.py`), whether
it was worked out now, or kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from salescli.commands.support.reading.review_selection import Reviewed, last_day
from salescli.commands.support.session import Session
from salescli.domain.day.day_plan import Place, lines_of, place_in, times_of_today
from salescli.domain.day.review import Review
from salescli.domain.day.review_part import GROUPS
from salescli.domain.summary import Summary
from salescli.flags.day.next import ReviewFlags
from salescli.views.day.day_lines import LineForm
from salescli.views.render.columns import sized
from salescli.views.render.document import Cell

if TYPE_CHECKING:
    from salescli.domain.day.review_part import Line, Part

_SMALLEST = 10**9  # parts of a whole amount that are told apart


def review_parts(
    session: Session, flags: ReviewFlags, seen: Reviewed, cells: int
) -> dict[str, Part]:
    """Return what each of the deals has in the review, in its order; those with `NOTHING` left out.

    It is shown in so many `cells`, 0 for a pipe. Raises ValueError where that can't be said in
    plain values.
    """
    until = last_day(session, flags)
    form = LineForm(session.today, session.book.settings.calendar, cells)
    bonds = seen.bonds
    parts = {
        review.about.handle: _part(review, session, until, form, bonds.get(review.about.handle, ""))
        for review in seen.reviews
    }
    for handle in seen.passed_over:
        parts[handle] = ("later", False, "", (), ())
    for about in seen.revisit:
        parts[about.handle] = ("", False, None, (), (_revisited(about, form),))
    for handle, bond in bonds.items():
        parts.setdefault(handle, ("", False, bond, (), ()))
    return parts


def _part(review: Review, session: Session, until: date, form: LineForm, bond: str | None) -> Part:
    now = session.now.timestamp()
    times = tuple([time if time > now else 0 for time in times_of_today(review)])
    lines = tuple(_lines(review, session, until, form))
    return str(review.urgency), review.is_pressing, bond, times, lines


def _lines(review: Review, session: Session, until: date, form: LineForm) -> Iterator[Line]:
    for group, line in lines_of(review, session.now, until):
        place = _plain(place_in(group, line))
        yield GROUPS.index(group), place, *_cells(form, form.scheduled(line), line.what)


def _revisited(about: Summary, form: LineForm) -> Line:
    place = (str(about.revisit), about.handle)
    return GROUPS.index("revisit"), place, *_cells(form, form.revisited(about))


def _cells(
    form: LineForm, cells: Iterable[Cell], what: str = ""
) -> tuple[tuple[Any, ...], tuple[int, ...]]:
    """Return the cells of a line in plain values, and how wide they are or how long `what` is."""
    if form.cells:
        return tuple([_pieces(cell) for cell in cells]), (len(what),)
    row = [sized(cell, None) for cell in cells]
    texts = tuple(["".join([text for text, _ in pieces]) for pieces, _ in row])
    return texts, tuple([size for _, size in row])


def _pieces(cell: Cell) -> tuple[tuple[str, str], ...]:
    parts = cell if isinstance(cell, tuple) else (cell,)
    return tuple([(one, "") if isinstance(one, str) else (one.text, one.style) for one in parts])


def _plain(place: Place) -> tuple[str, bool, str, int, str]:
    """Return a place in an order in values that are in the same order.

    Raises ValueError for an amount that is not to be told from others so.
    """
    (day, is_untimed, hour), amount, handle = place
    number, parts = amount.as_integer_ratio()
    whole, rest = divmod(number * _SMALLEST, parts)
    if rest:
        raise ValueError(amount)
    return day.isoformat(), is_untimed, hour.isoformat(), whole, handle
