"""People as they are named: several separated by commas or 'and', known ones and new ones.

A known one is named by handle, name, first or family name where only one has it, or address. A new
one keeps the name as it was typed, with what stands beside it: `Name <mail>`, `Name, role`,
`Name (title)`, `Name - title`, a phone number. Behind a comma stands a title, a role or another
person; what could be either is refused with both written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from salescli.domain.deal import Person
from salescli.domain.people.address_owner import address_owner
from salescli.domain.people.address_text import slip_in_address
from salescli.domain.people.known_person import ADDRESS, UnclearPersonError, known_person
from salescli.domain.people.name_checks import check_is_name
from salescli.domain.people.person_beside_title import titles_in_brackets
from salescli.domain.people.person_details import unchanged, with_detail
from salescli.domain.people.person_jobs import with_jobs
from salescli.domain.people.person_leads import title_with_name
from salescli.domain.people.person_place import is_of_company, without_title
from salescli.domain.people.person_sentence import DOES, in_brackets
from salescli.domain.people.person_tidy import tidied
from salescli.domain.people.person_titles import is_title
from salescli.domain.people.person_words import (
    by_pronoun,
    clause_about,
    is_capital,
    is_everybody,
    is_of_somebody,
    is_relation,
    of_relation,
    parted_relation,
    says_what,
    without_article,
    without_possessive,
)
from salescli.domain.people.role_words import known_roles
from salescli.text.handles import slug
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

# Between two people, or between one and what they are: a comma and a dash can be both.
_BETWEEN = lazy_re(
    r"(?P<weak>,)|(?<=[0-9])\.\s+(?=\S)|(?:(?<=@)|(?<=\.[a-z]{2})|(?<=\.[a-z]{3}))\.\s+(?=\S)"
    r"|(?<=[a-z]{5})\.\s+(?=\S)|(?P<dash>\s[-\u2013\u2014|]\s)|[;&\n]|\s[/+]\s|(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})"
    r"|\s+(?:and|und|u\.?|et|y|e|n|plus|b?cc:?)\s+(?=\S)|\s+en\s+(?=(?:zijn|haar|hun) |[A-Z])"
)
_LONGEST = 600  # characters of a text that names people
_LONGEST_NAME = 3  # words of a name in small letters
_BRACKETS = lazy_re(r"\s*[(\[]([^()\[\]]*)[)\]]")
_PART_IN_BRACKETS = lazy_re(r"[^\s(\[].*[(\[][^()\[\]]*[)\]]|[)\]]\s*\S")
_LEAD = lazy_re(
    r"^(?:evtl|eventuell|vielleicht|maybe|perhaps|probably|possibly|hopefully|wohl)\b\.?\s+(?=\S)"
    r"|^(?:no|nope|nein|yes|ja|ok)[,;]\s*(?=\S)"
    r"|^(?:plus|and|und|with|mit|w/|dazu|auch|b?cc:?|in cc)\s+(?=\S)",
    re.IGNORECASE,
)
_SELF = lazy_re(r"\s+(?:himself|herself|selbst|persönlich|in person|personally)$", re.IGNORECASE)
_HERRN = lazy_re(r"^Herrn ")
_PHONE = lazy_re(
    r"(?<!\w)(?:tel:?\s*)?"
    r"(\+?\(?[0-9][0-9 ()/.\u00a0-]{5,}[0-9](?: (?:ext\.?|x|dw) ?[0-9]{1,5})?)(?!\w)"
)


def read_people(
    text: str, people: Mapping[str, Person], roles: Mapping[str, str]
) -> tuple[Person, ...]:
    """Return the people that a text names, known or new; `-` is nobody.

    `roles` are ids and titles. A new one's handle is free among `people`.
    Raises UnclearPersonError, or ValueError with a sentence for what names nobody.
    """
    if len(text) > _LONGEST:
        raise ValueError(
            f"{len(text):,} characters are too many to name people: up to {_LONGEST:,}"
        )
    if likely := slip_in_address(text):
        raise ValueError(f"'{text}' has a comma in the address: did you mean {likely}?")
    named: dict[str, Person] = {}
    last: Person | None = None
    for part, joint in _parts(
        _LEAD.sub("", title_with_name(titles_in_brackets(with_jobs(tidied(text.strip()), roles))))
    ):
        words = _LEAD.sub("", in_brackets(_LEAD.sub("", part.strip())))
        if not words or words == "-":
            continue
        known = known_person(words, people)
        if known is None and (meant := by_pronoun(_SELF.sub("", words), people)):
            if len(meant) > 1 and not is_everybody(words):
                raise UnclearPersonError(words, meant)
            named |= {who.handle: who for who in meant}
            continue
        mail = ADDRESS.fullmatch(words)
        if mail and (owner := address_owner(mail[1], named, people)) is not None:
            named[owner.handle] = owner
            last = owner if last and last.handle == owner.handle else last
            continue
        about = None if known or last is None else _about(words, joint, last, roles, people)
        taken = {**people, **named}
        last = about or known or _related(words, taken, roles, people)
        last = last or _new(words, taken, roles, people)
        named[last.handle] = last
    return tuple(named.values())


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands between the joints outside of brackets, each with the joint before it."""
    hidden = [(match.start(), match.end()) for match in _BRACKETS.finditer(text)]
    start, before = 0, "\n"
    for match in _BETWEEN.finditer(text):
        if any(begin < match.start() < end for begin, end in hidden):
            continue
        yield text[start : match.start()], before
        start, before = match.end(), (match["weak"] or match["dash"] or "\n").strip() or "\n"
    yield text[start:], before


