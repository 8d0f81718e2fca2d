"""Whose an address is, by the letters of their name: ddaly@ is Declan Daly's. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from salescli.domain.deal import Person
from salescli.text.matching import folded

_SHORTEST = 3  # letters of a name that stands in an address


def address_owner(email: str, people: Iterable[Person]) -> Person | None:
    """Return the only one without an address whose name stands in this one; None for nobody."""
    local = folded(email.partition("@")[0]).replace(" ", "")
    fitting = [who for who in people if not who.email and _is_in(local, who.name)]
    return fitting[0] if len(fitting) == 1 else None


def _is_in(local: str, name: str) -> bool:
    return any(len(word) >= _SHORTEST and word in local for word in folded(name).split())
