"""What a row is known by, so that the next file finds its deal.

That is its id there, in one form: `101.0` is 101, and the 18 characters of Salesforce are its 15
with a check of their capitals. A row without an id is known by its company, title and day of
opening; of several such rows with different amounts, each but the first by its number too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from salescli.domain.deal import IMPORTED, Deal
from salescli.domain.time.moment import day_of
from salescli.exchange.csv.rows import Fact
from salescli.text.lazy_re import lazy_re

_WHOLE = lazy_re(r"([0-9]+)[.,]0+")
_SALESFORCE = lazy_re(r"[A-Za-z0-9]{15}[A-Z0-5]{3}")
_CHECKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_NUMBERED = lazy_re(r" \| #[0-9]+$")


def plain_id(text: str) -> str:
    """Return an id in the one form that it is known by."""
    if match := _WHOLE.fullmatch(text):
        return match[1]
    if _SALESFORCE.fullmatch(text) and text[15:] == _checks(text[:15]):
        return text[:15]
    return text


def _checks(start: str) -> str:
    """Return the three characters that hold which of 15 are capitals, five of them in each."""
    parts = (start[:5], start[5:10], start[10:])
    return "".join(
        _CHECKS[sum(letter.isupper() << place for place, letter in enumerate(part))]
        for part in parts
    )


def row_key(fact: Fact) -> str:
    """Return what a row is known by, among rows of which each has a name of its own."""
    if fact.id:
        return plain_id(fact.id)
    opened = day_of(fact.opened).isoformat() if fact.opened else ""
    return f"{fact.company} | {fact.title} | {opened}".casefold()


def same_row(fact: Fact) -> tuple[Any, ...]:
    """Return what two rows agree on that are one deal."""
    value = () if fact.id else (fact.header.get("value"), fact.header.get("currency"))
    return row_key(fact), value


def row_keys(facts: Sequence[Fact], book: Mapping[str, Deal]) -> dict[int, str]:
    """Return the key of each row, by its line.

    Rows of one name take the keys of the deals in the book that had their amount, then the others
    in the order of the file.
    """
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[row_key(fact)].append(fact)
    known: dict[str, list[str]] = defaultdict(list)
    for key in book:
        known[_NUMBERED.sub("", key)].append(key)
    keys: dict[int, str] = {}
    for base, rows in groups.items():
        if rows[0].id:
            keys[rows[0].line] = base
        else:
            keys |= _shared(base, rows, {key: book[key] for key in known[base]})
    return keys


def _shared(base: str, rows: Sequence[Fact], known: Mapping[str, Deal]) -> dict[int, str]:
    keys: dict[int, str] = {}
    free = dict.fromkeys([*known, *_names(base, len(rows) + len(known))])
    for fact in rows:
        value = fact.header.get("value")
        same = [key for key, deal in known.items() if key in free and _value(deal) == value]
        if same:
            keys[fact.line] = same[0]
            del free[same[0]]
    for fact in rows:
        if fact.line not in keys:
            keys[fact.line] = key = next(iter(free))
            del free[key]
    return keys


def _names(base: str, number: int) -> Iterable[str]:
    return (base if n == 1 else f"{base} | #{n}" for n in range(1, number + 1))


def _value(deal: Deal) -> Any:
    table = deal.custom.get(IMPORTED)
    return table.get("value") if isinstance(table, Mapping) else None
