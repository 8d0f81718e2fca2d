"""The people of one deal, with those of another system's table added to them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from salescli.domain.deal import Deal, Person
from salescli.exchange.companions.table_rows import About, PersonRow, same_name
from salescli.exchange.csv.deal_handles import people_of

RoleOf = Callable[[Deal, str], str]  # the role of a deal's process that a word means, '' for none


@dataclass(slots=True)
class DealPeople:
    """The people of a deal: `everybody`, those that are new, and what is filled in of others."""

    everybody: dict[str, Person]
    new: dict[str, None] = field(default_factory=dict)
    filled: dict[tuple[str, str], str] = field(default_factory=dict)
    handles: dict[str, str] = field(default_factory=dict)

    def take(self, row: PersonRow, role: str, role_words: str) -> None:
        """Add a person, or fill in what is not known of them."""
        who = self._known(row)
        title = _title(row.title, "" if role else role_words)
        if who is None:
            (who,) = people_of([(row.name, row.email, row.phone)], self.everybody.values()) or (
                None,
            )
            if who is None:
                return
            self.new[who.handle] = None
        facts = {"email": row.email, "phone": row.phone, "title": title, "role": role}
        missing = {k: text for k, text in facts.items() if text and not getattr(who, k)}
        if who.handle not in self.new:
            self.filled |= {(who.handle, name): text for name, text in missing.items()}
        both = {name: getattr(who, name) or text for name, text in facts.items()}
        self.everybody[who.handle] = Person(who.handle, who.name, links=who.links, **both)
        for key in (row.id, row.email.casefold(), same_name(row.name)):
            if key:
                self.handles.setdefault(key, who.handle)

    def _known(self, row: PersonRow) -> Person | None:
        people = self.everybody.values()
        if row.email:
            for who in people:
                if who.email.casefold() == row.email:
                    return who
        name = same_name(row.name)
        return next(
            (
                who
                for who in people
                if same_name(who.name) == name and not (who.email and row.email)
            ),
            None,
        )

    def named(self, about: About) -> tuple[str, ...]:
        """Return the handles of those whom a row names."""
        keys = (*about.contact_ids, *about.emails, *map(same_name, about.contacts))
        return tuple(dict.fromkeys(self.handles[key] for key in keys if key in self.handles))


def deal_people(deal: Deal, rows: Iterable[tuple[PersonRow, str]], role_of: RoleOf) -> DealPeople:
    """Return the people of a deal with those of some rows, each with its role there."""
    people = DealPeople(dict(deal.people))
    for who in deal.people.values():
        for key in (who.email.casefold(), same_name(who.name)):
            if key:
                people.handles.setdefault(key, who.handle)
    for row, words in rows:
        people.take(row, role_of(deal, words) if words else "", words)
    return people


def _title(title: str, role: str) -> str:
    if title and role and role.casefold() not in title.casefold():
        return f"{title} ({role})"
    return title or role
