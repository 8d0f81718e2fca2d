"""The tables beside the deals, as they were read, and what they say of companies and of links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from salescli.exchange.companions.deal_index import Companies
from salescli.exchange.companions.table_forms import TableForm
from salescli.exchange.companions.table_rows import (
    About,
    CompanyRow,
    LinkRow,
    PersonRow,
    TableRow,
    same_name,
    split_ids,
)
from salescli.exchange.csv.deal_links import COMPANY_KEYS
from salescli.exchange.csv.known_exports import Layout
from salescli.exchange.csv.rows import Fact, LeftOut, Refused, RowResult

R = TypeVar("R", bound=TableRow)


@dataclass(frozen=True, slots=True)
class CompanionTable:
    """One table: what its file is called, its form, its rows, and those that are of no use.

    `layout` has the column of each field.
    """

    name: str
    form: TableForm
    rows: Sequence[TableRow]
    refused: Sequence[Refused] = ()
    left_out: Sequence[LeftOut] = ()
    layout: Layout = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Links:
    """Which things belong together: by the id of a contact, of an activity, or of a company."""

    deals_of_contact: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    of_activity: Mapping[str, About] = field(default_factory=dict)
    named: Sequence[LinkRow] = ()

    def role(self, contact: str, deal: str) -> str:
        """Return the role of a contact in a deal, by their ids, as it is called there."""
        return self.roles.get((contact, deal), "")


def rows_of_kind(
    tables: Iterable[CompanionTable], kind: type[R]
) -> Iterator[tuple[CompanionTable, R]]:
    """Yield the rows of one kind, each with its table."""
    for table in tables:
        for row in table.rows:
            if isinstance(row, kind):
                yield table, row


def companies_in(tables: Sequence[CompanionTable]) -> Companies:
    """Return what the tables say of companies. A name that several have stands for none."""
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    of_deals: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for _, row in rows_of_kind(tables, CompanyRow):
        if row.id:
            names[row.id] = row.name
            known = ids.setdefault(same_name(row.name), row.id)
            ids[same_name(row.name)] = row.id if known == row.id else ""
            for deal in row.about.deal_ids:
                of_deals[deal][row.id] = None
    for _, link in rows_of_kind(tables, LinkRow):
        for deal in link.about.deal_ids:
            of_deals[deal] |= dict.fromkeys(link.about.company_ids)
    return Companies(names, ids, {deal: tuple(found) for deal, found in of_deals.items()})


def links_in(tables: Sequence[CompanionTable]) -> Links:
    """Return what the tables of associations say."""
    deals: defaultdict[str, dict[str, None]] = defaultdict(dict)
    roles: dict[tuple[str, str], str] = {}
    activities: dict[str, About] = {}
    named = []
    for _, row in rows_of_kind(tables, LinkRow):
        about = row.about
        for activity in row.activity_ids:
            activities[activity] = about_both(activities.get(activity, About()), about)
        for contact in about.contact_ids if not row.activity_ids else ():
            deals[contact] |= dict.fromkeys(about.deal_ids)
            if row.role:
                roles |= {(contact, deal): row.role for deal in about.deal_ids}
        if about.deals and about.contacts:
            named.append(row)
    found = {contact: tuple(ids) for contact, ids in deals.items() if ids}
    return Links(found, roles, activities, named)


def about_both(first: About, other: About) -> About:
    """Return what two rows are about together."""
    return About(
        *(
            tuple(dict.fromkeys((*getattr(first, name), *getattr(other, name))))
            for name in About.__dataclass_fields__
        )
    )


def with_companies(
    results: Iterable[RowResult], tables: Sequence[CompanionTable]
) -> list[RowResult]:
    """Return the rows of deals with what the tables say of their companies, where they don't."""
    companies = companies_in(tables)
    rows = {row.id: row for _, row in rows_of_kind(tables, CompanyRow) if row.id}
    named = {same_name(row.name): row for _, row in rows_of_kind(tables, CompanyRow)}
    if not named:
        return list(results)
    return [
        _with_company(row, companies, rows, named) if isinstance(row, Fact) else row
        for row in results
    ]


def _with_company(
    fact: Fact,
    companies: Companies,
    rows: Mapping[str, CompanyRow],
    named: Mapping[str, CompanyRow],
) -> Fact:
    texts = (fact.others.get(key, "") for key in COMPANY_KEYS)
    own = [id_ for text in texts for id_ in split_ids(text)]
    ids = companies.of(fact.id, own, fact.company)
    row = next((rows[id_] for id_ in ids if id_ in rows), named.get(same_name(fact.company)))
    if row is None:
        return fact
    more = {"company": row.name, **{key: text for key, text in row.fields.items() if text}}
    if (number := more.get("employees", "")) and not number.isdecimal():
        del more["employees"]
    said = {**more, **fact.header}
    if isinstance(said.get("employees"), str):
        said["employees"] = int(said["employees"])
    return replace(fact, header=said)


def people_in(
    tables: Sequence[CompanionTable], links: Links
) -> list[tuple[CompanionTable, PersonRow]]:
    """Return the people, each with the deals that associations join them to."""
    return [
        (
            table,
            replace(
                row, about=about_both(row.about, About(links.deals_of_contact.get(row.id, ())))
            ),
        )
        for table, row in rows_of_kind(tables, PersonRow)
    ]
