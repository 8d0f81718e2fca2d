"""The deal as it is under the book's lock, and what was decided about it before, held against it.

A command that needs no questions decides here, on what is read under the lock. What was asked in
a terminal was decided on the deal as it was then: it is written where it still holds, and refused
with what has changed where it doesn't.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject, must_be_closed, must_be_open, subject_of
from salescli.domain.deal import Entry, Person
from salescli.errors import NotFoundError, SalescliError, UsageError
from salescli.store.deal_loader import read_page
from salescli.store.process_loader import ProcessLoader
from salescli.text.shell_quoting import command, word

ANY_TIME = ("note", "change")  # kinds of entries that a closed deal takes, too


@dataclass(frozen=True, slots=True, repr=False)
class Addition:
    """What a command adds to a deal: entries of its log, and people."""

    entries: Sequence[Entry]
    people: Sequence[Person] = ()


Decide = Callable[[Subject], Addition]


def renewed(session: Session) -> Session:
    """Return the session with its processes to be read again."""
    return replace(session, loader=ProcessLoader(session.book))


def reread(session: Session, handle: str) -> Subject:
    """Return a deal that was read before, as it is now.

    Raises SalescliError where it is gone, or can't be read any more.
    """
    check_there(session, handle)
    page = read_page(session.book, ProcessLoader(session.book), handle)
    if page.deal is None:
        fault = page.faults[0]
        raise SalescliError(f"{fault.file}:{fault.line}: {fault.message}", fix=fault.fix)
    return subject_of(page, page.deal)


def check_there(session: Session, handle: str) -> None:
    """Raise NotFoundError where a deal that was read before has no file any more."""
    if not session.book.deal_path(handle).exists():
        raise NotFoundError(
            f"there is no deal '{handle}' any more; nothing was changed",
            fix="salescli list   shows the open ones (--all: closed ones too)",
        )


def stamped(entries: Iterable[Entry], now: Subject, session: Session) -> list[Entry]:
    """Return entries of which none that happens now stands before what is in the log.

    Another machine's clock may be ahead of ours. An entry with a time of its own keeps it.
    """
    last = max((entry.at for entry in now.deal.log), default=session.now)
    at = max(last, session.now)
    return [replace(one, at=at) if one.at == session.now else one for one in entries]


def as_typed(seen: Subject, entries: Sequence[Entry], people: Sequence[Person] = ()) -> Decide:
    """Return what decides on entries that were typed about a deal as it was `seen`.

    It raises SalescliError where the deal has changed so that they don't hold any more.
    """

    def decide(now: Subject) -> Addition:
        """Return the entries where they still hold of the deal as it is now."""
        from salescli.domain.diff.process_diff import compare_processes

        other_process = compare_processes(seen.process, now.process)
        if now.deal == seen.deal and not other_process:
            return Addition(entries, people)
        for entry in entries:
            _check_status(entry, seen, now)
            check_unskipped(entry.steps if entry.kind == "skip" else (), now)
            _check_people(entry, seen, now)
            if other_process:
                _check_declared(entry, now)
        return Addition(entries, [one for one in people if not _is_known(one, now)])

    return decide


def check_unskipped(steps: Iterable[str], about: Subject) -> None:
    """Raise UsageError where one of the steps is skipped already."""
    for step in steps:
        if step in about.standing.trace.skipped:
            handle = about.deal.handle
            raise UsageError(f"'{step}' is skipped already", fix=command("show", handle))


def other_agenda(now: Subject) -> UsageError:
    """Return what to say where the agenda is another one than what was typed depends on."""
    handle = now.deal.handle
    steps = [item.next for item in now.standing.agenda]
    shown = ", ".join(f"{one.step or one.what} on {arguments.written(one.on)}" for one in steps)
    what = f"on its agenda is now {shown}" if shown else "nothing is on its agenda now"
    message = f"{handle} was changed meanwhile: {what}; nothing was changed"
    return UsageError(message, fix=f"{command('show', handle)}   shows it")


def _check_status(entry: Entry, seen: Subject, now: Subject) -> None:
    if entry.kind in ANY_TIME:
        return
    if seen.standing.is_open:
        must_be_open(now)
    else:
        must_be_closed(now)


def _check_people(entry: Entry, seen: Subject, now: Subject) -> None:
    """Raise UsageError where somebody whom the entry names was removed from the deal."""
    ahead = (handle for item in entry.nexts for handle in item.people)
    for handle in (*entry.people, *ahead, *filter(None, (entry.said_by,))):
        if handle in seen.deal.people and handle not in now.deal.people:
            who = seen.deal.people[handle].name
            deal = now.deal.handle
            raise UsageError(
                f"'{handle}' was removed from {deal} meanwhile; nothing was changed",
                fix=command("person", deal, handle, flags=f"--name {word(who)}"),
            )


def _is_known(person: Person, now: Subject) -> bool:
    """Return whether a new person is in the deal by now. Raises UsageError for somebody else."""
    known = now.deal.people.get(person.handle)
    if known is None or known == person:
        return known is not None
    raise taken(person.handle, now)


def taken(handle: str, now: Subject) -> UsageError:
    """Return what to say where a person's handle was free, and is somebody else's by now."""
    deal, known = now.deal.handle, now.deal.people[handle]
    return UsageError(
        f"'{handle}' is {known.name or 'somebody'} in {deal} by now; nothing was changed",
        fix=f"{command('show', deal)}   shows who is there; or choose another handle",
    )


def _check_declared(entry: Entry, now: Subject) -> None:
    """Raise NotFoundError where the deal's process, another one by now, lacks what is named."""
    arguments.steps(entry.steps, now)
    arguments.outcomes(entry.met, now, entry.steps)
    arguments.steps([item.step for item in entry.nexts if item.step], now)
    if entry.reason and entry.kind == "close" and now.judged:
        reasons = [one.id for one in (*now.process.disqualify, *now.process.loss)]
        arguments.known("reason", [entry.reason], reasons, f"reasons: {', '.join(reasons)}")
