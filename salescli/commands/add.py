"""`add`: open a deal in the process that fits, with its first next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from salescli.advice import fitting
from salescli.commands import typed
from salescli.commands.conversation import asking, recalled, talk_about
from salescli.commands.following import ask_next
from salescli.commands.init import make_book
from salescli.commands.next_flags import NextFlags, from_flags
from salescli.commands.opening import (
    choose_process,
    new_handle,
    opened,
    process_names,
    put_process,
    unopened,
)
from salescli.commands.persons import ask_people
from salescli.commands.record import show_written, tell
from salescli.commands.session import (
    Session,
    Subject,
    account,
    clock,
    in_terminal,
    me,
    open_session,
    subject,
)
from salescli.commands.wording import commit_message, entry_line, following_text
from salescli.errors import NotFoundError, UsageError
from salescli.model.deal import Amount, Deal
from salescli.model.process import Process
from salescli.model.settings import Settings
from salescli.model.shell import command
from salescli.model.spoken import echo
from salescli.prompts import Asker, Hint, named
from salescli.store.book import Book, default_root
from salescli.store.door import writing
from salescli.store.shelf import Shelf
from salescli.store.where import SETTINGS
from salescli.views.words import money


@dataclass(frozen=True, slots=True)
class AddFlags:
    """The flags of `add`, as they were typed."""

    company: str
    title: str = ""
    handle: str | None = None
    process: str | None = None
    value: str | None = None
    currency: str = ""
    close: str | None = None
    owner: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    follows: str = ""
    employees: int | None = None
    industry: str = ""
    country: str = ""
    kind: str = ""
    persons: tuple[str, ...] = ()
    following: NextFlags = field(default_factory=NextFlags)


def add(book: Path | None, flags: AddFlags) -> None:
    """Open a deal, in a new default book if there is none yet. Raises SalescliError."""
    session = _session(book)
    company = typed.clean(flags.company)
    if not company:
        raise UsageError("a deal needs the name of its company", fix="salescli add 'Acme GmbH'")
    flags = replace(flags, company=company)
    new_handle(session, company, flags.title, flags.handle)  # taken or not, before asking at length
    if in_terminal() and not flags.following.is_whole:
        flags = _settled(session, flags)
        session = _with_book(session)
        with asking("add", company, session) as asker:
            deal, process = _ask(asker, session, recalled(asker, flags))
            _write(session, deal, process, flags.handle)
    else:
        about = _unopened(session, flags, _process(session, flags, flags.employees))
        following = from_flags(flags.following, about, session, about.deal.people)
        deal = opened(about, session, following)
        _write(_with_book(session), deal, about.process, flags.handle)


def _settled(session: Session, flags: AddFlags) -> AddFlags:
    """The flags, their days as dates; refused before anything is asked. Raises SalescliError."""
    if flags.process:
        choose_process(session, flags.process)
    if flags.value is not None:
        _money(session, flags)
    if flags.follows:
        subject(session, flags.follows)
    close, on = flags.close, flags.following.on
    return replace(
        flags,
        close=close and typed.written(typed.day_ahead(close, session)),
        following=replace(flags.following, on=on and typed.written(typed.when_ahead(on, session))),
    )


def _write(session: Session, deal: Deal, process: Process, wanted: str | None) -> None:
    """Write the deal under the handle that is `wanted`, or else free by now; say what is next."""
    with writing(session.book) as door:
        handle = new_handle(session, deal.company, deal.title, wanted)
        deal = replace(deal, handle=handle)
        put_process(session, door, process)
        door.create(deal)
        line = f"opened in {process.name}; {entry_line(deal.log).partition('; ')[2]}"
        commit = door.finish(commit_message(deal.handle, line))
    _show(session, deal, process)
    tell(commit)


def _show(session: Session, deal: Deal, process: Process) -> None:
    due = "".join(following_text(one, session, process) for one in deal.log[0].nexts[:1])
    hint = f"{command('log', deal.handle)}   when it has taken place"
    close = f"expected close {echo(deal.close, session.today)}" if deal.close else ""
    facts = " · ".join(filter(None, (money(deal.value, deal.currency), close)))
    show_written(deal.handle, f"opened in {process.name}", hint, due=due, facts=facts)


def _session(book: Path | None) -> Session:
    """The session on the book there is; without any, on the default one that is to be made."""
    import os

    try:
        return open_session(book)
    except NotFoundError:
        if book is not None or os.environ.get("SALESCLI_BOOK"):
            raise
    planned = Book(default_root(), Settings(me=account()))
    return Session(planned, Shelf(planned), clock(os.environ))


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
    named = typed.currency(flags.currency, home)
    if flags.value is None:
        return None, named or home
    value, code = typed.money(flags.value, named or home)
    if named and code and named != code:
        raise UsageError(
            f"the value is in {code}, and --currency says {named}", fix="give one of them"
        )
    return value, code or named or home


def _facts(session: Session, flags: AddFlags, employees: int | None) -> Mapping[str, object]:
    return {
        "employees": employees,
        "value": None if flags.value is None else _money(session, flags)[0],
        "industry": flags.industry,
        "country": flags.country,
        "kind": flags.kind,
    }


def _suggested(session: Session, flags: AddFlags, employees: int | None) -> str:
    """The process that fits the facts, else the book's default one; '' where there is neither."""
    own = {name: choose_process(session, name) for name in process_names(session)}
    fit = fitting(own.values(), _facts(session, flags, employees))
    return fit[0].name if fit else session.book.settings.process


