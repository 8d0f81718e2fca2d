"""What else is said of a person: a role or a title, theirs from here on. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from salescli.domain.deal import Person
from salescli.domain.people.person_words import is_of_somebody, without_possessive
from salescli.domain.people.role_words import is_trade, known_roles, roles_meant
from salescli.text.matching import folded


def unchanged(who: Person, words: str, roles: Mapping[str, str]) -> Person:
    """Return somebody who is known, with nothing new. Raises ValueError where words say more."""
    if with_detail(who, words, roles) != who and not set(folded(words).split()) <= set(
        folded(f"{who.name} {who.title} {who.role} {who.handle}").split()
    ):
        raise ValueError(
            f"{who.name or who.handle} is known, and '{words}' would be a new title or role: "
            "salescli person changes that"
        )
    return who


def with_detail(who: Person, words: str, roles: Mapping[str, str]) -> Person:
    """Return somebody with a role, where the words are one and they have none; else a title.

    'The boss' is both, where the process has an owner; 'her boss' may be anybody.
    """
    is_theirs = is_of_somebody(words)
    words = without_possessive(words)
    role = () if is_trade(words, roles) else known_roles(words, roles)
    if len(role) == 1 and who.role in ("", role[0]):
        return replace(who, role=role[0])
    part = () if is_theirs or who.role or is_trade(words, roles) else roles_meant(words, roles)
    if len(part) == 1:
        who = replace(who, role=part[0])
    titles = [title for title in who.title.split(", ") if title]
    if folded(words) in map(folded, titles):
        return who
    return replace(who, title=", ".join((*titles, words)))
