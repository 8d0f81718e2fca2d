"""The card's 'accept': what another system has next is scheduled, as the card shows it."""

from __future__ import annotations

from salescli.commands.review_cards.current_deal import CurrentDeal
from salescli.commands.support.session import me
from salescli.commands.support.writing.agenda_items import show_agenda
from salescli.commands.support.writing.agenda_meanwhile import typed_on_agenda
from salescli.commands.support.writing.report_commit import record
from salescli.domain.deal import Entry


def accept_planned(stop: CurrentDeal) -> None:
    """Schedule what another system has next. Raises SalescliError."""
    session, planned = stop.session, stop.proposed
    if planned is None:
        return
    entry = Entry(session.now, "schedule", by=me(session), nexts=(planned,))
    decide = typed_on_agenda(stop.subject, [entry], (), session)
    done = record(session, stop.handle, decide)
    show_agenda("scheduled", done.subject, session)
