"""A deal as the screens of one deal know it: with its requirements, findings and review."""

from __future__ import annotations

from salescli.commands.support.reading.load_deals import findings
from salescli.commands.support.reading.read_anew import summary_of
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.domain.day.review import review, week_end
from salescli.domain.verdicts import verdicts
from salescli.store.finding_lines import locate_findings
from salescli.views.deal.shown_deal import ShownDeal


def shown_deal(session: Session, about: Subject) -> ShownDeal:
    """Return what is shown of a deal that was replayed."""
    reviewed = None
    if about.standing.is_open:
        until = week_end(session.today, session.book.settings.calendar)
        reviewed = review(summary_of(about), session.today, until)
    return ShownDeal(
        about.deal,
        about.process,
        about.judged,
        about.standing,
        verdicts(about.standing, about.process),
        tuple(locate_findings(session.book, findings(session, about))),
        reviewed,
        session.today,
    )
