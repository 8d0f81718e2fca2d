"""The card's 'tried': they were not reached, and when is the next try."""

from __future__ import annotations

from salescli.commands.review_cards.current_deal import CurrentDeal
from salescli.commands.support.asking.not_reached import ask_next_try
from salescli.commands.support.writing.agenda_items import show_agenda
from salescli.commands.support.writing.agenda_meanwhile import typed_on_agenda
from salescli.commands.support.writing.report_commit import record
from salescli.prompts import Asker


def log_not_reached(stop: CurrentDeal) -> None:
    """Log that they were not reached, and when is the next try. Raises SalescliError."""
    following, session = stop.subject.standing.next, stop.session
    if following is None:
        return
    entry = ask_next_try(Asker({}, lambda _: None), following, session, typed=stop.typed)
    decide = typed_on_agenda(stop.subject, [entry], (), session)
    done = record(session, stop.handle, decide)
    show_agenda("not reached", done.subject, session)
