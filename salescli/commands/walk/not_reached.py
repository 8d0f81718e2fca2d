"""The card's 'tried': they were not reached. It is logged with the next try, in one entry.

Nobody was met, so it is no encounter: the next step moves, with a note that says why. What was
postponed often is a sign against a deal, also where it was for that reason.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from salescli.commands.support.session import Session, me
from salescli.commands.support.typed.move_text import read_moved_day
from salescli.commands.support.writing.agenda_items import show_agenda
from salescli.commands.support.writing.agenda_meanwhile import typed_on_agenda
from salescli.commands.support.writing.report_commit import record
from salescli.commands.walk.current_deal import CurrentDeal
from salescli.domain.deal import Entry, NextStep
from salescli.domain.time.moment import When, local
from salescli.prompts import Asker, Hint
from salescli.text.wording import echo, when_text

NOT_REACHED = "Tried, and not reached."


def log_not_reached(stop: CurrentDeal) -> None:
    """Log that they were not reached, and when is the next try. Raises SalescliError."""
    following, session = stop.subject.standing.next, stop.session
    if following is None:
        return
    on = _ask_when(following, session)
    again = replace(following, on=on, agreed=False)
    entry = Entry(session.now, "schedule", by=me(session), note=NOT_REACHED, nexts=(again,))
    decide = typed_on_agenda(stop.subject, [entry], (), session)
    done = record(session, stop.handle, decide)
    show_agenda("not reached", done.subject, session)


def _ask_when(following: NextStep, session: Session) -> When:
    def read(text: str) -> When:
        return read_moved_day(text, following, session)

    hint = Hint(preview=lambda text: echo(read(text), session.today))
    usual = when_text(_next_try(following, session))
    return Asker({}, lambda _: None).ask("on", "Next try", read, default=usual, hint=hint)


def _next_try(following: NextStep, session: Session) -> When:
    """Return the next workday, at the hour that was planned."""
    tomorrow = session.today + timedelta(days=1)
    day = session.book.settings.calendar.next_workday(tomorrow)
    if not isinstance(following.on, datetime):
        return day
    hour = local(following.on)
    return local(datetime.combine(day, time(hour.hour, hour.minute)))
