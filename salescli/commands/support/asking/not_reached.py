"""They were not reached: it is logged with the next try, in one entry.

Nobody was met, so it is no encounter: the next step moves, with a note that says why. What was
postponed often is a sign against a deal, also where it was for that reason.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from salescli.commands.support.session import Session, me
from salescli.commands.support.typed.move_text import read_moved_day
from salescli.domain.deal import Entry, NextStep
from salescli.domain.time.moment import When, local
from salescli.prompts import Asker, Hint
from salescli.text.wording import echo, when_text

NOT_REACHED = "Tried, and not reached."


def ask_next_try(asker: Asker, following: NextStep, session: Session, note: str = "") -> Entry:
    """Return the entry of a try, asked for when is the next one; what is still ahead stays."""
    text = f"{NOT_REACHED} {note}".strip()
    if following.day > session.today:
        asker.say(f"{following.what or following.step} on {when_text(following.on)} stays.")
        return Entry(session.now, "note", by=me(session), note=text)
    again = replace(following, on=_ask_when(asker, following, session), agreed=False)
    return Entry(session.now, "schedule", by=me(session), note=text, nexts=(again,))


def _ask_when(asker: Asker, following: NextStep, session: Session) -> When:
    def read(text: str) -> When:
        return read_moved_day(text, following, session)

    hint = Hint(preview=lambda text: echo(read(text), session.today))
    usual = when_text(_next_try(following, session))
    return asker.ask("on", "Next try", read, default=usual, hint=hint, kept=when_text)


def _next_try(following: NextStep, session: Session) -> When:
    """Return the next workday, at the hour that was planned."""
    tomorrow = session.today + timedelta(days=1)
    day = session.book.settings.calendar.next_workday(tomorrow)
    if not isinstance(following.on, datetime):
        return day
    hour = local(following.on)
    return local(datetime.combine(day, time(hour.hour, hour.minute)))
