"""A new deal: its handle, its process, its first entry; the same for one that follows another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from salescli.commands.support.reading.process_choice import choose_process
from salescli.commands.support.session import Session, me
from salescli.commands.support.subject import Subject
from salescli.domain.deal import Deal, Entry, NextStep
from salescli.domain.process import Process
from salescli.domain.replay import replay
from salescli.errors import SalescliError, UsageError
from salescli.store.deal_loader import deal_handles
from salescli.store.shipped_processes import shipped_text
from salescli.store.transaction import Transaction
from salescli.text.handles import company_handle, is_handle, is_reserved, slug
from salescli.text.shell_quoting import command


def put_process(session: Session, writes: Transaction, process: Process) -> None:
    """Stage the copy of a shipped process that the book doesn't have by now."""
    path = session.book.processes / f"{process.name}.toml"
    if not path.exists():
        writes.put(path, shipped_text(process.name))


def new_handle(session: Session, company: str, title: str, wanted: str | None) -> str:
    """Return the handle of a new deal: as wanted, else by company, else by company and title.

    Raises UsageError where it can't be one or is taken.
    """
    taken = deal_handles(session.book)
    if wanted is not None:
        check_handle(wanted, taken)
        return wanted
    short = company_handle(company) or slug(title) or "deal"
    long = slug(f"{short} {title}")
    handle = long if short in taken and title and title != company else short
    if handle in taken:
        raise already(handle)
    return handle


def check_handle(handle: str, taken: Collection[str]) -> None:
    """Raise UsageError where a text can't be a handle, or is `taken`."""
    if is_reserved(handle):
        raise UsageError(
            f"'{handle}' can't be a handle: some file systems keep it for a device",
            fix="choose another name",
        )
    if not is_handle(handle):
        raise UsageError(
            f"'{handle}' can't be a handle", fix="use letters a to z, digits, and - inside"
        )
    if handle in taken:
        raise already(handle)


def already(handle: str) -> UsageError:
    """Return what to say where a deal of that handle exists."""
    return UsageError(
        f"the deal '{handle}' already exists",
        fix=f"{command('show', handle)}   or, for another one: --title TITLE or --handle NAME",
    )


def free_handle(session: Session, before: str, process: Process) -> str:
    """Return a handle that is free for what follows a deal in a process."""
    base = f"{before.split('-', maxsplit=1)[0]}-{process.name.split('-')[0]}"
    taken = deal_handles(session.book)
    numbered = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(handle for handle in numbered if handle not in taken)


def unopened(deal: Deal, process: Process) -> Subject:
    """Return a deal that has no log yet, as the subject of its first next step."""
    return Subject(deal, process, judged=True, standing=replay(deal, process))


def opened(
    subject: Subject,
    session: Session,
    following: NextStep,
    at: datetime | None = None,
    note: str = "",
) -> Deal:
    """Return the deal with its first entry, `at` a time or now, and a note where there is one."""
    entry = Entry(at=at or session.now, kind="open", by=me(session), nexts=(following,))
    noted = (replace(entry, kind="note", nexts=(), note=note),) if note.strip() else ()
    return replace(subject.deal, log=(entry, *noted))


def follow_on(session: Session, about: Subject) -> Subject:
    """Return the deal that follows a won one, in the process that is next, without a log yet.

    Raises SalescliError where the process names none, or one that isn't there.
    """
    before = about.deal
    if not about.judged and about.faults:
        fault = about.faults[-1]
        raise SalescliError(fault.message, fix=fault.fix)
    if not about.process.then:
        raise UsageError(
            f"the process '{about.process.name}' names none to go on in",
            fix="leave out --follow-on, or add `then` to the process",
        )
    process = choose_process(session, about.process.then)
    roles = {role.id for role in process.roles}
    title = process.title or process.name
    deal = replace(
        before,
        handle=free_handle(session, before.handle, process),
        title=title,
        process=process.name,
        revision=process.revision,
        value=None,
        close=None,
        source="",
        competitors=(),
        follows=before.handle,
        custom={},
        people={
            name: person if person.role in roles else replace(person, role="")
            for name, person in before.people.items()
        },
        log=(),
    )
    return unopened(deal, process)
