"""A new deal as the flags of `add` have it: its facts, its process, and no log yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from salescli.commands.support import arguments
from salescli.commands.support.next_step_flags import NextFlags
from salescli.commands.support.open_deal import (
    choose_process,
    new_handle,
    process_names,
    unopened,
)
from salescli.commands.support.session import Session, Subject, me, subject
from salescli.domain.advice import fitting
from salescli.domain.deal import Amount, Deal
from salescli.domain.process import Process
from salescli.errors import UsageError


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


def stated_value(session: Session, flags: AddFlags) -> tuple[Amount | None, str]:
    """The value and its currency: that of the value, the flag or the book. Raises UsageError."""
    home = session.book.settings.currency
    named = arguments.currency(flags.currency, home)
    if flags.value is None:
        return None, named or home
    value, code = arguments.money(flags.value, named or home)
    if named and code and named != code:
        raise UsageError(
            f"the value is in {code}, and --currency says {named}", fix="give one of them"
        )
    return value, code or named or home


def _facts(session: Session, flags: AddFlags) -> Mapping[str, object]:
    return {
        "employees": flags.employees,
        "value": None if flags.value is None else stated_value(session, flags)[0],
        "industry": flags.industry,
        "country": flags.country,
        "kind": flags.kind,
    }


def suggested_process(session: Session, flags: AddFlags) -> str:
    """The process that fits the facts, else the book's default one; '' where there is neither."""
    own = {name: choose_process(session, name) for name in process_names(session)}
    fit = fitting(own.values(), _facts(session, flags))
    return fit[0].name if fit else session.book.settings.process


def process_by_flags(session: Session, flags: AddFlags) -> Process:
    """The process that the flags name, or that fits them. Raises SalescliError."""
    name = flags.process or suggested_process(session, flags)
    if not name:
        raise UsageError(
            "say which process the deal is held to",
            fix=f"add --process {'|'.join(process_names(session))}   or --employees NUMBER"
            f"{'' if flags.following.is_whole else '; and --next STEP --on DATE'}",
        )
    return choose_process(session, name)


def new_deal(session: Session, flags: AddFlags, process: Process) -> Subject:
    """The new deal as the flags have it. Raises SalescliError."""
    title = arguments.clean(flags.title) or flags.company
    value, currency = stated_value(session, flags)
    deal = Deal(
        handle=new_handle(session, flags.company, arguments.clean(flags.title), flags.handle),
        title=title,
        company=flags.company,
        process=process.name,
        revision=process.revision,
        value=value,
        currency=currency,
        close=None if flags.close is None else arguments.day_ahead(flags.close, session),
        owner=arguments.clean(flags.owner) or me(session),
        source=arguments.clean(flags.source),
        tags=tuple(map(arguments.clean, flags.tags)),
        competitors=tuple(map(arguments.clean, flags.competitors)),
        follows=subject(session, flags.follows).deal.handle if flags.follows else "",
        employees=flags.employees,
        industry=arguments.clean(flags.industry),
        country=arguments.clean(flags.country),
        kind=arguments.clean(flags.kind),
    )
    about = unopened(deal, process)
    people = [arguments.person(text, about) for text in flags.persons]
    return unopened(replace(deal, people={person.handle: person for person in people}), process)
