"""The parts of the review: of all deals, or of those alone that changed since they were kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from salescli.commands.support.reading.load_deals import (
    found_deals,
    sorted_out,
    summary_of,
)
from salescli.commands.support.reading.review_parts import review_frame, review_parts
from salescli.commands.support.reading.review_selection import Reviewed, judged
from salescli.commands.support.session import Session
from salescli.flags.day.next import ReviewFlags
from salescli.store.cache.kept_review import KeptReview
from salescli.store.cache.summary_rows import SUMMARIES
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
        changed = review_parts(session, flags, seen, review.unknown)
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
        parts = review_parts(session, flags, seen, review.states)
    except ValueError:
        return None
    frame = review_frame(session, flags, seen)
    review.keep(frame.values, parts)
    return frame, parts
