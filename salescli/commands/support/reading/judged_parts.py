"""The parts of the review: of all deals, or of those alone that changed since they were kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from salescli.commands.support.reading.load_deals import found_deals, sorted_out
from salescli.commands.support.reading.read_anew import summary_of
from salescli.commands.support.reading.review_parts import review_parts
from salescli.commands.support.reading.review_selection import Reviewed, judged, last_day
from salescli.commands.support.session import Session
from salescli.domain.day.review_part import NOTHING
from salescli.flags.day.next import ReviewFlags
from salescli.store.cache.kept_review import KeptReview
from salescli.store.cache.summary_rows import SUMMARIES
from salescli.text.wording import day_text
from salescli.views.day.day_lines import LineForm
from salescli.views.day.review_text import ReviewFrame

if TYPE_CHECKING:
    from salescli.domain.day.review_part import Part

    Table = tuple[ReviewFrame, Mapping[str, Part]]


def parts_again(session: Session, flags: ReviewFlags, review: KeptReview) -> Table | None:
    """Return the review from what is kept, with the deals that changed worked out anew, and kept.

    None where all of it is to be made anew.
    """
    if not review.is_kept:
        return None
    found = found_deals(
        *(session, SUMMARIES, summary_of), closed=False, states=review.states, only=review.unknown
    )
    seen = judged(session, flags, sorted_out(found))
    if seen.unreadable:
        return None
    try:
        changed = dict.fromkeys(review.unknown, NOTHING)
        changed |= review_parts(session, flags, seen)
    except ValueError:
        return None
    parts = review.complete(changed)
    if parts is None:
        return None
    review.add(changed)
    return ReviewFrame(*review.frame), parts


def all_parts(
    session: Session, flags: ReviewFlags, review: KeptReview, seen: Reviewed
) -> Table | None:
    """Return the review of all deals in parts, and keep it; None where it can't be said so."""
    if seen.unreadable:
        return None
    try:
        parts = review_parts(session, flags, seen)
    except ValueError:
        return None
    frame = _frame(session, flags, seen)
    review.keep(frame.values, parts)
    return frame, parts


def _frame(session: Session, flags: ReviewFlags, seen: Reviewed) -> ReviewFrame:
    """Return what the review of the session's day shows beside the deals."""
    from salescli.views.day.next import ahead_title, revisit_note

    calendar, today = session.book.settings.calendar, session.today
    until = None if flags.days is None else last_day(session, flags)
    return ReviewFrame(
        day_text(today),
        ahead_title(today, calendar, until),
        revisit_note([about.handle for about in seen.revisit]),
        tuple(column.align == "right" for column in LineForm(today, calendar).columns),
    )
