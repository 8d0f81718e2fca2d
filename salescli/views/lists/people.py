"""The screen of `people`: one row a person; of a single one, each deal with role and day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from salescli.domain.people.contacts import Contact, DealContacts, KnownPerson
from salescli.domain.standing import Status
from salescli.domain.time.moment import day_of
from salescli.text.shell_quoting import command
from salescli.text.wording import count, distance, role_words, short_day
from salescli.views.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Gap,
    Heading,
    Span,
    Table,
    TextLine,
)

_DEALS = 3  # of a person's deals, so many are named in a row


def people_screen(
    people: Sequence[KnownPerson], today: date, *, of: int, words: str = ""
) -> Document:
    """Return the people, `of` how many; `words` is the name that was asked for."""
    if not people:
        return (TextLine((_nobody(words),)),)
    if len(people) == of == 1:
        return _card(people[0], today)
    columns: tuple[Column, ...] = (
        Column("Name", least=10, grow=True),
        Column("Phone", least=17),
        Column("Met", least=10),
        Column("In", least=12, grow=True),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (Span(who.name, "strong"), who.phone, _met(who.met, today), _deals(who)) for who in people
    )
    kept = [n for n in range(len(columns)) if any(row[n] for row in rows)]
    columns = tuple(columns[n] for n in kept)
    rows = tuple(tuple(row[n] for n in kept) for row in rows)
    left = f"{len(people)} of {count(of, 'person', 'people')}" if len(people) < of else ""
    return (
        Table(columns, rows),
        Gap(),
        TextLine((f"{left or count(of, 'person', 'people')}.",)),
    )


def _nobody(words: str) -> str:
    if words.strip():
        return f"Nobody by the name '{words}' is in a deal."
    return "No deal names a person yet. salescli person DEAL NAME adds one."


def _met(when: datetime | None, today: date) -> str:
    return short_day(day_of(when), today) if when else "not yet"


def _deals(person: KnownPerson) -> str:
    """Return the deals with the role in each; the closed ones last, in so many words."""
    ordered = sorted(person.deals, key=lambda row: row[0].status is not Status.OPEN)
    named = [_deal(deal, who) for deal, who in ordered]
    more = f" + {len(named) - _DEALS} more" if len(named) > _DEALS else ""
    return ", ".join(named[:_DEALS]) + more


def _deal(deal: DealContacts, who: Contact) -> str:
    facts = (role_words(who.role), "" if deal.status is Status.OPEN else str(deal.status))
    beside = ", ".join(filter(None, facts))
    return f"{deal.deal} ({beside})" if beside else deal.deal


def _card(person: KnownPerson, today: date) -> Document:
    beside = " · ".join(filter(None, (person.title, *person.companies)))
    reach = (("phone", person.phone), ("email", person.email))
    lines: list[Block] = [Heading(person.name, beside)]
    lines += [TextLine((f"{label}: {text}",), indent=2, hang=4) for label, text in reach if text]
    if not person.phone:
        deal, who = person.deals[0]
        hint = command("person", deal.deal, who.handle, flags="--phone …")
        lines.append(TextLine(("no phone yet: ", Span(hint, "command")), indent=2, hang=4))
    rows = tuple(
        (
            Span(deal.deal, "strong"),
            str(deal.status),
            role_words(who.role),
            _met_words(who.met, today),
        )
        for deal, who in person.deals
    )
    columns = (Column(), Column(), Column(grow=True), Column(grow=True))
    return (*lines, Gap(), Heading("In"), Table(columns, rows, indent=2))


def _met_words(when: datetime | None, today: date) -> str:
    if when is None:
        return "not met yet"
    day = day_of(when)
    return f"last met {short_day(day, today)}, {distance(day, today)}"


def known_person_facts(person: KnownPerson) -> dict[str, Any]:
    """Return a person as JSON has them."""
    return {
        "name": person.name,
        "title": person.title,
        "email": person.email,
        "phone": person.phone,
        "last_met": person.met,
        "companies": list(person.companies),
        "deals": [
            {
                "deal": deal.deal,
                "company": deal.company,
                "status": deal.status,
                "handle": who.handle,
                "role": who.role,
                "email": who.email,
                "phone": who.phone,
                "last_met": who.met,
            }
            for deal, who in person.deals
        ],
    }
