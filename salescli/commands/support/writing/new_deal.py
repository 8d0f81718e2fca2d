"""A new deal as the flags of `add` have it: its header, its process, and no log yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from salescli.commands.support import arguments
from salescli.commands.support.reading.process_choice import choose_process, process_names
from salescli.commands.support.session import Session, me
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed import money_arguments, people_arguments
from salescli.commands.support.typed.header_values import flag_value
from salescli.commands.support.writing.open_deal import new_handle, unopened
from salescli.domain.advice import fitting_processes
from salescli.domain.deal import Deal
from salescli.domain.deal_fields import Amount
from salescli.domain.process import Process
from salescli.errors import UsageError
from salescli.flags.day.add import AddFlags


def company_of(flags: AddFlags) -> str:
    """Return the name of the company, which may have come in several words."""
    return arguments.clean(" ".join(flags.company))


def stated_value(session: Session, flags: AddFlags) -> tuple[Amount | None, str]:
    """Return the value and its currency: of the value, the flag or the book. Raises UsageError."""
    home = session.book.settings.currency
    named = money_arguments.typed_currency(flags.header.get("currency", ""), home)
    if "value" not in flags.header:
        return None, named or home
    value, code = money_arguments.typed_money(flags.header["value"], named or home)
    if named and code and named != code:
        raise UsageError(
            f"the value is in {code}, and the currency is {named}", fix="give one of them"
        )
    return value, code or named or home


def suggested_process(session: Session, flags: AddFlags) -> str:
    """Return the process that fits the facts, else the book's default one; '' for neither."""
    own = {name: choose_process(session, name) for name in process_names(session)}
    fit = fitting_processes(
        own.values(), {**flags.header, "value": stated_value(session, flags)[0]}
    )
    return fit[0].name if fit else session.book.settings.process


def process_by_flags(session: Session, flags: AddFlags) -> Process:
    """Return the process that the flags name, or that fits them. Raises SalescliError."""
    name = flags.header.get("process") or suggested_process(session, flags)
    if not name:
        raise UsageError(
            "say which process the deal follows",
            fix="add --process NAME   or --employees NUMBER"
            f"{'' if flags.following.is_whole else '; and --next STEP --on DATE'}"
            f"\n  processes: {', '.join(process_names(session))}",
        )
    return choose_process(session, name)


def new_deal(session: Session, flags: AddFlags, process: Process) -> Subject:
    """Return the new deal as the flags have it. Raises SalescliError."""
    header, company = read_header(session, flags), company_of(flags)
    title = header.get("title", "")
    deal = Deal(
        new_handle(session, company, title, flags.handle),
        **{
            **header,
            "title": title or company,
            "company": company,
            "process": process.name,
            "revision": process.revision,
            "owner": header.get("owner") or me(session),
        },
    )
    about = unopened(deal, process)
    people = [people_arguments.new_person(text, about) for text in flags.persons]
    return unopened(replace(deal, people={person.handle: person for person in people}), process)


def read_header(session: Session, flags: AddFlags) -> dict[str, Any]:
    """Return the fields of the header as the flags have them. Raises SalescliError."""
    read = {key: flag_value(key, value, session) for key, value in flags.header.items()}
    value, currency = stated_value(session, flags)
    return {**read, "value": value, "currency": currency}
