"""`add`: open a deal in the process that fits, with its first next step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from salescli.commands.init import make_book
from salescli.commands.support import arguments
from salescli.commands.support.ask_next_step import ask_next
from salescli.commands.support.ask_people import ask_people
from salescli.commands.support.conversation import asking, recalled, talk_about
from salescli.commands.support.deal_questions import ask_close, ask_employees
from salescli.commands.support.header_values import flag_value
from salescli.commands.support.next_step_flags import from_flags
from salescli.commands.support.open_deal import (
    choose_process,
    new_handle,
    opened,
    process_names,
    put_process,
    unopened,
)
from salescli.commands.support.phrases import commit_message, entry_line, following_text
from salescli.commands.support.report_commit import report_commit, show_written
from salescli.commands.support.session import (
    Session,
    Subject,
    clock,
    in_terminal,
    me,
    open_session,
)
from salescli.domain.advice import fitting
from salescli.domain.deal import Deal
from salescli.domain.deal_fields import Amount
from salescli.domain.process import Process
from salescli.domain.settings import Settings
from salescli.domain.time.moment import local
from salescli.errors import NotFoundError, UsageError
from salescli.flags.day.add import AddFlags
from salescli.prompts import Asker, Hint, named
from salescli.store.book import Book, default_book
from salescli.store.git.identity import account
from salescli.store.locate_book import SETTINGS
from salescli.store.process_loader import ProcessLoader
from salescli.store.transaction import transaction
from salescli.text.shell_quoting import command
from salescli.text.wording import echo
from salescli.views.phrases import money


def add(flags: AddFlags) -> None:
    """Open a deal, in a new default book if there is none yet. Raises SalescliError."""
    session = _session(flags.book)
    company = arguments.clean(flags.company)
    if not company:
        raise UsageError("a deal needs the name of its company", fix="salescli add 'Acme GmbH'")
    flags = replace(flags, company=company)
    new_handle(
        session, company, flags.header.get("title", ""), flags.handle
    )  # taken or not, before asking at length
    if in_terminal() and not flags.following.is_whole:
        flags = _settled(session, flags)
        session = _with_book(session)
        with asking("add", company, session) as asker:
            deal, process = _ask(asker, session, recalled(asker, flags))
            _write(session, deal, process, flags.handle)
    else:
        about = _unopened(session, flags, _process(session, flags))
        following = from_flags(flags.following, about, session, about.deal.people)
        deal = opened(about, session, following, _at(flags, session))
        _write(_with_book(session), deal, about.process, flags.handle)


def _settled(session: Session, flags: AddFlags) -> AddFlags:
    """The flags, their days as dates; refused before anything is asked. Raises SalescliError."""
    if flags.header.get("process"):
        choose_process(session, flags.header["process"])
    read, on = _read(session, flags), flags.following.on
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
    return arguments.moment_past(flags.at, session) if flags.at else session.now


def _write(session: Session, deal: Deal, process: Process, wanted: str | None) -> None:
    """Write the deal under the handle that is `wanted`, or else free by now; say what is next."""
    with transaction(session.book) as door:
        handle = new_handle(session, deal.company, deal.title, wanted)
        deal = replace(deal, handle=handle)
        put_process(session, door, process)
        door.create(deal)
        line = f"opened in {process.name}; {entry_line(deal.log).partition('; ')[2]}"
        commit = door.finish(commit_message(deal.handle, line))
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
    """The session on the book there is; without any, on the default one that is to be made."""
    import os

    try:
        return open_session(book)
    except NotFoundError:
        if book is not None or os.environ.get("SALESCLI_BOOK"):
            raise
    planned = Book(default_book(), Settings(me=account()))
    return Session(planned, ProcessLoader(planned), clock(os.environ))


def _with_book(session: Session) -> Session:
    """The session, once its book is there: the default one is made now, if it has to be."""
    root = session.book.root
    if (root / SETTINGS).exists():
        return session
    make_book(root, Settings(), ())
    show_written("salescli", f"a new book is in {root}")
    return open_session(root)


def _money(session: Session, flags: AddFlags) -> tuple[Amount | None, str]:
    """The value and its currency: that of the value, the flag or the book. Raises UsageError."""
    home = session.book.settings.currency
    named = arguments.currency(flags.header.get("currency", ""), home)
    if "value" not in flags.header:
        return None, named or home
    value, code = arguments.money(flags.header["value"], named or home)
    if named and code and named != code:
        raise UsageError(
            f"the value is in {code}, and --currency says {named}", fix="give one of them"
        )
    return value, code or named or home


def _suggested(session: Session, flags: AddFlags) -> str:
    """The process that fits the facts, else the book's default one; '' where there is neither."""
    own = {name: choose_process(session, name) for name in process_names(session)}
    fit = fitting(own.values(), {**flags.header, "value": _money(session, flags)[0]})
    return fit[0].name if fit else session.book.settings.process


