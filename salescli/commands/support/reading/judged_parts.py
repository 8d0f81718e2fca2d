"""The parts of the review: of all deals, or of those alone that changed since they were kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.commands.support.reading.load_deals import found_deals, sorted_out
from salescli.commands.support.reading.read_anew import summary_of
from salescli.commands.support.reading.review_parts import review_parts
from salescli.commands.support.reading.review_selection import Reviewed, judged, last_day
from salescli.commands.support.session import Session, open_session
from salescli.domain.day.day_plan import next_change
from salescli.domain.day.review_part import NOTHING, times_of
from salescli.domain.time.moment import local
from salescli.flags.day.next import ReviewFlags
from salescli.store.cache.kept_review import KeptReview
from salescli.store.cache.summary_rows import SUMMARIES
from salescli.text.safe_text import harmless
from salescli.text.wording import day_text
from salescli.views.day.day_lines import LineForm
from salescli.views.day.review_text import ReviewFrame
from salescli.views.day.shown_answer import shown_answer

if TYPE_CHECKING:
    from salescli.domain.day.review_part import Part
    from salescli.views.day.review_text import Answer


def answer_again(review: KeptReview, values: Mapping[str, object]) -> Answer | None:
    """Return the answer from what is kept, with the deals that changed worked out anew, and kept.

    None where all of it is to be made anew. Raises SalescliError.
    """
    session, flags = open_session(Path(review.root)), ReviewFlags(**review.filters)
    found = found_deals(
        *(session, SUMMARIES, summary_of), closed=False, states=review.states, only=review.unknown
    )
    changed = _parts(session, flags, judged(session, flags, sorted_out(found)), review)
    if changed is None:
        return None
    changed = {**dict.fromkeys(review.unknown, NOTHING), **changed}
    parts = review.complete(changed)
    if parts is None:
        return None
    review.add(changed)
    return _answer(session, values, (ReviewFrame(*review.frame), parts, review.cells))


def answer_anew(
    session: Session,
    flags: ReviewFlags,
    review: KeptReview,
    seen: Reviewed,
    values: Mapping[str, object],
) -> Answer | None:
    """Return the answer from the parts of all deals that were seen, and keep these.

    None where it is no answer in parts.
    """
    parts = _parts(session, flags, seen, review)
    if parts is None:
        return None
    frame = _frame(session, flags, seen)
    review.keep(frame.values, parts)
    return _answer(session, values, (frame, parts, review.cells))


def _parts(
    session: Session, flags: ReviewFlags, seen: Reviewed, review: KeptReview
) -> dict[str, Part] | None:
    """Return the parts of deals; None where one can't be read, or not be said in plain values."""
    try:
        return None if seen.unreadable else review_parts(session, flags, seen, review.cells)
    except ValueError:
        return None


def _answer(
    session: Session,
    values: Mapping[str, object],
    shown: tuple[ReviewFrame, Mapping[str, Part], int],
) -> Answer | None:
    """Return the answer as of the session's time; with the clock where a time has passed."""
    frame, parts, cells = shown
    times, now = [time for part in parts.values() for time in times_of(part)], session.now
    clock = f"{local(now):%H:%M}" if times and min(times) <= now.timestamp() else ""
    answer = shown_answer(values, frame, parts.values(), clock, cells)
    return None if answer is None else (*answer, next_change(times, now))


def _frame(session: Session, flags: ReviewFlags, seen: Reviewed) -> ReviewFrame:
    """Return what the review of the session's day shows beside the deals."""
    from salescli.views.day.next import ahead_title, revisit_note

    calendar, today = session.book.settings.calendar, session.today
    until = None if flags.days is None else last_day(session, flags)
    return ReviewFrame(
        day_text(today),
        ahead_title(today, calendar, until),
        harmless(revisit_note([about.handle for about in seen.revisit])),
        tuple(column.align == "right" for column in LineForm(today, calendar).columns),
    )
