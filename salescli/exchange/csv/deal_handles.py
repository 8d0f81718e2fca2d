"""Handles for deals that come in many at once: short where that is unique, and always the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import count

from salescli.domain.deal import Person
from salescli.domain.people.person_text import read_people
from salescli.exchange.csv.row_people import Contact
from salescli.exchange.csv.rows import Fact
from salescli.text.handles import company_handle, is_handle, slug


def handles_for(facts: Sequence[Fact], taken: Iterable[str]) -> list[str]:
    """Return a handle for each deal, none of them taken.

    It is the company, with the deal's title or id where needed. A shorter form is used where one
    deal alone would go by it.
    """
    forms = [_forms(fact) for fact in facts]
    counted = Counter(form for choices in forms for form in choices)
    used = set(taken)
    chosen = []
    for choices in forms:
        free = (form for form in choices if counted[form] == 1 and form not in used)
        handle = next(free, None) or _numbered(choices[-1] if choices else "deal", used)
        used.add(handle)
        chosen.append(handle)
    return chosen


def _forms(fact: Fact) -> list[str]:
    company = company_handle(fact.company) if fact.company else ""
    title, name = slug(fact.title), slug(fact.id)
    if company:
        forms = [company, slug(f"{company} {title}"), slug(f"{company[:24]} {name}")]
    else:
        forms = [title, name]
    return [form for form in dict.fromkeys(forms) if is_handle(form)]


def _numbered(form: str, used: set[str]) -> str:
    forms = (form if n == 1 else f"{form}-{n}" for n in count(1))
    return next(candidate for candidate in forms if candidate not in used)


def people_of(contacts: Iterable[Contact], known: Iterable[Person]) -> list[Person]:
    """Return the contact persons that a deal doesn't have yet, each with a handle of its own."""
    people = list(known)
    used = {person.handle for person in people}
    new = []
    for written, email, number in contacts:
        name, title, phone = _parted(written, number)
        if any(_same(person, name, email) for person in people):
            continue
        words = slug(name or email.partition("@")[0] or "contact").split("-")
        short = words[0] if is_handle(words[0]) and words[0] not in used else "-".join(words)
        handle = _numbered(short if is_handle(short) else "contact", used)
        used.add(handle)
        new.append(Person(handle, name, email=email, phone=phone, title=title))
        people.append(new[-1])
    return new


def _parted(text: str, phone: str) -> tuple[str, str, str]:
    """Return the name, title and phone of 'Tom Weiss, CEO' as at a prompt; else all as the name."""
    try:
        named = read_people(text, {}, {}) if re.search("[,(]", text) else ()
    except ValueError:
        named = ()
    who = named[0] if len(named) == 1 else None
    if who is None or not who.title or who.email:
        return text, "", phone
    return who.name, who.title, phone or who.phone


def _same(person: Person, name: str, email: str) -> bool:
    if email and person.email:
        return email.casefold() == person.email.casefold()
    return name.casefold() == person.name.casefold()
