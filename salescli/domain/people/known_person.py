"""The one of a deal whom a name or an address means."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from salescli.domain.deal import Person
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

ADDRESS = lazy_re(
    r"[<(\[]?\s*(?:mailto:)?([^\s<>()\[\],;:]+@[^\s<>()\[\],;]+?)\s*[>)\]]?(?=[\s,;)\]]|$)"
)
# Said with a name, and no part of it by which somebody is told from others.
_COURTESY = {"mr", "mrs", "ms", "miss", "dr", "herr", "frau", "himself", "herself", "selbst"}


class UnclearPersonError(ValueError):
    """A name that several people of the deal have: `people` are those."""

    def __init__(self, name: str, people: Collection[Person]) -> None:
        either = " or ".join(f"{who.handle} ({who.name})" for who in people)
        super().__init__(f"'{name}' could be {either}")
        self.people = tuple(people)


def call_name(who: Person) -> str:
    """Return the name by which somebody is called: the first; of Herr Lindner the family name."""
    listed = (who.name or who.handle).split()
    return listed[-1 if folded(listed[0]) in _COURTESY else 0]


def known_person(words: str, people: Mapping[str, Person]) -> Person | None:
    """Return the one whom a name or an address means. Raises UnclearPersonError for several."""
    if words in people:
        return people[words]
    address = ADDRESS.search(words)
    if address:
        by_mail = [who for who in people.values() if who.email.casefold() == address[1].casefold()]
        if len(by_mail) == 1:
            return by_mail[0]
        words = ADDRESS.sub("", words).strip() or words
    wanted = folded(words)
    if not wanted:
        return None
    listed = list(people.values())
    whole = [who for who in listed if folded(who.name) == wanted]
    part = set(wanted.split()) - _COURTESY or set(wanted.split())
    partly = [who for who in listed if _has_all(part, who)]
    for fitting in (whole, partly):
        if len(fitting) > 1:
            raise UnclearPersonError(words, fitting)
        if fitting and not (address and fitting[0].email):
            return fitting[0]
    return None


def _has_all(words: set[str], who: Person) -> bool:
    """Return whether somebody has each of the words in their name, or an initial of it."""
    own = {*folded(who.name).split(), folded(who.handle)}
    initials = {name[:1] for name in own} if words & own else set()
    return words <= own | initials
