"""The answers to what came back from the calendar: taken into the deal, or left as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from salescli.commands.calendar.folder_update import update_folder
from salescli.commands.support.session import Session, me
from salescli.commands.support.subject import Subject, must_be_open
from salescli.commands.support.which_deal.find_deal import open_subject
from salescli.commands.support.writing.agenda_items import item_name, show_agenda
from salescli.commands.support.writing.opening import with_entries
from salescli.commands.support.writing.report_commit import record, report_commit, show_written
from salescli.commands.support.writing.under_lock import Addition
from salescli.domain.appointments import Appointment, State, appointments
from salescli.domain.calendar.changes import CalendarChange, ChangeKind
from salescli.domain.calendar.events import event_key, event_when
from salescli.domain.calendar.review import answer_ref
from salescli.domain.deal import Entry, NextStep
from salescli.domain.standing import AgendaItem
from salescli.domain.time.moment import day_of, local
from salescli.errors import UsageError
from salescli.exchange.calendar.feed import event_name
from salescli.exchange.calendar.written_events import WrittenEvent
from salescli.store.dismissed import dismiss
from salescli.store.transaction import transaction
from salescli.text.shell_quoting import command
from salescli.text.wording import listed, when_text

_DELETED = "Deleted in the calendar"


def take(session: Session, change: CalendarChange, deal: str = "") -> None:
    """Take what came back into its deal, or into another one. Raises SalescliError."""
    match change.kind:
        case ChangeKind.DELETED:
            _cancel(session, change)
        case ChangeKind.DECLINED:
            _move(session, change)
        case _:
            _schedule(session, change, deal or change.deal)


def leave(session: Session, change: CalendarChange) -> None:
    """Leave the deal as it is: the event is put back, or isn't asked about again.

    Raises SalescliError.
    """
    if change.kind in (ChangeKind.MEETING, ChangeKind.ACCEPTED, ChangeKind.DECLINED):
        with transaction(session.book) as writes:
            dismiss(writes, session.book.root, filter(None, (answer_ref(change), change.ref)))
            report_commit(
                writes.finish(f"{change.deal}: {change.what} in the calendar: nothing to do")
            )
        show_written(change.deal, f"{change.what or 'the event'} isn't asked about again")
        return
    if not change.may_be_left:
        raise UsageError(
            "only the organizer of this event can move it",
            fix=f"{command('calendar', change.deal, flags='--take')}   takes it as it is",
        )

    def settle(written: dict[str, WrittenEvent]) -> None:
        known = written.get(change.uid) or WrittenEvent(change.deal, "")
        written[change.uid] = replace(known, on=change.there)

    state = update_folder(session, settle)
    if not state.trouble:
        done = (
            "is deleted there"
            if change.kind is ChangeKind.CANCELLED
            else "is back in your calendar"
        )
        show_written(change.deal, f"{change.what} {done}")


def _schedule(session: Session, change: CalendarChange, handle: str) -> None:
    """Log what came back as the next step that it is now."""
    open_subject(session, handle)

    def decide(about: Subject) -> Addition:
        must_be_open(about)
        following, note = _following(about, change)
        by, nexts = me(session), (following,)
        entry = Entry(session.now, "schedule", by=by, nexts=nexts, note=note, ref=change.ref)
        _check_moved(about, entry, change)
        return Addition([entry])

    done = record(session, handle, decide)
    says = "confirmed" if change.kind is ChangeKind.ACCEPTED else "scheduled"
    show_agenda(says, done.subject, session)


def _following(about: Subject, change: CalendarChange) -> tuple[NextStep, str]:
    """Return the next step, and what is noted about it. Raises UsageError where it is gone."""
    if change.kind is ChangeKind.MEETING:
        names = {person.name or handle: handle for handle, person in about.deal.people.items()}
        people = tuple(names[name] for name in change.who if name in names)
        on, what = event_when(change.there), change.what or "Meeting"
        return NextStep(on, what=what, people=people, agreed=True, uid=change.uid), ""
    appointment = _known(about, change)
    if change.kind is ChangeKind.ACCEPTED:
        at = local(datetime.fromisoformat(change.at)) if change.at else None
        day = f" on {when_text(day_of(at))}" if at else ""
        return replace(appointment.step, agreed=True), f"{listed(change.who)} accepted{day}."
    on = event_when(change.there)
    if appointment.state is not State.AHEAD:
        return replace(appointment.step, on=on, agreed=False, uid=change.uid), ""
    return replace(appointment.step, on=on, agreed=False), ""


def _known(about: Subject, change: CalendarChange) -> Appointment:
    """Return the next step whose event it is. Raises UsageError where it was changed meanwhile."""
    wanted = State.CANCELLED if change.kind is ChangeKind.CANCELLED else State.AHEAD
    for appointment in _appointments(about):
        if event_name(appointment, about.deal.handle) == change.uid and appointment.state is wanted:
            return appointment
    raise _changed(about)


def _appointments(about: Subject) -> tuple[Appointment, ...]:
    return appointments(about.standing.log, {step.id for step in about.process.steps})


def _changed(about: Subject) -> UsageError:
    handle = about.deal.handle
    return UsageError(
        f"{handle} was changed meanwhile; nothing was changed",
        fix="salescli calendar   shows what there is now",
    )


def _check_moved(about: Subject, entry: Entry, change: CalendarChange) -> None:
    """Raise UsageError where the entry would touch another next step of the same words."""
    after = with_entries(about, [entry])
    ahead = (one for one in _appointments(after) if one.state is State.AHEAD)
    mine = [one for one in ahead if event_name(one, about.deal.handle) == change.uid]
    if not any(event_key(one.step.on) == change.there for one in mine):
        raise UsageError(
            f"the agenda of {about.deal.handle} has another next step of these words",
            fix=command("schedule", about.deal.handle, flags="--instead ITEM --on DATE"),
        )


def _item(about: Subject, change: CalendarChange) -> AgendaItem:
    serial = _known(about, change).serial
    return next(item for item in about.standing.agenda if item.serial == serial)


def _cancel(session: Session, change: CalendarChange) -> None:
    from salescli.commands.cancel import cancel
    from salescli.flags.day.cancel import CancelFlags

    about = open_subject(session, change.deal)
    agenda = about.standing.agenda
    name, keep = item_name(_item(about, change), agenda), len(agenda) > 1
    flags = CancelFlags(change.deal, name, _DELETED, keep=keep, book=session.book.root)
    cancel(flags)


def _move(session: Session, change: CalendarChange) -> None:
    from salescli.commands.schedule import schedule
    from salescli.flags.day.schedule import ScheduleFlags
    from salescli.flags.support.own_next_step import OwnNextFlags

    step = _item(open_subject(session, change.deal), change).next
    following = OwnNextFlags(step=step.step or None, what=step.what)
    schedule(ScheduleFlags(change.deal, following=following, book=session.book.root))
