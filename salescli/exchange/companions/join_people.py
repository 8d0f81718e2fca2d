"""The people of each deal: those that name it or that it names, else its company's. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from salescli.exchange.companions.deal_index import COMPANY, ID, NAME, DealIndex, Found, Join
from salescli.exchange.companions.table_rows import PersonRow, same_name
from salescli.exchange.companions.tables import CompanionTable, Links

Row = tuple[CompanionTable, PersonRow]


@dataclass(slots=True)
class JoinedPeople:
    """The people of each deal with their roles there, and by what each row was joined."""

    of_deal: defaultdict[str, list[tuple[PersonRow, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    joins: list[tuple[CompanionTable, PersonRow, Join]] = field(default_factory=list)


def join_people(rows: Sequence[Row], links: Links, index: DealIndex) -> JoinedPeople:
    """Return the people of the deals, and note in the index where they are found."""
    people = JoinedPeople()
    named = _names(rows)
    joins = [(table, row, _own(row, links, index, named)) for table, row in rows]
    taken = _handles((index.by_contact, index.by_email, index.by_contact_id))
    taken |= {handle for _, _, join in joins for handle in join.deals}
    for table, row, join in joins:
        is_sure = join.by == ID or join.reason or row.about.deals
        people.joins.append((table, row, join if is_sure else _by_company(row, join, index, taken)))
    roles = _named_roles(links, index)
    ids = {handle: key for key, handle in index.by_id.items()}
    for _, row, join in people.joins:
        for handle in join.deals:
            role = links.role(row.id, ids.get(handle, "")) or row.role
            role = roles.get((same_name(row.name), handle), role)
            people.of_deal[handle].append((row, role))
            _note(index, row, handle)
    return people


def _names(rows: Sequence[Row]) -> dict[str, int]:
    """Return how many rows there are of each name."""
    counted: defaultdict[str, int] = defaultdict(int)
    for _, row in rows:
        counted[same_name(row.name)] += 1
    return counted


def _own(row: PersonRow, links: Links, index: DealIndex, named: dict[str, int]) -> Join:
    """Return the deals that a person names, or that name them."""
    direct = index.direct(row.about)
    by_id = dict.fromkeys(direct.deals if direct.by == ID else ())
    by_id |= index.by_contact_id.get(row.id, {}) if row.id else {}
    if by_id:
        return Join(tuple(by_id), ID)
    if direct.deals:  # a row that names deals says all of them
        return direct
    by_name: dict[str, None] = {}
    by_name |= index.by_email.get(row.email, {}) if row.email else {}
    known = index.by_contact.get(same_name(row.name), {})
    by_name |= {handle: None for handle in known if _is_same(row, handle, index, named)}
    for link in links.named:
        if same_name(row.name) in map(same_name, link.about.contacts):
            by_name |= dict.fromkeys(index.direct(link.about).deals)
    return Join(tuple(by_name), NAME) if by_name else Join(reason=direct.reason)


def _is_same(row: PersonRow, handle: str, index: DealIndex, named: dict[str, int]) -> bool:
    """Return whether the person of that name in a deal is this one: of its company, or the only."""
    companies = [
        *(index.by_company.get(same_name(name), {}) for name in row.about.companies),
        *(index.by_company_id.get(id_, {}) for id_ in row.about.company_ids),
    ]
    if companies:
        return any(handle in found for found in companies)
    return named[same_name(row.name)] == 1


def _by_company(row: PersonRow, join: Join, index: DealIndex, taken: set[str]) -> Join:
    """Return the deals of a person, and those of the company of which no contact is known."""
    about = row.about
    places = [
        *(index.by_company_id.get(id_, {}) for id_ in about.company_ids),
        *(index.by_company.get(same_name(name), {}) for name in about.companies),
    ]
    deals = {handle: None for found in places for handle in found}
    free = [handle for handle in deals if handle not in taken]
    if free or join.deals:
        whole = dict.fromkeys((*join.deals, *free))
        return Join(tuple(whole), join.by or COMPANY)
    if deals:
        return Join(reason="the deals of its company have contacts of their own")
    if about.companies or about.company_ids:
        return Join(reason="its company has no deal that is here")
    return Join(reason="it names no deal and no company")


def _named_roles(links: Links, index: DealIndex) -> dict[tuple[str, str], str]:
    """Return the roles that are given by names, by the person's name and the deal's handle."""
    return {
        (same_name(contact), handle): link.role
        for link in links.named
        if link.role
        for handle in index.direct(link.about).deals
        for contact in link.about.contacts
    }


def _note(index: DealIndex, row: PersonRow, handle: str) -> None:
    """Note where a person is found."""
    if row.id:
        index.by_contact_id[row.id][handle] = None
    if row.email:
        index.by_email[row.email.casefold()][handle] = None
    if row.name:
        index.by_contact[same_name(row.name)][handle] = None


def _handles(tables: Iterable[Found]) -> set[str]:
    """Return all deals that are found in some tables."""
    return {handle for table in tables for found in table.values() for handle in found}
