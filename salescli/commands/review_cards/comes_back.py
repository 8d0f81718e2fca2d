"""The keys of a closed deal whose day to come back has come: another day, or none any more.

The day stands in the ending, so that is corrected: `undo` takes it back like any other command.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from salescli.commands.amend.amend import amend
from salescli.commands.review_cards.current_deal import CurrentDeal
from salescli.commands.support.asking.endings import day_to_revisit
from salescli.errors import UsageError
from salescli.flags.deals.amend import AmendFlags, AmendRequest
from salescli.flags.support.ending import EndFlags
from salescli.prompts import Asker, Hint
from salescli.text.wording import echo, when_text

_LATER = timedelta(days=30)
_NEVER = "-"


def postpone_revisit(root: Path, stop: CurrentDeal) -> None:
    """Ask for another day on which a closed deal comes back. Raises SalescliError."""
    session = stop.session
    usual = session.book.settings.calendar.next_workday(session.today + _LATER)

    def read(text: str) -> str:
        day = day_to_revisit(EndFlags(revisit=text, result="lost"), session)
        if day is None:
            raise UsageError("name a day: 1 march, in 3 months")
        return day.isoformat()

    def preview(text: str) -> str:
        day = day_to_revisit(EndFlags(revisit=text, result="lost"), session)
        return echo(day, session.today) if day else ""

    day = Asker({}, lambda _: None).ask(
        "revisit", "Revisit on", read, default=when_text(usual), hint=Hint(preview=preview)
    )
    _set_day(root, stop, day)


def drop_revisit(root: Path, stop: CurrentDeal) -> None:
    """Leave a closed deal for good. Raises SalescliError."""
    _set_day(root, stop, _NEVER)


def _set_day(root: Path, stop: CurrentDeal, day: str) -> None:
    standing = stop.subject.standing
    if standing.ending is not None:
        number = standing.log.index(standing.ending) + 1
        flags = AmendFlags(entry=number, revisit=day)
        amend(AmendRequest(stop.handle, flags=flags, book=root))
