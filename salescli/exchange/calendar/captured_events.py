"""What a calendar file of others is once captured: a reply to an invitation, or a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from salescli.domain.calendar.events import SeenEvent, event_when, is_ours
from salescli.domain.incoming.addresses import Ours
from salescli.domain.incoming.captured import Captured, Form, Party
from salescli.domain.time.moment import local
from salescli.exchange.calendar.read_events import read_events

ANSWERS = ("ACCEPTED", "DECLINED")


def reply_in(data: bytes) -> tuple[SeenEvent, Party, str] | None:
    """Return the event of ours that a file answers, who answered, and what; None for no reply."""
    for event in read_events(data):
        if event.method == "REPLY" and is_ours(event.uid):
            for guest in event.guests:
                if guest.answer in ANSWERS:
                    return event, Party(guest.address, guest.name), guest.answer.lower()
    return None


def answered_refs(event: SeenEvent) -> tuple[str, str]:
    """Return the refs of what a reply answers: the event, and the event at that time."""
    return f"uid:{event.uid}", f"uid:{event.uid}/{event.on}"


def captured_events(data: bytes, us: Ours, now: datetime, source: str = "") -> Iterator[Captured]:
    """Yield what a calendar file has in it: a reply to an invitation of ours, or a past meeting."""
    answered = reply_in(data)
    if answered is not None:
        event, who, answer = answered
        at = event_when(event.stamp) if event.stamp else now
        yield Captured(
            ref=f"uid:{event.uid}/{answer}/{who.address}/{event.stamp}",
            at=min(at, now) if isinstance(at, datetime) else now,
            kind="email",
            form=Form.REPLY,
            people=(who,),
            subject=event.summary,
            threads=answered_refs(event),
            source=source,
            answer=answer,
        )
        return
    for event in read_events(data):
        if event.uid and not event.is_off and _start(event) <= now:
            yield captured_meeting(event, us, source)


def captured_meeting(event: SeenEvent, us: Ours, source: str = "") -> Captured:
    """Return a meeting that took place as the encounter that it was."""
    names = {guest.address: guest.name for guest in event.guests}
    parties = (Party(who, names.get(who, "")) for who in dict.fromkeys((event.organizer, *names)))
    return Captured(
        ref=f"uid:{event.uid}",
        at=_start(event),
        kind="meeting",
        form=Form.EVENT,
        people=tuple(party for party in parties if party.address and not us.has(party)),
        subject=event.summary,
        source=source,
    )


def _start(event: SeenEvent) -> datetime:
    on = event_when(event.on)
    return on if isinstance(on, datetime) else local(datetime.combine(on, time(12)))
