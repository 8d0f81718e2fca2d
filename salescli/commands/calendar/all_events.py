"""The events of all deals, by their index."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

from salescli.commands.support.reading.load_deals import through_cache
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.domain.calendar.events import DealEvents
from salescli.exchange.calendar.planned_events import CALENDAR, deal_events


def deal_events_of(session: Session) -> tuple[tuple[DealEvents, ...], set[str]]:
    """Return the events of each deal, and the handles of the deals that can't be read."""
    read = [*through_cache(session, CALENDAR, _events, closed=True, in_order=False)]
    deals = sorted((one for one in read if isinstance(one, DealEvents)), key=attrgetter("handle"))
    return tuple(deals), {
        Path(fault.file).stem for one in read if isinstance(one, tuple) for fault in one
    }


def _events(about: Subject) -> DealEvents:
    return deal_events(about.deal, about.process, about.standing)
