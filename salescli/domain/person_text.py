"""People as they are named: several separated by commas or 'and', known ones and new ones.

A known one is named by handle, name, first or family name where only one has it, or address. A new
one keeps the name as it was typed, with what stands beside it: `Name <mail>`, `Name, role`, a
phone number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from salescli.domain.deal import Person
from salescli.text.handles import slug
from salescli.text.matching import folded, meant

_PARTS = re.compile(r"[,;&\n]|\s+(?:and|und|et|y|e)\s+(?=\S)")
_MAIL = re.compile(r"[<(\[]?\s*(?:mailto:)?([^\s<>()\[\],;:]+@[^\s<>()\[\],;]+?)\s*[>)\]]?(?=\s|$)")
_PHONE = re.compile(r"(?<!\w)(?:tel:?\s*)?(\+?\(?[0-9][0-9 ()/.\u00a0-]{5,}[0-9])(?!\w)")
_TITLE = re.compile(
    r"(?:c[a-z]o|s?e?vp|chair|head|chief|president|director|manager|lead|owner|founder|co-founder"
    r"|partner|officer|buyer|counsel|assistant|engineer|controller|treasurer)\b"
    r"|.*\b(?:director|manager|officer|lead|president|counsel|assistant|engineer|controller)\b",
    re.IGNORECASE,
)


class UnclearPersonError(ValueError):
    """A name that several people of the deal have: `people` are those."""

    def __init__(self, name: str, people: Collection[Person]) -> None:
        either = " or ".join(f"{who.handle} ({who.name})" for who in people)
        super().__init__(f"'{name}' could be {either}")
        self.people = tuple(people)


def read_people(
    text: str, people: Mapping[str, Person], roles: Mapping[str, str]
) -> tuple[Person, ...]:
    """Return the people that a text names, known or new; `-` is nobody.

    `roles` are ids and titles. A new one's handle is free among `people`.
    Raises UnclearPersonError, or ValueError with a sentence for what names nobody.
    """
    named: dict[str, Person] = {}
    last: Person | None = None
    for part in _PARTS.split(text):
        words = part.strip()
        if not words or words == "-":
            continue
        about = _about(words, last, people, roles)
        if about is not None:
            last = about
        else:
            last = known_person(words, people) or _new(words, {**people, **named})
        named[last.handle] = last
    return tuple(named.values())


def known_person(words: str, people: Mapping[str, Person]) -> Person | None:
    """Return the one whom a name or an address means. Raises UnclearPersonError for several."""
    if words in people:
        return people[words]
    address = _MAIL.search(words)
    if address:
        by_mail = [who for who in people.values() if who.email.casefold() == address[1].casefold()]
        if len(by_mail) == 1:
            return by_mail[0]
        words = _MAIL.sub("", words).strip() or words
    wanted = folded(words)
    if not wanted:
        return None
    listed = list(people.values())
    whole = [who for who in listed if folded(who.name) == wanted]
    part = set(wanted.split())
    partly = [who for who in listed if part <= {*folded(who.name).split(), folded(who.handle)}]
    for fitting in (whole, partly):
        if len(fitting) > 1:
            raise UnclearPersonError(words, fitting)
        if fitting and not (address and fitting[0].email):
            return fitting[0]
    return None


def _about(
    words: str, last: Person | None, people: Mapping[str, Person], roles: Mapping[str, str]
) -> Person | None:
    """Return the new person before a comma with what stands behind it; None for another one."""
    if last is None or last.handle in people:
        return None
    role = meant(words, roles)
    details: dict[str, Any] = {}
    if mail := _MAIL.fullmatch(words):
        details = {"email": mail[1]}
    elif phone := _PHONE.fullmatch(words):
        details = {"phone": phone[1]}
    elif len(role) == 1 and not last.role:
        details = {"role": role[0]}
    elif _TITLE.match(words) and not last.title:
        details = {"title": words}
    return replace(last, **details) if details else None


def _new(words: str, people: Mapping[str, Person]) -> Person:
    """Return a new person. Raises ValueError for a text without a name."""
    mail, phone = _MAIL.search(words), _PHONE.search(words)
    name = _PHONE.sub("", _MAIL.sub("", words)).strip(" <>()\"'\u201c\u201d:-\t")
    if not name and mail:
        name = mail[1].partition("@")[0]
    handle = slug(name)
    if not handle:
        raise ValueError(f"'{words}' is not a name")
    numbered = (handle if n == 1 else f"{handle}-{n}" for n in range(1, len(people) + 2))
    free = next(name for name in numbered if name not in people)
    return Person(
        free,
        " ".join(name.split()),
        email=mail[1] if mail else "",
        phone=phone[1] if phone else "",
    )
