"""A person as shown for whoever typed them to check: typed back, it means the same. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from salescli.domain.deal import Person
from salescli.domain.people.person_titles import is_title
from salescli.domain.people.person_words import is_relation
from salescli.domain.people.role_words import is_trade, roles_meant
from salescli.text.matching import folded

# 'After 5pm' beside a number is no name only in brackets.
_OF_HOURS = [
    [word]
    for word in (
        *("after", "before", "from", "until", "till", "between", "only", "not", "never"),
        *("nur", "ab", "bis", "vor", "nach", "erst", "nicht", "zwischen", "alleen", "na"),
    )
]


def person_echo(who: Person, roles: Mapping[str, str]) -> str:
    """Return a person in one line: name, title, role, phone and address.

    `roles` are ids and titles. A title that would mean a role which somebody hasn't is theirs:
    'her boss Tom' needn't be the owner.
    """
    titles = [_shown(title, who, roles) for title in who.title.split(", ") if title]
    named = "".join(f" {one}" if one[0] == "(" else f", {one}" for one in titles)
    return ", ".join(filter(None, (who.name + named, who.role, who.phone, who.email)))


def _shown(title: str, who: Person, roles: Mapping[str, str]) -> str:
    meant = () if is_trade(title, roles) else roles_meant(title, roles)
    is_other = len(meant) == 1 and not who.role and folded(title) not in map(folded, roles)
    if is_other:
        return f"their {title}"
    is_plain = "/" not in title and folded(title).split()[:1] not in _OF_HOURS
    is_sure = not title[0].isupper() or is_title(title) or is_relation(title)
    return title if is_sure and is_plain else f"({title})"
