"""What the screen of the review is made from: the day's lines, what waits, and the week at zero."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from salescli.commands.support.reading.review_selection import (
    Reviewed,
    is_chosen,
    last_day,
    reviewed,
)
from salescli.commands.support.session import Session, clock, me
from salescli.domain.day.day_plan import day_plan, first_ahead
from salescli.domain.day.review import Review
from salescli.domain.time.moment import local
from salescli.flags.day.next import ReviewFlags
from salescli.store.files.own_folder import CAPTURED, DRAFTS, PROPOSALS, is_empty
from salescli.text.shell_quoting import word
from salescli.views.day.next import ReviewScreen, Waiting

if TYPE_CHECKING:
    from salescli.domain.incoming.captured import Captured
    from salescli.domain.proposal import Proposal
    from salescli.insight.week import WeekDone


def review_screen(session: Session, flags: ReviewFlags, seen: Reviewed) -> ReviewScreen:
    """Return what the screen shows of what was seen; with a limit, of the worst of it."""
    now = _hour(session, flags)
    plan = day_plan(_worst(seen, flags), now, last_day(session, flags), seen.revisit)
    plan = replace(plan, later=plan.later + seen.later)
    open_deals = len(seen.reviews) + seen.later
    is_well = plan.needs_nobody and bool(open_deals) and not seen.unreadable
    if is_well and seen.later:
        seen = reviewed(session, flags)
    return ReviewScreen(
        today=session.today,
        calendar=session.book.settings.calendar,
        plan=plan,
        open_deals=open_deals,
        waiting=_waiting(session),
        captured=waiting_to_be_logged(session),
        proposed=waiting_proposals(session),
        unreadable=seen.unreadable,
        until=None if flags.days is None else last_day(session, flags),
        done=done_this_week(session, flags) if is_well else None,
        first=first_ahead(seen.reviews, now) if is_well else None,
        clock=local(now).time() if any(line.has_passed for line in plan.today) else None,
    )


def done_this_week(session: Session, flags: ReviewFlags) -> WeekDone:
    """Return what the week came to in the deals that the flags leave in the review."""
    from salescli.commands.support.reading.load_courses import read_courses
    from salescli.insight.week import week_done

    courses, mine = read_courses(session)[0], me(session)
    chosen = [one for one in courses if is_chosen(one.deal, one.owner, one.process, flags, mine)]
    return week_done(chosen, session.today, session.book.settings.calendar)


def _worst(seen: Reviewed, flags: ReviewFlags) -> Sequence[Review]:
    return seen.reviews[: flags.limit]


def _hour(session: Session, flags: ReviewFlags) -> datetime:
    """Return the time that the day is seen from: of a day ahead, its beginning."""
    if flags.today is None or session.now <= clock(os.environ):
        return session.now
    return local(datetime.combine(session.today, time.min))


def waiting_to_be_logged(session: Session) -> Sequence[Captured]:
    """Return what was captured and waits; nothing is loaded for it where nothing was."""
    if is_empty(str(session.book.root), CAPTURED):
        return ()
    from salescli.commands.support.reading.captured_waiting import captured_waiting

    return captured_waiting(session)


def waiting_proposals(session: Session) -> Sequence[Proposal]:
    """Return what assistants propose; nothing is loaded for it where they don't."""
    if is_empty(str(session.book.root), PROPOSALS):
        return ()
    from salescli.store.proposals import proposals

    return proposals(session.book.root)


def _waiting(session: Session) -> list[Waiting]:
    root = session.book.root
    if is_empty(str(root), DRAFTS):
        return []
    from salescli.store.drafts import drafts
    from salescli.store.editor_files import stuck_texts

    begun = [Waiting(draft.command, draft.name, draft.resume) for draft in drafts(root)]
    stuck = [
        Waiting("text from an editor", path.name, f"less {word(str(path))}", False)
        for path in stuck_texts(root)
    ]
    return begun + stuck
