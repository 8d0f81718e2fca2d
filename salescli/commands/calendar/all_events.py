"""The events of all deals, by their index."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

from salescli.commands.support.reading.load_deals import through_cache
from salescli.commands.support.reading.read_anew import summary_of
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.domain.calendar.events import DealEvents
from salescli.exchange.calendar.icalendar_file import Event
from salescli.exchange.calendar.planned_events import CALENDAR, deal_events
from salescli.store.cache.summary_rows import SUMMARIES


def deal_events_of(
    session: Session, made: dict[str, Event] | None = None
) -> tuple[tuple[DealEvents, ...], set[str]]:
    """Return the events of each deal, and the handles of the deals that can't be read.

    Of deals that are read for it those ahead are put into `made`, and the review knows them then.
    """

    def conclude(about: Subject) -> DealEvents:
        return deal_events(about.deal, about.process, about.standing, made)

    also = ((SUMMARIES, summary_of),)
    kept = through_cache(session, CALENDAR, conclude, closed=True, in_order=False, also=also)
    read = [*kept]
    deals = sorted((one for one in read if isinstance(one, DealEvents)), key=attrgetter("handle"))
    return tuple(deals), {
        Path(fault.file).stem for one in read if isinstance(one, tuple) for fault in one
    }
