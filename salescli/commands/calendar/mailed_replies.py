"""Replies to our invitations that came by mail: what they say of next steps that are ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from salescli.commands.support.reading.captured_waiting import waiting_replies
from salescli.commands.support.session import Session
from salescli.domain.appointments import State
from salescli.domain.calendar.changes import CalendarChange, ChangeKind
from salescli.domain.calendar.events import DealEvents, PlannedEvent, event_key
from salescli.domain.incoming.captured import Captured
from salescli.store.captured import has_captured


def with_replies(session: Session, changes: Iterable[CalendarChange]) -> list[CalendarChange]:
    """Return what came back from the calendar with what came by mail, each answer once."""
    mailed = list(_replies(session)) if has_captured(session.book.root) else []
    known = {(change.kind, change.uid) for change in mailed}
    others = [change for change in changes if (change.kind, change.uid) not in known]
    declined = [change for change in mailed if change.kind is ChangeKind.DECLINED]
    return [*declined, *others, *(change for change in mailed if change not in declined)]


def _replies(session: Session) -> Iterator[CalendarChange]:
    """Yield the last answer of each guest to a next step as it is now."""
    last: dict[tuple[str, str], Captured] = {}
    for reply in waiting_replies(session):
        uid = next((ref[4:] for ref in reply.threads if ref.startswith("uid:")), "")
        last[uid, reply.people[0].address.lower() if reply.people else ""] = reply
    if not last:
        return
    from salescli.commands.calendar.all_events import deal_events_of

    deals, _ = deal_events_of(session)
    planned = {event.uid: (deal, event) for deal in deals for event in deal.events}
    for (uid, address), reply in last.items():
        if uid in planned:
            deal, event = planned[uid]
            change = _change(deal, event, reply, address)
            if change is not None:
                yield change


def _change(
    deal: DealEvents, event: PlannedEvent, reply: Captured, address: str
) -> CalendarChange | None:
    """Return what a reply asks for; None where it is settled, or answers an earlier time."""
    kind = ChangeKind(reply.answer)
    is_late = reply.at < datetime.fromisoformat(event.changed)
    is_late |= f"uid:{event.uid}/{event.on}" not in reply.threads
    if event.state != State.AHEAD or is_late or (kind is ChangeKind.ACCEPTED and event.agreed):
        return None
    names = {email.lower(): name or handle for handle, name, email in deal.people if email}
    return CalendarChange(
        kind,
        event.uid,
        deal.handle,
        deal.company,
        event.what,
        here=event.on,
        there=event.on,
        who=(names.get(address) or reply.who,),
        at=event_key(reply.at),
        ref=reply.ref,
    )
