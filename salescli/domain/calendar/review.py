"""What a folder of events, the book and what was last written come to: what to write, what to ask.

Pure. What is asked changes nothing by itself, and what is asked about is not written over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from salescli.domain.appointments import State
from salescli.domain.calendar.changes import CalendarChange, ChangeKind, EventSide, changed_side
from salescli.domain.calendar.events import DealEvents, PlannedEvent, SeenEvent, is_ours, series_uid
from salescli.domain.calendar.meetings import has_passed, is_ahead, turns_of, unknown_meetings
from salescli.domain.calendar.sides import CalendarSides

_ASKED = {
    EventSide.THERE: ChangeKind.MOVED,
    EventSide.BOTH: ChangeKind.BOTH,
    EventSide.GONE: ChangeKind.DELETED,
}


@dataclass(slots=True)
class CalendarReview:
    """The events to write and to delete, by UID; those to forget; what there is to ask."""

    write: list[str] = field(default_factory=list)
    delete: list[str] = field(default_factory=list)
    forget: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)  # of others, as the book has them
    changes: list[CalendarChange] = field(default_factory=list)
    passed: list[CalendarChange] = field(default_factory=list)  # meetings that were not logged
    turns: list[datetime] = field(default_factory=list)  # times that make another review of it


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
        if uid not in planned and not sides.unreadable:  # it may be of one of those
            _ended(review, sides, uid, handle, None)
    for seen, change in unknown_meetings(sides, planned.keys()):
        review.turns += turns_of(seen, sides.now)
        if is_ahead(seen, sides.now):
            review.changes.append(change)
        elif has_passed(seen, sides.now):
            review.passed.append(change)
    review.changes.sort(key=_urgency)
    return review


_FIRST = (
    ChangeKind.DECLINED,
    ChangeKind.CANCELLED,
    ChangeKind.DELETED,
    ChangeKind.BOTH,
    ChangeKind.MOVED,
    ChangeKind.MEETING,
)


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
        if side is EventSide.HERE and there is not None:
            review.changes.append(_asked(ChangeKind.MOVED, deal, event, there, ours=False))
        elif there is not None and last != event.on:
            review.found.append(event.uid)
    elif side is EventSide.HERE or (side is EventSide.NOWHERE and event.uid not in sides.current):
        review.write.append(event.uid)
    if there is not None and side in (EventSide.NOWHERE, EventSide.HERE):
        review.changes += _answers(sides, deal, event, there)


def _asked(
    kind: ChangeKind, deal: DealEvents, event: PlannedEvent, there: SeenEvent | None, *, ours: bool
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
    for kind in (ChangeKind.DECLINED, ChangeKind.ACCEPTED):
        who = [guest.address for guest in there.guests if guest.answer == kind.upper()]
        who = [address for address in who if address in names]
        if not who or (kind is ChangeKind.ACCEPTED and event.agreed):
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
    if change.kind is ChangeKind.MEETING:
        return f"uid:{series_uid(change.uid)}"
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
                ChangeKind.CANCELLED,
                uid,
                handle,
                deal.company if deal else handle,
                (event.what if event else "") or there.summary,
                here="",
                there=there.on,
            )
        )
    else:
        review.delete.append(uid)
