"""`add`: open a deal in the process that fits, with its first next step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from salescli.commands.init import make_book
from salescli.commands.support import arguments
from salescli.commands.support.asking.ask_book import ask_which_book, taken_back_if_left
from salescli.commands.support.asking.ask_company import company_apart
from salescli.commands.support.asking.ask_new_deal import ask_new_deal
from salescli.commands.support.asking.conversation import converse, recalled
from salescli.commands.support.reading.process_choice import choose_process
from salescli.commands.support.session import Session, clock, in_terminal, open_to_write
from salescli.commands.support.typed.next_step_flags import from_flags
from salescli.commands.support.writing.new_deal import (
    company_of,
    new_deal,
    process_by_flags,
    read_header,
    suggested_process,
)
from salescli.commands.support.writing.open_deal import new_handle, opened, put_process
from salescli.commands.support.writing.phrases import commit_message, entry_line, following_text
from salescli.commands.support.writing.report_commit import report_commit, show_written
from salescli.domain.deal import Deal
from salescli.domain.process import Process
from salescli.domain.settings import Settings
from salescli.domain.time.moment import local
from salescli.errors import NotFoundError, UsageError
from salescli.flags.day.add import AddFlags
from salescli.prompts import Asker
from salescli.store.book import Book, default_book
from salescli.store.git.identity import account
from salescli.store.last_book import is_book, last_book, note_last_book
from salescli.store.process_loader import ProcessLoader
from salescli.store.transaction import transaction
from salescli.text.shell_quoting import command, word
from salescli.text.wording import echo
from salescli.views.phrases import money


def add(flags: AddFlags) -> None:
    """Open a deal, in a new default book if there is none yet. Raises SalescliError."""
    session = _session(flags.book)
    flags = replace(flags, company=(company_of(flags) or _ask_company(),))
    if in_terminal():
        flags = company_apart(flags, session)
    company = company_of(flags)
    new_handle(
        session, company, flags.header.get("title", ""), flags.handle
    )  # taken or not, before asking at length
    if in_terminal() and not (flags.following.is_whole and _has_process(session, flags)):
        flags, is_new = _settled(session, flags), not is_book(session.book.root)
        session = _with_book(session)
        with taken_back_if_left(session.book.root, is_new=is_new):
            converse("add", company, session, partial(_ask, session, flags))
    else:
        about = new_deal(session, flags, process_by_flags(session, flags))
        following = from_flags(flags.following, about, session, about.deal.people)
        deal = opened(about, session, following, _at(flags, session), arguments.clean(flags.note))
        _write(_with_book(session), deal, about.process, flags.handle)


def _has_process(session: Session, flags: AddFlags) -> bool:
    """Whether the process is named, or follows from the facts or the book."""
    return bool(flags.header.get("process") or suggested_process(session, flags))


def _ask_company() -> str:
    """Return the company's name, asked for in a terminal. Raises UsageError elsewhere."""
    missing = UsageError("a deal needs the name of its company", fix="salescli add 'Acme GmbH'")
    if not in_terminal():
        raise missing

    def read(text: str) -> str:
        if not arguments.clean(text):
            raise missing
        return arguments.clean(text)

    return Asker({}, lambda _: None).ask("company", "Company", read)


def _ask(session: Session, flags: AddFlags, asker: Asker) -> None:
    flags = recalled(asker, flags)
    deal, process = ask_new_deal(asker, session, flags, _at(flags, session))
    _write(session, deal, process, flags.handle)


def _settled(session: Session, flags: AddFlags) -> AddFlags:
    """Return the flags, their days as dates. Raises SalescliError before anything is asked."""
    if flags.header.get("process"):
        choose_process(session, flags.header["process"])
    read, on = read_header(session, flags), flags.following.on
    days = {key: arguments.written(day) for key, day in read.items() if isinstance(day, date)}
    return replace(
        flags,
        header={**flags.header, **days},
        at=flags.at and arguments.written(_at(flags, session)),
        following=replace(
            flags.following, on=on and arguments.written(arguments.when_ahead(on, session))
        ),
    )


def _at(flags: AddFlags, session: Session) -> datetime:
    """When the deal was opened: now, or as the flags say. Raises UsageError."""
    return arguments.at_flag(flags.at, session) if flags.at else session.now


def _write(session: Session, deal: Deal, process: Process, wanted: str | None) -> None:
    """Write the deal under the handle that is `wanted`, or else free by now; say what is next."""
    with transaction(session.book) as writes:
        handle = new_handle(session, deal.company, deal.title, wanted)
        deal = replace(deal, handle=handle)
        put_process(session, writes, process)
        writes.create(deal)
        line = f"opened in {process.name}; {entry_line(deal.log[:1]).partition('; ')[2]}"
        commit = writes.finish(commit_message(deal.handle, line))
    note_last_book(session.book.root)
    _show(session, deal, process)
    report_commit(commit)


def _show(session: Session, deal: Deal, process: Process) -> None:
    at = deal.log[0].at
    since = f"opened on {echo(local(at), session.today)}" if at < session.now else ""
    due = "".join(following_text(one, session, process) for one in deal.log[0].nexts[:1])
    hint = f"{command('log', deal.handle)}   when it has taken place"
    close = f"expected close {echo(deal.close, session.today)}" if deal.close else ""
    facts = " · ".join(filter(None, (money(deal.value, deal.currency), close, since)))
    show_written(deal.handle, f"opened in {process.name}", hint, due=due, facts=facts)


def _session(book: Path | None) -> Session:
    """Return the session on the book there is, else on the default one that is to be made."""
    import os

    try:
        return open_to_write(book)
    except NotFoundError:
        if book is not None or os.environ.get("SALESCLI_BOOK"):
            raise
    default, last = default_book(), last_book()
    if last is not None and in_terminal() and ask_which_book(last, default) == last:
        return open_to_write(last)
    planned = Book(default, Settings(me=account()))
    return Session(planned, ProcessLoader(planned), clock(os.environ))


def _with_book(session: Session) -> Session:
    """Return the session, once its book is there: the default one is made now, if it has to be."""
    root, last = session.book.root, last_book()
    if is_book(root):
        return session
    make_book(root, Settings(), ())
    before = f"{command('add', flags=f'--book {word(str(last))} COMPANY')}   uses the last one"
    show_written("salescli", f"a new book is in {root}", before if last else "")
    return open_to_write(root)
