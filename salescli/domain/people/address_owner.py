"""Whose an address is, by the letters of their name: ddaly@ is Declan Daly's. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from salescli.domain.deal import Person
from salescli.text.matching import folded

_SHORTEST = 3  # letters of a name that stands in an address


def address_owner(email: str, named: Mapping[str, Person], known: Collection[str]) -> Person | None:
    """Return the only new one whose name stands in an address, with it; None for nobody.

    Who is `known` keeps what they have, and so does who has an address.
    """
    local = folded(email.partition("@")[0]).replace(" ", "")
    new = (who for who in named.values() if who.handle not in known and not who.email)
    fitting = [who for who in new if _is_in(local, who.name)]
    return replace(fitting[0], email=email) if len(fitting) == 1 else None


def _is_in(local: str, name: str) -> bool:
    return any(len(word) >= _SHORTEST and word in local for word in folded(name).split())