def _related(
    words: str, taken: Mapping[str, Person], roles: Mapping[str, str], people: Mapping[str, Person]
) -> Person | None:
    """Return the one of 'her husband Klaus', or of 'the CEO' where one is known; None for a name.

    Raises ValueError where no name is there.
    """
    relation, name = parted_relation(words)
    if name:
        if (known := known_person(name, people)) is not None:
            return known
        if not relation and name.islower() and "@" not in name:
            raise ValueError(f"'{words}' has no name: write it too, as in 'Dana Reyes ({name})'")
        new = _new(name, taken, roles, people)
        said = f"their {relation}" if is_of_somebody(words) else relation
        return with_detail(new, said, roles) if says_what(relation) else new
    if not relation:
        return None
    fitting = of_relation(relation, people.values(), roles)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UnclearPersonError(words, fitting)
    raise ValueError(f"'{words}' has no name: write it too, as in 'Dana Reyes ({relation})'")


def _about(
    words: str, joint: str, last: Person, roles: Mapping[str, str], people: Mapping[str, Person]
) -> Person | None:
    """Return the person before a joint with what stands behind it; None for another person.

    Raises ValueError with both readings where it could be either.
    """
    if joint != "\n" and last.handle not in people and (titles := _titles(words, last)):
        for title in titles:
            last = with_detail(last, title, roles)
        return last
    is_other = _PART_IN_BRACKETS.search(words) and not _PHONE.fullmatch(words)
    if parted_relation(words)[1] or is_of_company(words) or is_other:
        return None
    whole, words = words, without_possessive(words) if joint != "\n" else words
    check_is_name(words)
    is_sure = _is_sure(words, joint, roles)
    if last.handle in people:
        return unchanged(last, words, roles) if is_sure else None
    if contact := _contact(words, last):
        return contact
    if is_sure or (joint != "\n" and is_capital(last.name) and not is_capital(words)):
        return None if ADDRESS.search(words) else with_detail(last, whole, roles)
    if joint != "\n":
        _check_clear(words, joint, last)
    return None


def _titles(words: str, last: Person) -> list[str]:
    """Return the titles of 'planner (her husband)', or what a clause says that somebody does."""
    if clause := clause_about(words):
        return [clause]
    if not words[:1].islower() or ADDRESS.search(words):
        return []
    is_long = words.islower() and is_capital(last.name) and len(words.split()) > _LONGEST_NAME
    if DOES.fullmatch(words) or (is_long and not any(map(str.isdigit, words))):
        return [words]
    outside, inside = _BRACKETS.sub(" ", words).strip(), _BRACKETS.findall(words)
    return [outside, *inside] if inside and outside.islower() else []


def _contact(words: str, last: Person) -> Person | None:
    """Return the person with an address or a phone number, where the words are one."""
    if mail := ADDRESS.fullmatch(words):
        return replace(last, email=mail[1]) if last.email in ("", mail[1]) else None
    phone = _PHONE.fullmatch(words)
    return replace(last, phone=phone[1]) if phone else None


def _check_clear(words: str, joint: str, last: Person) -> None:
    """Raise ValueError with both readings for a word behind a full name, or any behind a dash."""
    is_alone = len(last.name.split()) > 1 and len(words.split()) == 1 and words[0].isupper()
    if (is_alone or joint != ",") and not ADDRESS.search(words):
        raise ValueError(
            f"'{words}' could be a title of {last.name}, or another person: "
            f"write '{last.name} ({words})' or '{last.name}; {words}'"
        )


def _is_sure(words: str, joint: str, roles: Mapping[str, str]) -> bool:
    """Whether words are a role or a title, and nobody's name: behind 'and' only as a whole."""
    role = known_roles(words, roles)
    words = without_article(words)
    is_whole = len(role) == 1 and folded(words) in map(folded, (role[0], roles[role[0]]))
    is_about = joint != "\n" and (len(role) == 1 or is_relation(words))
    return is_whole or is_title(words) or is_about


def _new(
    words: str, taken: Mapping[str, Person], roles: Mapping[str, str], people: Mapping[str, Person]
) -> Person:
    """Return a new person with all that stands beside the name, or a known one of that name.

    Raises ValueError for a text without a name.
    """
    check_is_name(words)
    mail, phone = ADDRESS.search(words), _PHONE.search(words)
    rest = _PHONE.sub("", ADDRESS.sub("", words))
    inside = ",".join(_BRACKETS.findall(rest)).split(",")
    details = [text for text in (part.strip(" ,;.") for part in inside) if text]
    name = _SELF.sub("", _BRACKETS.sub(" ", rest).strip()).strip(" <>()\"'\u201c\u201d:,;-\t")
    name, title = without_title(name, roles)
    if (title or details) and (known := known_person(name, people)):
        for text in filter(None, (title, *details)):
            unchanged(known, text, roles)
        return known
    if not name and mail:
        name = mail[1].partition("@")[0]
    name = _HERRN.sub("Herr ", name)
    handle = slug(name)
    if not handle:
        raise ValueError(f"'{words}' is not a name")
    numbered = (handle if n == 1 else f"{handle}-{n}" for n in range(1, len(taken) + 2))
    free = next(name for name in numbered if name not in taken)
    facts: dict[str, Any] = {"email": mail[1] if mail else "", "phone": phone[1] if phone else ""}
    person = Person(free, " ".join(name.split()), **facts)
    for text in filter(None, (title, *details)):
        person = with_detail(person, text, roles)
    return person
