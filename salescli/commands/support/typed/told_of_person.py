"""A sentence about somebody in the place of a deal's field: who is meant, and what changes them."""

from __future__ import annotations

from salescli.domain.deal import Deal
from salescli.errors import UsageError
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.shell_quoting import command, word

_CALLED = lazy_re(
    r"\b(?:call (?:him|her|them)|(?:is|s) called|name(?:'s| is)?|named|heißt"
    r"|nenn(?:e|t)? (?:ihn|sie)|heet)"
    r"\s+(?P<name>[A-ZÄÖÜ][\w'\u2019-]*(?: [A-ZÄÖÜ][\w'\u2019-]*){0,3})"
)
_IS = lazy_re(r"\b(?:is|ist)\s+(?P<what>[^,;.]{3,40})")


def about_person(text: str, deal: Deal) -> UsageError | None:
    """Return the refusal of words that name somebody of the deal, with the command for them."""
    words = folded(text).split()
    for who in deal.people.values():
        names = {folded(who.handle), *folded(who.name).split()[:1]}
        if names.isdisjoint(words):
            continue
        called = _CALLED.search(text)
        what = _IS.search(text)
        flags = f"--name {word(called['name'])}" if called else "--title ROLE"
        if what and not called:
            flags = f"--title {word(what['what'].strip())}"
        return UsageError(
            f"'{text}' is about {who.name or who.handle}, and no field of the deal",
            fix=command("person", deal.handle, who.handle, flags=flags),
        )
    return None
