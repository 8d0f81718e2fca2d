"""What a command wrote, left for the review of the day: it needn't look into these deals again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from salescli.commands.support.reading.load_deals import sorted_out
from salescli.commands.support.reading.review_parts import review_parts
from salescli.commands.support.reading.review_selection import judged
from salescli.domain.day.review_part import NOTHING
from salescli.flags.day.next import ReviewFlags
from salescli.store.cache.kept_review import reviews_to_follow

if TYPE_CHECKING:
    from salescli.commands.support.reading.read_anew import Found
    from salescli.commands.support.session import Session
    from salescli.domain.summary import Summary
    from salescli.store.files.fingerprint import State


def leave_parts(
    session: Session, deals: Mapping[str, Found[Summary]], states: Mapping[str, State]
) -> None:
    """Leave what deals have in the reviews that are kept for today; nothing is raised.

    `deals` is what each of them came to in the state that its file is in.
    """
    for review in reviews_to_follow(str(session.book.root), os.environ):
        flags = ReviewFlags(**review.filters)
        seen = judged(session, flags, sorted_out(deals.items()))
        if seen.unreadable:
            return
        try:
            parts = review_parts(session, flags, seen, review.cells)
        except ValueError:  # an amount that is not to be told from others in plain values
            return
        review.add({handle: (states[handle], parts.get(handle, NOTHING)) for handle in deals})
