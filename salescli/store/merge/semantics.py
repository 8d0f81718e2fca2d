"""What two changed versions of a deal mean together, told apart from how they are written.

Tables are merged key by key, each side's change against the common version; the log is a set of
entries, of which an edited one is still the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from salescli.domain.finding import Key
from salescli.store.formats import values

Table = Mapping[str, Any]
ABSENT: Any = object()


class LogRow(NamedTuple):
    """One entry of the merged log: its index in the base and on the two sides, where it is."""

    base: int | None
    first: int | None
    second: int | None


def frozen(value: Any) -> Any:
    """Return a value in a form that compares by meaning.

    True is not 1 then, and no number is unlike itself. A table and a list of tables compare as
    their content.
    """
    if isinstance(value, dict):
        return frozenset((name, frozen(inner)) for name, inner in value.items())
    if isinstance(value, list):
        return tuple(map(frozen, value))
    if isinstance(value, bool) or value is ABSENT:
        return type(value), value
    return "nan" if value != value else value  # noqa: PLR0124 - that is what nan is


def same(first: Any, other: Any) -> bool:
    """Return whether two values mean the same."""
    return first is other or bool(frozen(first) == frozen(other))


def choose(base: Any, first: Any, second: Any) -> int | None:
    """Return which side's value holds: 0 the first's, 1 the second's; None for a conflict."""
    if same(second, base) or same(first, second):
        return 0
    return 1 if same(first, base) else None


def merged_value(
    versions: tuple[Any, Any, Any], side: int, whole: Collection[Key] = (), path: Key = ()
) -> Any:
    """Return the merged value of base, first and second; in a conflict that of side 0 or 1.

    Tables at a path of `whole` count as one value. A table taken out on one side and changed on
    the other stays as it was changed. ABSENT where nothing is left.
    """
    base, first, second = versions
    tables = [isinstance(version, dict) for version in versions]
    if path in whole or not (tables[1] or tables[2]):
        index = choose(*versions)
        return (first, second)[side if index is None else index]
    if not (tables[1] and tables[2]):
        kept, gone = (first, second) if tables[1] else (second, first)
        if gone is not ABSENT:
            index = choose(*versions)
            return (first, second)[side if index is None else index]
        return ABSENT if same(kept, base) else kept
    known = base if tables[0] else {}
    result = {}
    for name in {**first, **second}:
        was, version, other = (table.get(name, ABSENT) for table in (known, first, second))
        value = merged_value((was, version, other), side, whole, (*path, name))
        if value is not ABSENT:
            result[name] = value
    return result


def pair_logs(
    base: Sequence[Table], first: Sequence[Table], second: Sequence[Table]
) -> list[LogRow]:
    """Return the rows of the merged log, in no order: each entry of any version in one of them.

    An entry edited on one side or on both is in one row with what it was before; so is the
    opening, of which a deal has one, and a captured encounter, which has one `ref`.
    """
    in_first, in_second = _equals(base, first), _equals(base, second)
    # What both sides came to is one and the same, and no edit of something else.
    new_first = _others(first, in_first.values())
    new_second = _others(second, in_second.values())
    both = _equals([first[n] for n in new_first], [second[n] for n in new_second])
    together = {new_first[new]: new_second[other] for new, other in both.items()}
    together |= {
        here: other
        for here in new_first
        for other in new_second
        if here not in together and _is_one(first[here], second[other])
    }
    _add_edited(in_first, base, first, set(together))
    _add_edited(in_second, base, second, set(together.values()))
    rows = [LogRow(n, in_first.get(n), in_second.get(n)) for n in range(len(base))]
    rows += [LogRow(None, n, together.get(n)) for n in _others(first, in_first.values())]
    known = {*in_second.values(), *together.values()}
    return rows + [LogRow(None, None, n) for n in _others(second, known)]


def _is_one(entry: Table, other: Table) -> bool:
    """Return whether two new entries are one: the opening, or one captured encounter."""
    ref = entry.get("ref")
    is_captured = isinstance(ref, str) and ref != "" and ref == other.get("ref")
    return is_captured or is_same_opening(entry, other)


def is_same_opening(entry: Table, other: Table) -> bool:
    """Return whether two entries are one opening, which was moved to another time on a side."""
    kinds = entry.get("kind"), other.get("kind")
    parts = ("by", "next")
    return kinds == ("open", "open") and all(
        same(_unnamed(entry.get(part)), _unnamed(other.get(part))) for part in parts
    )


def _others(log: Sequence[Table], known: Iterable[int]) -> list[int]:
    """Return the indexes of a log that are not among these."""
    taken = set(known)
    return [n for n in range(len(log)) if n not in taken]


def _equals(old: Sequence[Table], new: Sequence[Table]) -> dict[int, int]:
    """For indexes of old entries, that of the equal new one; each is taken once."""
    places: dict[Any, list[int]] = {}
    for index in reversed(range(len(new))):
        places.setdefault(frozen(new[index]), []).append(index)
    pairs = ((index, places.get(frozen(entry))) for index, entry in enumerate(old))
    return {index: free.pop() for index, free in pairs if free}


def _add_edited(
    pairs: dict[int, int], old: Sequence[Table], new: Sequence[Table], taken: set[int]
) -> None:
    """Pair old entries that are gone with the new ones that were made of them."""
    left = _others(old, pairs)
    free = _others(new, {*pairs.values(), *taken})
    likeness = ((-_likeness(old[here], new[other]), here, other) for here in left for other in free)
    used: set[int] = set()
    for value, here, other in sorted(likeness):
        if value and here not in pairs and other not in used:
            pairs[here] = other
            used.add(other)


def _likeness(old: Table, new: Table) -> int:
    """Return how much of an entry there is in another one; 0 when they are two different ones."""
    equal = sum(same(_unnamed(value), _unnamed(new.get(n, ABSENT))) for n, value in old.items())
    at = "at" in old and same(old["at"], new.get("at", ABSENT))
    at = at or old.get("kind") == new.get("kind") == "open"
    return equal + 100 * at if at or equal * 2 > max(len(old), len(new)) else 0


def _unnamed(value: Any) -> Any:
    """Return a value without the name of its event, which says nothing of what it is."""
    if isinstance(value, list):
        return [_unnamed(inner) for inner in value]
    return {k: v for k, v in value.items() if k != "uid"} if isinstance(value, dict) else value


def entry_time(entry: Table, before: datetime) -> datetime:
    """When an entry was logged; `before` where it doesn't say it in a way that can be used."""
    try:
        return values.moment(entry.get("at"))
    except values.WrongValueError:
        return before


def entry_times(log: Sequence[Table]) -> list[datetime]:
    """When each entry was logged; one without a time comes with the one before it."""
    result = [datetime.min.replace(tzinfo=UTC)]
    for entry in log:
        result.append(entry_time(entry, result[-1]))
    return result[1:]