def _process(session: Session, flags: AddFlags, employees: int | None) -> Process:
    name = flags.process or _suggested(session, flags, employees)
    if not name:
        raise UsageError(
            "say which process the deal is held to",
            fix=f"add --process {'|'.join(process_names(session))}   or --employees NUMBER"
            f"{'' if flags.following.is_whole else '; and --next STEP --on DATE'}",
        )
    return choose_process(session, name)


def _unopened(session: Session, flags: AddFlags, process: Process) -> Subject:
    """The new deal as the flags have it. Raises SalescliError."""
    title = typed.clean(flags.title) or flags.company
    value, currency = _money(session, flags)
    deal = Deal(
        handle=new_handle(session, flags.company, typed.clean(flags.title), flags.handle),
        title=title,
        company=flags.company,
        process=process.name,
        revision=process.revision,
        value=value,
        currency=currency,
        close=None if flags.close is None else typed.day_ahead(flags.close, session),
        owner=typed.clean(flags.owner) or me(session),
        source=typed.clean(flags.source),
        tags=tuple(map(typed.clean, flags.tags)),
        competitors=tuple(map(typed.clean, flags.competitors)),
        follows=subject(session, flags.follows).deal.handle if flags.follows else "",
        employees=flags.employees,
        industry=typed.clean(flags.industry),
        country=typed.clean(flags.country),
        kind=typed.clean(flags.kind),
    )
    about = unopened(deal, process)
    people = [typed.person(text, about) for text in flags.persons]
    return unopened(replace(deal, people={person.handle: person for person in people}), process)


def _ask(asker: Asker, session: Session, flags: AddFlags) -> tuple[Deal, Process]:
    """The new deal, asking for what the flags didn't say; Enter leaves a thing unknown."""
    if not flags.title:
        flags = replace(flags, title=asker.ask("title", "Title", typed.clean, shown=flags.company))
    if flags.employees is None:
        flags = replace(flags, employees=_ask_employees(asker))
    if flags.value is None:
        flags = replace(flags, value=_ask_value(asker, session, flags))
    process = _ask_process(asker, session, flags)
    if flags.close is None:
        flags = replace(flags, close=_ask_close(asker, session))
    about = _unopened(session, flags, process)
    talk = talk_about(about, session, asker)
    ask_people(talk, "people", "Who is it with", tuple(about.deal.people))
    about = unopened(replace(about.deal, people=talk.people), process)
    talk = talk_about(about, session, asker)
    deal = opened(about, session, ask_next(talk, flags.following))
    return replace(deal, people=talk.people), process


def _ask_employees(asker: Asker) -> int | None:
    def read(text: str) -> int | None:
        if text and not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise UsageError(f"'{text}' is not a number of people", fix="as in 250; Enter: unknown")
        return int(text) if text else None

    return asker.ask("employees", "How many people work there", read, shown="unknown")


def _ask_value(asker: Asker, session: Session, flags: AddFlags) -> str | None:
    def read(text: str) -> str | None:
        if not text:
            return None
        _money(session, replace(flags, value=text))
        return text

    _, currency = _money(session, flags)
    hint = Hint(means=lambda text: money(*_money(session, replace(flags, value=text))))
    return asker.ask("value", f"Value in {currency}", read, shown="unknown", hint=hint)


def _ask_close(asker: Asker, session: Session) -> str | None:
    def read(text: str) -> str | None:
        return typed.day_ahead(text, session).isoformat() if text else None

    hint = Hint(means=lambda text: echo(typed.day_ahead(text, session), session.today))
    close = asker.ask("close", "Expected close", read, shown="unknown", hint=hint, kept=_kept)
    if close:
        asker.say(f"  {echo(date.fromisoformat(close), session.today)}")
    return close


def _kept(close: str | None) -> str:
    return close or ""


def _ask_process(asker: Asker, session: Session, flags: AddFlags) -> Process:
    if flags.process:
        return choose_process(session, flags.process)
    names = process_names(session)
    hint = Hint(named(names), told=(f"Processes: {', '.join(names)}",))

    def read(text: str) -> Process:
        if not text:
            raise UsageError("name one of these processes")
        return choose_process(session, text)

    suggested = _suggested(session, flags, flags.employees)
    return asker.ask("process", "Process", read, default=suggested, hint=hint)
