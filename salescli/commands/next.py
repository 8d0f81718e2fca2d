"""`next`: the daily review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from salescli.commands.session import Session, open_session
from salescli.commands.survey import DONE, FINDINGS, findings, overview, summary, survey
from salescli.model.finding import Finding
from salescli.review import Review, Urgency, order, review, week_end
from salescli.store.drafts import drafts
from salescli.summary import Summary
from salescli.views.facts import deal_facts, envelope, unreadable_facts
from salescli.views.next import Agenda, next_screen
from salescli.views.out import emit, emit_json, screen_lines

_PRESSING = (Urgency.UNSCHEDULED, Urgency.OVERDUE)


def next_(
    book: Path | None, today: str | None, *, everything: bool, exit_code: bool, as_json: bool
) -> int:
    """Show the review; the exit code. Raises SalescliError."""
    session = open_session(book, today)
    if as_json:
        return _as_json(session, exit_code=exit_code)
    seen = overview(session)
    reviews = _reviewed(session, seen.summaries)
    calendar, begun = session.book.settings.calendar, drafts(session.book.root)
    agenda = Agenda(session.today, calendar, begun, seen.unreadable, reviews)
    lines = None if everything else screen_lines()
    emit(next_screen(agenda, max((lines - 10) // 4, 3) if lines else None))
    return _code(reviews, seen.unreadable, exit_code=exit_code)


def _reviewed(session: Session, summaries: Iterable[Summary]) -> list[Review]:
    until = week_end(session.today, session.book.settings.calendar)
    return order(review(one, session.today, until) for one in summaries)


def _code(reviews: Iterable[Review], unreadable: Sequence[Finding], *, exit_code: bool) -> int:
    pressing = exit_code and any(one.urgency in _PRESSING for one in reviews)
    return FINDINGS if pressing or unreadable else DONE


def _as_json(session: Session, *, exit_code: bool) -> int:
    seen = survey(session)
    reviews = _reviewed(session, map(summary, seen.subjects))
    subjects = {one.deal.handle: one for one in seen.subjects}
    deals = [unreadable_facts(fault) for fault in seen.unreadable]
    for one in reviews:
        about = subjects[one.about.handle]
        facts = deal_facts(about.deal, about.process, about.standing, findings(session, about))
        deals.append({**facts, "why": f"{one.urgency}: {one.why}"})
    emit_json(envelope(session.today, "deals", deals))
    return _code(reviews, seen.unreadable, exit_code=exit_code)
