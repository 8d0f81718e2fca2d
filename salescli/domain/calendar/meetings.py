"""Meetings with people of deals that a calendar has and the book doesn't know. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from salescli.domain.appointments import State
from salescli.domain.calendar.changes import CalendarChange, ChangeKind
from salescli.domain.calendar.events import DealEvents, SeenEvent, event_when, is_ours, series_uid
from salescli.domain.calendar.sides import CalendarSides
from salescli.domain.time.moment import day_of

_AHEAD = timedelta(days=90)  # how far ahead a meeting of others is asked about
_BEHIND = timedelta(days=14)  # how long ago one may have been that is to be logged


def unknown_meetings(
    sides: CalendarSides, planned: Collection[str]
) -> Iterator[tuple[SeenEvent, CalendarChange]]:
    """Yield the meetings with people of open deals that the book doesn't know."""
    known: dict[str, list[DealEvents]] = {}
    for deal in sides.deals:
        for _, _, email in deal.people if deal.is_open else ():
            if email and email.lower() not in sides.own:
                known.setdefault(email.lower(), []).append(deal)
    settled = {ref for deal in sides.deals for ref in deal.refs} | set(sides.dismissed)
    for event in sides.seen.values():
        is_a_books = bool(event.written) and is_ours(event.uid)  # a copy has a UID of its own
        if event.uid in planned or is_a_books or event.is_off or not event.uid:
            continue
        refs = {f"uid:{event.uid}", f"uid:{series_uid(event.uid)}"}
        change = _meeting(event, known) if refs.isdisjoint(settled) else None
        if change is not None:
            yield event, change


def has_passed(event: SeenEvent, now: datetime) -> bool:
    """Return whether a meeting is over, and not for long: of a series nobody knows which one is."""
    end = event_when(event.end or event.on)
    over = end <= now if isinstance(end, datetime) else end < day_of(now)
    return over and not event.repeats and day_of(now) - day_of(event_when(event.on)) <= _BEHIND


def is_ahead(event: SeenEvent, now: datetime) -> bool:
    """Return whether a meeting is still to come, and not too far ahead to be asked about."""
    on = event_when(event.on)
    begins = on > now if isinstance(on, datetime) else on >= day_of(now)
    return begins and day_of(on) - day_of(now) <= _AHEAD


def turns_of(event: SeenEvent, now: datetime) -> Iterator[datetime]:
    """Yield the times still to come at which a meeting begins and ends."""
    for key in (event.on, event.end):
        when = event_when(key) if key else None
        if isinstance(when, datetime) and when > now:
            yield when


def _meeting(event: SeenEvent, known: Mapping[str, list[DealEvents]]) -> CalendarChange | None:
    """Return a meeting with people of deals; None where one of those is there at that time."""
    coming = [event.organizer, *(g.address for g in event.guests if g.answer != "DECLINED")]
    by_deal: dict[str, list[str]] = {}
    deals: dict[str, DealEvents] = {}
    for address in dict.fromkeys(filter(None, coming)):
        for deal in known.get(address, ()):
            by_deal.setdefault(deal.handle, []).append(address)
            deals[deal.handle] = deal
    if not deals or any(_has_at(deal, event.on) for deal in deals.values()):
        return None
    first, *others = sorted(deals, key=lambda handle: (-len(by_deal[handle]), handle))
    names = {email.lower(): name or who for who, name, email in deals[first].people}
    return CalendarChange(
        ChangeKind.MEETING,
        event.uid,
        first,
        deals[first].company,
        event.summary,
        there=event.on,
        who=tuple(names[address] for address in by_deal[first]),
        others=tuple(others),
        may_restore=False,
    )


def _has_at(deal: DealEvents, on: str) -> bool:
    return any(event.on == on and event.state != State.CANCELLED for event in deal.events)
