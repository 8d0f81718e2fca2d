"""What is typed behind somebody who is known: 'priya mob 07911 223344' has her number."""

from __future__ import annotations

import re
from collections.abc import Mapping

from salescli.domain.deal import Person
from salescli.domain.people.known_person import UnclearPersonError, known_person
from salescli.domain.people.person_text import read_people
from salescli.domain.people.person_titles import is_title
from salescli.domain.people.role_words import is_whole_role
from salescli.text.lazy_re import lazy_re

# 'Sabine is the owner', 'Bob ist der Chef'.
_IS = lazy_re(r"(?:is|ist|=)\s+(?:(?:the|an?|der|die|das|ein|eine)\s+)?", re.IGNORECASE)
_NOBODY = Person("zz-zz", "Zz Zz")  # of whom all that is said is new


def said_of_known(
    text: str, people: Mapping[str, Person], roles: Mapping[str, str]
) -> tuple[Person, dict[str, str]] | None:
    """Return who is named first and what is said of them, by the key of the field.

    None where the rest is no address, number, title or role. Titles go behind those they have.
    """
    words = text.split()
    for end in range(len(words) - 1, 0, -1):
        if any("@" in word for word in words[1:end]):
            continue  # an address behind a name is said of them
        try:
            who = known_person(" ".join(words[:end]).rstrip(",:;"), people)
        except UnclearPersonError:
            continue
        if who is not None:
            rest = " ".join(words[end:]).strip(" ,;-")
            fields = _fields(_IS.sub("", rest, count=1) if _IS.match(rest) else rest, roles)
            return (who, _beside(who, fields)) if fields else None
    return None


def _fields(rest: str, roles: Mapping[str, str]) -> dict[str, str]:
    try:
        read = read_people(f"{_NOBODY.name}, {rest}", {}, roles)
    except ValueError:
        return {}
    if len(read) != 1 or read[0].name != _NOBODY.name:
        return {}
    (who,) = read
    has_contact = bool(who.email or who.phone)
    is_name = rest[:1].isupper() and " " not in rest and not is_whole_role(rest, roles)
    titles = who.title.split(", ") if who.title else []
    is_about = who.role or any(is_title(title) for title in titles)
    if not has_contact and (is_name or not is_about):
        return {}
    fields = {"role": who.role, "email": who.email, "phone": who.phone, "title": who.title}
    return {key: value for key, value in fields.items() if value}


def _beside(who: Person, fields: dict[str, str]) -> dict[str, str]:
    """Return the fields, a title behind the titles that somebody has."""
    if "title" not in fields:
        return fields
    titles = dict.fromkeys((*who.title.split(", "), *fields["title"].split(", ")))
    return {**fields, "title": ", ".join(filter(None, titles))}
