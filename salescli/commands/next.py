"""`next`: the daily review."""

from __future__ import annotations

from pathlib import Path

from salescli.commands.session import Session, open_session
from salescli.commands.survey import DONE, FINDINGS, Survey, findings, survey
from salescli.review import Review, Urgency, order, review, week_end
from salescli.store.drafts import drafts
from salescli.views.facts import deal_facts, envelope, unreadable_facts
from salescli.views.next import Agenda, next_screen
from salescli.views.out import emit, emit_json, screen_lines

_PRESSING = (Urgency.UNSCHEDULED, Urgency.OVERDUE)


def next_(
    book: Path | None, today: str | None, *, everything: bool, exit_code: bool, as_json: bool
) -> int:
    """Show the review; the exit code. Raises SalescliError."""
    session = open_session(book, today)
    seen = survey(session)
    until = week_end(session.today, session.book.settings.calendar)
    reviews = order(
        review(one.deal, one.process, one.standing, session.today, until) for one in seen.subjects
    )
    if as_json:
        _as_json(session, seen, reviews)
    else:
        agenda = Agenda(
            session.today,
            session.book.settings.calendar,
            drafts(session.book.root),
            seen.unreadable,
            reviews,
        )
        lines = None if everything else screen_lines()
        emit(next_screen(agenda, max((lines - 10) // 4, 3) if lines else None))
    pressing = exit_code and any(one.urgency in _PRESSING for one in reviews)
    return FINDINGS if pressing or seen.unreadable else DONE


def _as_json(session: Session, seen: Survey, reviews: list[Review]) -> None:
    subjects = {one.deal.handle: one for one in seen.subjects}
    deals = [unreadable_facts(fault) for fault in seen.unreadable]
    for one in reviews:
        found = findings(session, subjects[one.deal.handle])
        facts = deal_facts(one.deal, one.process, one.standing, found)
        deals.append({**facts, "why": f"{one.urgency}: {one.why}"})
    emit_json(envelope(session.today, "deals", deals))