def _process(session: Session, flags: AddFlags) -> Process:
    name = flags.header.get("process") or _suggested(session, flags)
    if not name:
        raise UsageError(
            "say which process the deal is held to",
            fix=f"add --process {'|'.join(process_names(session))}   or --employees NUMBER"
            f"{'' if flags.following.is_whole else '; and --next STEP --on DATE'}",
        )
    return choose_process(session, name)


def _unopened(session: Session, flags: AddFlags, process: Process) -> Subject:
    """The new deal as the flags have it. Raises SalescliError."""
    header = _read(session, flags)
    title = header.get("title", "")
    deal = Deal(
        new_handle(session, flags.company, title, flags.handle),
        **{
            **header,
            "title": title or flags.company,
            "company": flags.company,
            "process": process.name,
            "revision": process.revision,
            "owner": header.get("owner") or me(session),
        },
    )
    about = unopened(deal, process)
    people = [arguments.person(text, about) for text in flags.persons]
    return unopened(replace(deal, people={person.handle: person for person in people}), process)


def _read(session: Session, flags: AddFlags) -> dict[str, Any]:
    """Return the fields of the header as the flags have them. Raises SalescliError."""
    read = {key: flag_value(key, value, session) for key, value in flags.header.items()}
    value, currency = _money(session, flags)
    return {**read, "value": value, "currency": currency}


def _with(flags: AddFlags, key: str, value: str | int | None) -> AddFlags:
    """Return the flags with one more field of the header, where it is known."""
    return flags if value is None else replace(flags, header={**flags.header, key: value})


def _ask(asker: Asker, session: Session, flags: AddFlags) -> tuple[Deal, Process]:
    """The new deal, asking for what the flags didn't say; Enter leaves a thing unknown."""
    if not flags.header.get("title"):
        title = asker.ask("title", "Title", arguments.clean, shown=flags.company)
        flags = _with(flags, "title", title)
    if "employees" not in flags.header:
        flags = _with(flags, "employees", ask_employees(asker))
    if "value" not in flags.header:
        flags = _with(flags, "value", _ask_value(asker, session, flags))
    process = _ask_process(asker, session, flags)
    if "close" not in flags.header:
        flags = _with(flags, "close", ask_close(asker, session))
    about = _unopened(session, flags, process)
    talk = talk_about(about, session, asker)
    ask_people(talk, "people", "Who is it with", tuple(about.deal.people))
    about = unopened(replace(about.deal, people=talk.people), process)
    talk = talk_about(about, session, asker)
    deal = opened(about, session, ask_next(talk, flags.following), _at(flags, session))
    return replace(deal, people=talk.people), process


def _ask_value(asker: Asker, session: Session, flags: AddFlags) -> str | None:
    def read(text: str) -> str | None:
        if not text:
            return None
        _money(session, _with(flags, "value", text))
        return text

    _, currency = _money(session, flags)
    hint = Hint(preview=lambda text: money(*_money(session, _with(flags, "value", text))))
    return asker.ask("value", f"Value in {currency}", read, shown="unknown", hint=hint)


def _ask_process(asker: Asker, session: Session, flags: AddFlags) -> Process:
    if flags.header.get("process"):
        return choose_process(session, flags.header["process"])
    names = process_names(session)
    hint = Hint(named(names), intro=(f"Processes: {', '.join(names)}",))

    def read(text: str) -> Process:
        if not text:
            raise UsageError("name one of these processes")
        return choose_process(session, text)

    suggested = _suggested(session, flags)
    return asker.ask("process", "Process", read, default=suggested, hint=hint)
