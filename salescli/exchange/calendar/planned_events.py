"""What a calendar should have of each deal, as its own index keeps it; and one event, to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b

from salescli.domain.appointments import Appointment, State, appointments
from salescli.domain.calendar.events import DealEvents, PlannedEvent, event_key
from salescli.domain.deal import Deal, Person
from salescli.domain.process import OURS, Process
from salescli.domain.standing import Standing
from salescli.domain.time.duration import Duration
from salescli.domain.time.moment import day_of
from salescli.exchange.calendar.feed import event_name, event_of, what
from salescli.exchange.calendar.icalendar_file import Event
from salescli.store.cache.row_form import Row
from salescli.store.cache.summary_rows import PEOPLE, TEXTS, form_of

_AHEAD = str(State.AHEAD)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def deal_events(
    deal: Deal, process: Process, standing: Standing, made: dict[str, Event] | None = None
) -> DealEvents:
    """Return all events that a deal ever had; those that are ahead are put into `made` as well."""
    known = appointments(standing.log, {step.id for step in process.steps})
    return DealEvents(
        handle=deal.handle,
        company=deal.company or deal.title or deal.handle,
        is_open=standing.is_open,
        people=tuple(
            (who.handle, who.name, who.email)
            for who in deal.people.values()
            if not _is_ours(who, process)
        ),
        events=tuple(_planned(appointment, deal, process, made) for appointment in known),
        refs=tuple(entry.ref for entry in deal.log if entry.ref),
    )


def _is_ours(who: Person, process: Process) -> bool:
    role = process.role(who.role)
    return role is not None and role.side == OURS


def _planned(
    appointment: Appointment, deal: Deal, process: Process, made: dict[str, Event] | None
) -> PlannedEvent:
    step, state = appointment.step, _state(appointment)
    if state is not State.AHEAD:
        return PlannedEvent(event_name(appointment, deal.handle), event_key(step.on), str(state))
    event = event_of(appointment, deal, process)
    if made is not None:
        made[event.uid] = event
    return PlannedEvent(
        uid=event.uid,
        on=event_key(step.on),
        state=_AHEAD,
        digest=_digest(event),
        what=what(appointment, process.step(step.step)),
        people=step.people,
        agreed=step.agreed,
        changed=event_key(appointment.last.at),
    )


def _state(appointment: Appointment) -> State:
    """Return what became of a next step: on its day, the end of its deal was its outcome."""
    last = appointment.last
    if appointment.state is State.CANCELLED and last.kind == "close":
        return State.HELD if day_of(last.at) >= appointment.step.day else State.CANCELLED
    return appointment.state


def _digest(event: Event) -> str:
    invited = [(person.email, person.name) for person in event.invited]
    length = event.length.total_seconds()
    says = (event.status, event_key(event.on), length, event.summary, event.description, invited)
    return blake2b(repr(says).encode("utf-8", "replace"), digest_size=8).hexdigest()


def event_ahead(uid: str, deal: Deal, process: Process, standing: Standing) -> Event | None:
    """Return an event of a deal by its UID; None where it isn't ahead any more."""
    known = appointments(standing.log, {step.id for step in process.steps})
    for appointment in known:
        if appointment.state is State.AHEAD and event_name(appointment, deal.handle) == uid:
            return event_of(appointment, deal, process)
    return None


def own_event(event: Event, *, organizer: Person | None, alarm: Duration | None) -> Event:
    """Return an event as one's own calendar is to have it.

    It counts its own changes, as the log has them: two machines that have the same log write the
    same event, whatever else either of them did.
    """
    invited, rings = event.invited if organizer else (), _rings(event, alarm)
    return replace(event, organizer=organizer, invited=invited, alarm=rings, is_marked=True)


def _rings(event: Event, alarm: Duration | None) -> timedelta | None:
    """Return how long before an event its calendar rings.

    A day begins at midnight: minutes or hours before that, nobody wants to hear of it.
    """
    if alarm is None or not (isinstance(event.on, datetime) or alarm.unit in ("d", "w")):
        return None
    return timedelta(**{_UNITS[alarm.unit]: alarm.amount})


def _rows(events: Iterable[PlannedEvent]) -> list[Row | str]:
    """Return events as the cache keeps them; of one that is over there is little to know."""
    return [_row(e) if e.state == State.AHEAD else f"{e.state} {e.on} {e.uid}" for e in events]


def _row(e: PlannedEvent) -> Row:
    return [e.uid, e.on, e.digest, e.what, e.people, e.agreed, e.changed]


def _events(rows: Iterable[Row | str]) -> Iterator[PlannedEvent]:
    for row in rows:
        if isinstance(row, str):
            state, on, uid = row.split(" ", 2)
            yield PlannedEvent(uid, on, state)
        else:
            uid, on, digest, name, people, agreed, changed = row
            yield PlannedEvent(uid, on, _AHEAD, digest, name, tuple(people), agreed, changed)


CALENDAR = form_of(
    "events",
    DealEvents,
    {
        "people": PEOPLE,
        "refs": TEXTS,
        "events": (_rows, lambda rows: tuple(_events(rows))),
    },
)
