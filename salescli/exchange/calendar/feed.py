"""The next steps of deals as events of a calendar: all of them as a feed, one as an invitation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from salescli.domain.appointments import Appointment, State, appointments
from salescli.domain.deal import Deal, Person
from salescli.domain.process import Process, Step
from salescli.domain.standing import Standing
from salescli.exchange.calendar.icalendar_file import Event, Status, is_address, uid
from salescli.text.shell_quoting import command

if TYPE_CHECKING:
    from salescli.store.git.deal_changes import DealChanges

USUAL = timedelta(minutes=30)  # of a step that doesn't say how long it takes
_KEPT = timedelta(weeks=4)  # how long a cancelled event is still named, for calendars to drop it


def feed(deal: Deal, process: Process, standing: Standing, today: date) -> Iterator[Event]:
    """Yield the events of one deal: the items of its agenda, and those that were cancelled of late.

    What was held is no next step any more, and is left alone by its silence.
    """
    known = appointments(standing.log, {step.id for step in process.steps})
    ahead = {event_name(one, deal.handle) for one in known if one.state is State.AHEAD}
    for appointment in known:
        state = appointment.state
        if state is State.HELD or (state is State.AHEAD and not standing.is_open):
            continue
        if state is State.CANCELLED and (
            appointment.step.day < _since(today) or event_name(appointment, deal.handle) in ahead
        ):
            continue
        yield event_of(appointment, deal, process)


def _since(today: date) -> date:
    return today - _KEPT if today - date.min > _KEPT else date.min


def event_name(appointment: Appointment, handle: str) -> str:
    """Return what the event of an appointment is called for good.

    It is made of the deal's handle and of how the next step was first named, and when; where one of
    these was changed since, the file has the name as it was.
    """
    begun, at = appointment.begun, appointment.first.at.timestamp()
    return begun.uid or uid("deals", handle, at, begun.step, begun.what, appointment.number)


def event_of(appointment: Appointment, deal: Deal, process: Process) -> Event:
    """Return an appointment as the event of one's own calendar, with how to go about it."""
    step = process.step(appointment.step.step)
    status: Status = "CONFIRMED" if appointment.step.agreed else "TENTATIVE"
    return Event(
        uid=event_name(appointment, deal.handle),
        sequence=appointment.sequence,
        made=appointment.first.at,
        changed=appointment.last.at,
        status="CANCELLED" if appointment.state is State.CANCELLED else status,
        on=appointment.step.on,
        length=_length(step),
        summary=f"{deal.company or deal.title or deal.handle}: {what(appointment, step)}",
        description="\n\n".join(_lines(appointment, deal, step)),
        invited=tuple(person for person in _people(appointment, deal) if is_address(person.email)),
    )


def invitation(appointment: Appointment, deal: Deal, process: Process, organizer: Person) -> Event:
    """Return an appointment as it is put to the people who are to be there.

    It says what is to come of it, and nothing of how we go about it.
    """
    own = event_of(appointment, deal, process)
    step = process.step(appointment.step.step)
    status: Status = "CANCELLED" if own.status == "CANCELLED" else "CONFIRMED"
    return replace(
        own,
        status=status,
        summary=what(appointment, step),
        description=appointment.step.goal,
        organizer=organizer,
    )


def numbered(event: Event, changes: DealChanges, organizer: Person | None) -> Event:
    """Return an event with the number and the time of its deal's changes, which never fall.

    Where nobody counts them, the time of its file does. Guests are named where there is somebody
    who asks them (RFC 5545, 3.8.4.3).
    """
    from salescli.store.git.deal_changes import seconds

    return replace(
        event,
        sequence=changes.number or seconds(changes.at) + event.sequence,
        changed=max(event.changed, changes.at),
        organizer=organizer,
        invited=event.invited if organizer else (),
    )


def what(appointment: Appointment, step: Step | None) -> str:
    """Return what an appointment is called."""
    return appointment.step.what or (step.title if step else "") or appointment.step.step


def _length(step: Step | None) -> timedelta:
    minutes = step.takes.minutes if step is not None and step.takes is not None else None
    return USUAL if minutes is None else timedelta(minutes=minutes)


def _lines(appointment: Appointment, deal: Deal, step: Step | None) -> Iterator[str]:
    if appointment.step.goal:
        yield f"Goal: {appointment.step.goal}"
    people = [_spoken(person) for person in _people(appointment, deal)]
    if people:
        yield f"With {', '.join(people)}"
    if step is not None and step.how.strip():
        yield step.how.strip("\n")
    yield command("log", deal.handle, appointment.step.step)


def _people(appointment: Appointment, deal: Deal) -> list[Person]:
    return [deal.people.get(handle, Person(handle)) for handle in appointment.step.people]


def _spoken(person: Person) -> str:
    name = person.name or person.handle
    return f"{name} ({person.role})" if person.role else name
