"""People across deals: one row a person, whoever keeps them under whichever handle. Pure.

Two entries are one person where the address is the same, or name and company are. Whoever is not on
the buyer's side is the same person in the deals of all companies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from salescli.domain.deal import Deal, Person
from salescli.domain.process import BUYER, Process
from salescli.domain.standing import Standing, Status
from salescli.text.matching import folded, meant


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody in one deal: who, in which role and on which side of the table, when last met."""

    handle: str
    name: str
    role: str
    side: str
    email: str
    phone: str
    title: str
    met: datetime | None


@dataclass(frozen=True, slots=True)
class DealContacts:
    """The people of one deal."""

    deal: str
    company: str
    status: Status
    people: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """One person, with each deal that they are in, the one that they were last met in first.

    `name`, `title`, `email` and `phone` are those of the first deal that has one.
    """

    deals: tuple[tuple[DealContacts, Contact], ...]

    @property
    def name(self) -> str:
        """Their name, else their handle."""
        return self._first("name") or self.deals[0][1].handle

    @property
    def title(self) -> str:
        """What they are."""
        return self._first("title")

    @property
    def email(self) -> str:
        """Their address."""
        return self._first("email")

    @property
    def phone(self) -> str:
        """Their number."""
        return self._first("phone")

    @property
    def met(self) -> datetime | None:
        """When they were last met; None for never."""
        return self.deals[0][1].met

    @property
    def companies(self) -> tuple[str, ...]:
        """The companies of their deals."""
        return tuple(dict.fromkeys(deal.company for deal, _ in self.deals if deal.company))

    def _first(self, field: str) -> str:
        return next((text for _, who in self.deals if (text := getattr(who, field))), "")


def contacts_of(deal: Deal, process: Process, standing: Standing) -> DealContacts:
    """Return the people of a deal that was replayed."""
    met = {
        handle: entry.at for entry in standing.log if entry.is_encounter for handle in entry.people
    }
    people = tuple(_contact(who, process, met.get(who.handle)) for who in deal.people.values())
    return DealContacts(deal.handle, deal.company, standing.status, people)


def _contact(who: Person, process: Process, met: datetime | None) -> Contact:
    role = process.role(who.role)
    side = role.side if role else BUYER
    return Contact(who.handle, who.name, who.role, side, who.email, who.phone, who.title, met)


def gather(deals: Iterable[DealContacts]) -> list[KnownPerson]:
    """Return one row a person, whom we met last first; those never met by name."""
    groups: dict[tuple[str, ...], list[tuple[DealContacts, Contact]]] = {}
    aliases: dict[tuple[str, ...], tuple[str, ...]] = {}
    for deal in deals:
        company = _plain(deal.company) or deal.deal
        for who in deal.people:
            keys = _keys(who, company if who.side == BUYER else "")
            roots = list(dict.fromkeys(_root(key, aliases) for key in keys))
            first, *others = roots
            for other in others:
                aliases[other] = first
                groups.setdefault(first, []).extend(groups.pop(other, ()))
            groups.setdefault(first, []).append((deal, who))
    return sorted((_person(rows) for rows in groups.values()), key=_order)


_plain = lru_cache(maxsize=65536)(folded)


def _keys(who: Contact, company: str) -> list[tuple[str, ...]]:
    name = _plain(who.name) or who.handle
    keys: list[tuple[str, ...]] = [("name", name, company)]
    return [*keys, ("mail", who.email.casefold())] if who.email else keys


def _root(key: tuple[str, ...], aliases: dict[tuple[str, ...], tuple[str, ...]]) -> tuple[str, ...]:
    root = key
    while root in aliases:
        root = aliases[root]
    while key != root:  # the next way there is one step
        aliases[key], key = root, aliases[key]
    return root


def _person(rows: Sequence[tuple[DealContacts, Contact]]) -> KnownPerson:
    def latest(row: tuple[DealContacts, Contact]) -> float:
        return -row[1].met.timestamp() if row[1].met else 1e18

    return KnownPerson(tuple(sorted(rows, key=latest)))


def _order(person: KnownPerson) -> tuple[float, str]:
    return -person.met.timestamp() if person.met else 1e18, folded(person.name)


def people_meant(people: Iterable[KnownPerson], words: str) -> list[KnownPerson]:
    """Return the people that words mean: by name, address, number, title or company, or a part."""
    wanted, digits = words.strip().casefold(), _digits(words)
    return [person for person in people if _is_meant(person, words, wanted, digits)]


def _is_meant(person: KnownPerson, words: str, wanted: str, digits: str) -> bool:
    names: dict[str, str] = {}
    for deal, who in person.deals:
        names |= {who.handle: who.name, f"{who.name} {deal.company}": who.title, deal.company: ""}
        if wanted and wanted in who.email.casefold():
            return True
        number = _digits(who.phone)
        if len(digits) > 4 and (digits in number or (len(number) > 6 and digits.endswith(number))):
            return True
    return bool(meant(words, names))


def _digits(text: str) -> str:
    """Return the digits of a number, without the zeros that it begins with."""
    return "".join(filter(str.isdigit, text)).lstrip("0")
