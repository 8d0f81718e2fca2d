"""`export ics` and `invite`: next steps as events, for a calendar of ours or of the buyer's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from salescli.commands.support.output_file import write_output
from salescli.commands.support.reading.load_deals import DONE, FINDINGS, load_deals
from salescli.commands.support.reading.organizer import ChangeCount, known_organizer, organizer
from salescli.commands.support.session import Session, open_session
from salescli.commands.support.subject import Subject
from salescli.commands.support.which_deal.find_deal import subject
from salescli.commands.support.writing.agenda_items import find_item, is_called, item_name
from salescli.domain.appointments import Appointment, State, appointments
from salescli.domain.calendar.events import is_ours
from salescli.domain.deal import Person
from salescli.domain.finding import Finding
from salescli.domain.standing import AgendaItem
from salescli.errors import NotFoundError, UsageError
from salescli.exchange.calendar.feed import event_name, feed, invitation, numbered
from salescli.exchange.calendar.icalendar_file import Event, calendar_lines, is_address
from salescli.flags.deals.invite import InviteFlags
from salescli.flags.keeping.export.ics import ExportIcsFlags
from salescli.text.shell_quoting import command, word
from salescli.text.wording import count, echo
from salescli.views.phrases import local_when
from salescli.views.render.output import warn

_FEED = "Next steps"


def export_ics(flags: ExportIcsFlags) -> int:
    """Give out the feed of all next steps; the exit code. Raises SalescliError."""
    session = open_session(flags.book)
    made = _Feed(session)
    write_output(calendar_lines(made.events(), name=_FEED), flags.output, made.says)
    return FINDINGS if made.lacks_some else DONE


class _Feed:
    """The events of the book, counted as they are made."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._counts: Counter[bool] = Counter()  # by whether they were cancelled
        self.lacks_some = False

    def events(self) -> Iterator[Event]:
        """Yield the events of each deal. One whose file can't be read is named in a warning."""
        changes, sender = ChangeCount(self._session), known_organizer(self._session)
        for one in load_deals(self._session):
            if isinstance(one, Finding):
                warn(f"{one.file}:{one.line}: {one.message}; what was planned in it is left out")
                self.lacks_some = True
                continue
            number = changes.of(one.deal.handle)
            for event in feed(one.deal, one.process, one.standing, self._session.today):
                self._counts[event.status == "CANCELLED"] += 1
                yield numbered(event, number, sender)

    def says(self) -> str:
        """Return what the calendar holds."""
        also = f" and {count(self._counts[True], 'cancelled one')}" if self._counts[True] else ""
        return f"A calendar of {count(self._counts[False], 'next step')}{also}"


def invite(flags: InviteFlags) -> None:
    """Give out the invitation to a deal's next step, or what takes the last one back.

    Raises SalescliError.
    """
    session, cancel = open_session(flags.book), flags.cancel
    about = subject(session, flags.deal)
    one = _cancelled(about, flags.item) if cancel else _ahead(about, flags.item, session)
    _check_ours(about, one)
    guests = _guests(about, one)
    changes = ChangeCount(session, about.deal.handle).of(about.deal.handle)
    # A message to others is stamped with when it was made (RFC 5545, 3.8.7.2).
    changes = replace(changes, at=max(changes.at, session.now))
    inviting = _organizer(session, flags.sender)
    event = numbered(invitation(one, about.deal, about.process, inviting), changes, inviting)
    text = calendar_lines([event], method="CANCEL" if cancel else "REQUEST")
    when = local_when(one.step.on)
    says = f"{about.deal.handle}: the {'cancellation' if cancel else 'invitation'} of {when}"
    write_output(
        text,
        flags.output,
        lambda: says,
        f"Send it to {', '.join(person.email for person in guests)}",
    )


def _check_ours(about: Subject, appointment: Appointment) -> None:
    """Raise UsageError for a meeting that others invited to, and that is theirs to call off."""
    if not is_ours(event_name(appointment, about.deal.handle)):
        raise UsageError(
            "they invited you to this meeting: it is in your calendar already",
            fix=command("schedule", about.deal.handle, flags="--on DATE") + "   when it moved",
        )


def _ahead(about: Subject, name: str, session: Session) -> Appointment:
    handle, agenda = about.deal.handle, about.standing.agenda
    item = _item(about, name) if agenda else None
    if item is None:
        raise UsageError(
            f"{handle} has no next step to invite anybody to",
            fix=command("schedule", handle, flags="--next STEP --on DATE --with PERSON")
            if about.standing.is_open
            else f"{command('invite', handle, flags='--cancel')}   takes the last one back",
        )
    if item.next.day < session.today:
        which = f"--next {word(item_name(item, agenda))} " if len(agenda) > 1 else ""
        raise UsageError(
            f"the next step was due {echo(item.next.day, session.today)}",
            fix=command("schedule", handle, flags=f"{which}--on DATE"),
        )
    return next(one for one in _appointments(about) if one.serial == item.serial)


def _item(about: Subject, name: str) -> AgendaItem:
    """Return the item that is named, else the first one. Raises SalescliError."""
    return find_item(name, about) if name else about.standing.agenda[0]


def _appointments(about: Subject) -> tuple[Appointment, ...]:
    return appointments(about.standing.log, {step.id for step in about.process.steps})


def _cancelled(about: Subject, name: str) -> Appointment:
    cancelled = [one for one in _appointments(about) if one.state is State.CANCELLED]
    wanted = [one for one in cancelled if not name or is_called(name, one.step, about)]
    last = max(wanted, key=lambda item: item.last.at, default=None)
    if last is None:
        what = f"'{name}'" if name else "nothing"
        raise NotFoundError(
            f"{what} of {about.deal.handle} was {'not ' * bool(name)}cancelled",
            fix="a next step is, when another one takes its place or the deal ends",
        )
    return last


def _guests(about: Subject, appointment: Appointment) -> list[Person]:
    handle = about.deal.handle
    people = [about.deal.people.get(who, Person(who)) for who in appointment.step.people]
    if not people:
        raise UsageError(
            "nobody is named for the next step",
            fix=command("schedule", handle, flags="--on DATE --with PERSON"),
        )
    guests = [person for person in people if is_address(person.email)]
    without = [person.handle for person in people if person not in guests]
    fix = command("person", handle, without[0], flags="--email ADDRESS") if without else ""
    if not guests:
        raise UsageError(f"no email address of {', '.join(without)} is known", fix=fix)
    if without:
        warn(f"left out, without an email address: {', '.join(without)}\n  {fix}")
    return guests


def _organizer(session: Session, sender: str) -> Person:
    """Who invites. Raises UsageError where their address is not known."""
    person = organizer(session, sender)
    if not is_address(person.email):
        says = f"'{person.email}' is no email address" if person.email else ""
        raise UsageError(
            says or "your email address is not known",
            fix='--from you@example.com   or, in salescli.toml: email = "you@example.com"',
        )
    return person
