"""The deals that rows of other tables can belong to: by id, by name, by people, by company."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from salescli.domain.deal import Deal
from salescli.exchange.companions.table_rows import About, same_name, split_ids
from salescli.exchange.csv.deal_links import COMPANY_KEYS, PEOPLE_KEYS, link_texts
from salescli.text.lazy_re import lazy_re

ID, NAME, CONTACT, COMPANY = "id", "name", "contact", "company"
# https://help.salesforce.com/s/articleView?id=000385203: the prefix of an id is its object's.
_OPPORTUNITY = lazy_re("006[A-Za-z0-9]{12}")


@dataclass(frozen=True, slots=True)
class Join:
    """The deals that a row belongs to, and by what; none with the `reason` why."""

    deals: tuple[str, ...] = ()
    by: str = ""
    reason: str = ""


Found = defaultdict[str, dict[str, None]]  # handles of deals, in order, by what they go by


def _found() -> Found:
    return defaultdict(dict)


@dataclass(slots=True)
class DealIndex:
    """Where each deal is found. `people` and `emails` are filled once the people are joined."""

    by_id: dict[str, str] = field(default_factory=dict)
    by_title: Found = field(default_factory=_found)
    by_company: Found = field(default_factory=_found)
    by_company_id: Found = field(default_factory=_found)
    by_contact_id: Found = field(default_factory=_found)
    by_contact: Found = field(default_factory=_found)
    by_email: Found = field(default_factory=_found)

    def direct(self, about: About) -> Join:
        """Return the deals that a row names itself, by their ids, else by their names.

        What names a deal that is not here belongs to no other one.
        """
        others = (id_ for id_ in about.ids if id_ in self.by_id or _OPPORTUNITY.fullmatch(id_))
        named = [*about.deal_ids, *others]
        here = dict.fromkeys(self.by_id[name] for name in named if name in self.by_id)
        if here:
            return Join(tuple(here), ID)
        if named:
            return Join(reason="its deal is not here")
        if not about.deals:
            return Join()
        return self._by_title(about)

    def _by_title(self, about: About) -> Join:
        companies = {same_name(name) for name in about.companies}
        deals: dict[str, None] = {}
        for title in about.deals:
            found = self.by_title.get(same_name(title), {})
            of_company = {
                handle: None
                for name in companies
                for handle in self.by_company.get(name, ())
                if handle in found
            }
            choice = of_company or found
            if len(choice) > 1:
                return Join(reason="several deals have the name of its deal")
            deals |= choice
        if deals:
            return Join(tuple(deals), NAME)
        return Join(reason="its deal is not here")

    def roundabout(self, about: About) -> Join:
        """Return the only deal of the people, else of the companies, that a row names."""
        people = [
            *((self.by_contact_id, id_) for id_ in about.contact_ids),
            *((self.by_email, address) for address in about.emails),
            *((self.by_contact, same_name(name)) for name in about.contacts),
        ]
        companies = [
            *((self.by_company_id, id_) for id_ in (*about.company_ids, *about.ids)),
            *((self.by_company, same_name(name)) for name in about.companies),
        ]
        for by, places in ((CONTACT, people), (COMPANY, companies)):
            deals = {handle: None for table, key in places for handle in table.get(key, ())}
            if len(deals) == 1:
                return Join(tuple(deals), by)
            if deals:
                return Join(reason=f"its {by} has several deals")
        return Join(reason=_nobody(about))


def _nobody(about: About) -> str:
    if about.contact_ids or about.contacts or about.emails:
        return "its contact is in no deal that is here"
    if about.company_ids or about.companies or about.ids:
        return "its company has no deal that is here"
    return "it names no deal, contact or company"


@dataclass(frozen=True, slots=True)
class Companies:
    """The names of companies by their ids, the ids by their names, and the ids of each deal's."""

    names: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    of_deals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, key: str, own: Iterable[str], name: str) -> tuple[str, ...]:
        """Return the ids of a deal's companies: by its id there, its own columns, or its name."""
        known = dict.fromkeys((*own, *self.of_deals.get(key, ())))
        by_name = self.ids.get(same_name(name), "") if name else ""
        return tuple(known) or tuple(filter(None, (by_name,)))


def deal_index(deals: Iterable[tuple[str, Deal]], companies: Companies) -> DealIndex:
    """Return where deals are found, each with its id there ('' for one that was opened here)."""
    index = DealIndex()
    for key, deal in deals:
        handle = deal.handle
        if key:
            index.by_id.setdefault(key, handle)
        for name in filter(None, (deal.title, handle)):  # our own tables have the handle
            index.by_title[same_name(name)][handle] = None
        for id_ in _own_ids(deal, PEOPLE_KEYS):
            index.by_contact_id[id_][handle] = None
        _add_company(index, key, deal, companies)
        _add_people(index, deal)
    return index


def _add_company(index: DealIndex, key: str, deal: Deal, companies: Companies) -> None:
    if deal.company:
        index.by_company[same_name(deal.company)][deal.handle] = None
    for id_ in companies.of(key, _own_ids(deal, COMPANY_KEYS), deal.company):
        index.by_company_id[id_][deal.handle] = None
        if id_ in companies.names:
            index.by_company[same_name(companies.names[id_])][deal.handle] = None


def _add_people(index: DealIndex, deal: Deal) -> None:
    for person in deal.people.values():
        if person.email:
            index.by_email[person.email.casefold()][deal.handle] = None
        if person.name:
            index.by_contact[same_name(person.name)][deal.handle] = None


def _own_ids(deal: Deal, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids in columns of the deals' own table."""
    return tuple(id_ for text in link_texts(deal, keys) for id_ in split_ids(text))
