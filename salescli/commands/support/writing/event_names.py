"""What a next step is called in calendars, kept where what it is called after is changed."""

from __future__ import annotations

from dataclasses import replace

from salescli.commands.support.subject import Subject
from salescli.domain.appointments import State, appointments
from salescli.domain.deal import Entry
from salescli.exchange.calendar.feed import event_name


def with_event_names(about: Subject, entry: Entry, changed: Entry | None = None) -> Entry:
    """Return an entry, or what it was `changed` to, whose next steps keep what they are called.

    `about` is the deal in which the entry stands as it is. What was held is no event any more, but
    for the first one, which the events of a plan are called after.
    """
    known = appointments(about.standing.log, {step.id for step in about.process.steps})
    names = {
        one.place: event_name(one, about.deal.handle)
        for number, one in enumerate(known)
        if one.first == entry and (one.state is not State.HELD or not number)
    }
    after = entry if changed is None else changed
    nexts = (replace(one, uid=names.get(n, one.uid)) for n, one in enumerate(after.nexts))
    return replace(after, nexts=tuple(nexts))
