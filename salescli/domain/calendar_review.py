"""What a folder of events, the book and what was last written come to: what to write, what to ask.

Pure. What is asked changes nothing by itself, and what is asked about is not written over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from salescli.domain.appointments import State
from salescli.domain.calendar_changes import CalendarChange, Kind, Side, changed_side
from salescli.domain.calendar_events import (
    DealEvents,
    PlannedEvent,
    SeenEvent,
    is_ours,
    when_of,
)
from salescli.domain.time.moment import day_of

_AHEAD = timedelta(days=90)  # how far ahead a meeting of others is asked about
_BEHIND = timedelta(days=14)  # how long ago one may have been that is to be logged
_ASKED = {Side.THERE: Kind.MOVED, Side.BOTH: Kind.BOTH, Side.GONE: Kind.DELETED}


@dataclass(slots=True)
class CalendarReview:
    """The events to write and to delete, by UID; those to forget; what there is to ask."""

    write: list[str] = field(default_factory=list)
    delete: list[str] = field(default_factory=list)
    forget: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)  # of others, as the book has them
    changes: list[CalendarChange] = field(default_factory=list)
    passed: list[CalendarChange] = field(default_factory=list)  # meetings that were not logged


@dataclass(frozen=True, slots=True)
class CalendarSides:
    """All that a review goes by.

    `written` has the key of each event's start as it was last written, `current` the UIDs of those
    that are as the book has them. `unreadable` are the deals of which nothing is known now,
    `dismissed` the refs of what isn't asked about again, `own` our own addresses.
    """

    deals: tuple[DealEvents, ...]
    seen: Mapping[str, SeenEvent]
    written: Mapping[str, tuple[str, str]]
    current: Collection[str]
    unreadable: Collection[str]
    dismissed: Collection[str]
    own: Collection[str]
    now: datetime


def review_calendar(sides: CalendarSides) -> CalendarReview:
    """Return what the three sides come to."""
    review = CalendarReview()
    planned = {event.uid: (deal, event) for deal in sides.deals for event in deal.events}
    for uid, (deal, event) in planned.items():
        if event.state == State.AHEAD and deal.is_open:
            _ahead(review, sides, deal, event)
        else:
            _ended(review, sides, uid, deal.handle, (deal, event))
    for uid, (handle, _) in sides.written.items():
        if uid not in planned and handle not in sides.unreadable:
            _ended(review, sides, uid, handle, None)
    for seen, change in _meetings(sides, planned.keys()):
        if _is_ahead(seen, sides.now):
            review.changes.append(change)
        elif _has_passed(seen, sides.now):
            review.passed.append(change)
    review.changes.sort(key=_urgency)
    return review


_FIRST = (Kind.DECLINED, Kind.CANCELLED, Kind.DELETED, Kind.BOTH, Kind.MOVED, Kind.MEETING)


def _urgency(change: CalendarChange) -> tuple[int, str, str]:
    place = _FIRST.index(change.kind) if change.kind in _FIRST else len(_FIRST)
    return place, change.there or change.here, change.deal


def _last(sides: CalendarSides, uid: str) -> str | None:
    known = sides.written.get(uid)
    return known[1] if known and known[1] else None


def _ahead(
    review: CalendarReview, sides: CalendarSides, deal: DealEvents, event: PlannedEvent
) -> None:
    there, ours = sides.seen.get(event.uid), is_ours(event.uid)
    if there is not None and there.is_off:
        there = None
    last = _last(sides, event.uid)
    side = changed_side(event.on, there, last)
    if side in _ASKED:
        review.changes.append(_asked(_ASKED[side], deal, event, there, ours=ours))
    elif not ours:
        if side is Side.HERE and there is not None:
            review.changes.append(_asked(Kind.MOVED, deal, event, there, ours=False))
        elif there is not None and last != event.on:
            review.found.append(event.uid)
    elif side is Side.HERE or (side is Side.NOWHERE and event.uid not in sides.current):
        review.write.append(event.uid)
    if there is not None and side in (Side.NOWHERE, Side.HERE):
        review.changes += _answers(sides, deal, event, there)


def _asked(
    kind: Kind, deal: DealEvents, event: PlannedEvent, there: SeenEvent | None, *, ours: bool
) -> CalendarChange:
    return CalendarChange(
        kind,
        event.uid,
        deal.handle,
        deal.company,
        event.what,
        here=event.on,
        there=there.on if there else "",
        may_restore=ours,
    )


def _answers(
    sides: CalendarSides, deal: DealEvents, event: PlannedEvent, there: SeenEvent
) -> Iterator[CalendarChange]:
    """Yield what the guests of an event answered, where it stands as they were asked."""
    if there.on != event.on:
        return
    names = {email.lower(): name or handle for handle, name, email in deal.people if email}
    for kind in (Kind.DECLINED, Kind.ACCEPTED):
        who = [guest.address for guest in there.guests if guest.answer == kind.upper()]
        who = [address for address in who if address in names]
        if not who or (kind is Kind.ACCEPTED and event.agreed):
            continue
        change = CalendarChange(
            kind,
            event.uid,
            deal.handle,
            deal.company,
            event.what,
            here=event.on,
            there=there.on,
            who=tuple(names[address] for address in who),
            at=there.stamp,
        )
        if answer_ref(change) not in sides.dismissed:
            yield change


def answer_ref(change: CalendarChange) -> str:
    """Return the ref by which a change is dismissed."""
    if change.kind is Kind.MEETING:
        return f"uid:{change.uid}"
    return f"uid:{change.uid}/{change.kind}/{change.there}/{','.join(change.who)}"


def _ended(
    review: CalendarReview,
    sides: CalendarSides,
    uid: str,
    handle: str,
    planned: tuple[DealEvents, PlannedEvent] | None,
) -> None:
    """Settle an event whose next step isn't ahead any more: what took place stays as it is."""
    there = sides.seen.get(uid)
    known = sides.written.get(uid)
    last = _last(sides, uid) or (there.written if there else "")
    is_held = planned is not None and planned[1].state == State.HELD
    if there is None or is_held or not is_ours(uid) or not last:
        if known is not None and (known[1] or planned is None):
            review.forget.append(uid)
        return
    if there.on not in (last, there.written):
        deal, event = planned or (None, None)
        review.changes.append(
            CalendarChange(
                Kind.CANCELLED,
                uid,
                handle,
                deal.company if deal else handle,
                event.what if event else there.summary,
                here="",
                there=there.on,
            )
        )
    else:
        review.delete.append(uid)


def _meetings(
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
        if event.uid in planned or event.written or event.is_off or not event.uid:
            continue
        change = None if f"uid:{event.uid}" in settled else _meeting(event, known)
        if change is not None:
            yield event, change


def _has_passed(event: SeenEvent, now: datetime) -> bool:
    """Return whether a meeting is over, and not for long: of a series nobody knows which one is."""
    end = when_of(event.end or event.on)
    over = end <= now if isinstance(end, datetime) else end < day_of(now)
    return over and not event.repeats and day_of(now) - day_of(when_of(event.on)) <= _BEHIND


def _is_ahead(event: SeenEvent, now: datetime) -> bool:
    on = when_of(event.on)
    begins = on > now if isinstance(on, datetime) else on >= day_of(now)
    return begins and day_of(on) - day_of(now) <= _AHEAD


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
        Kind.MEETING,
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


def passing_times(changes: Iterable[CalendarChange]) -> Iterator[datetime]:
    """Yield the times at which some changes are to be asked about no more."""
    for change in changes:
        on = when_of(change.there) if change.kind is Kind.MEETING else None
        if isinstance(on, datetime):
            yield on
