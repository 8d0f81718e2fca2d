"""Three orders of the same things made one: what both sides kept and what either one added."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def merge_orders(base: Sequence[T], first: Sequence[T], second: Sequence[T]) -> list[T]:
    """Return what either side has, but for what the other took out, in the order of `joined`."""
    before, sides = set(base), (set(first), set(second))
    return [
        thing
        for thing in joined(base, first, second)
        if thing not in before or all(thing in side for side in sides)
    ]


def joined(base: Sequence[T], first: Sequence[T], second: Sequence[T]) -> list[T]:
    """All that either side has, in the order of one of them.

    No thing may be in a sequence twice (see `with_occurrence`). What only the other side has
    follows what it follows there.
    """
    lead, other = in_order(base, first, second)
    return insert(
        list(lead), other, set(other).difference(lead), lambda _one, after, _so_far: after
    )


def in_order(
    base: Sequence[T], first: Sequence[T], second: Sequence[T]
) -> tuple[Sequence[T], Sequence[T]]:
    """Return the two sides, that one first whose order counts: the one that alone changed it."""
    common = set(base) & set(first) & set(second)
    was, first_keys, other = ([key for key in of if key in common] for of in (base, first, second))
    return (second, first) if first_keys == was != other else (first, second)


def insert(
    kept: list[T],
    order: Iterable[T],
    added: set[T],
    place: Callable[[T, int, list[T]], int],
) -> list[T]:
    """Return the kept things and the added ones, each at its `place(one, after, so_far)`.

    `after` is the index just behind what it follows in `order`.
    """
    so_far, known = list(kept), set(kept)
    last: T | None = None
    for thing in order:
        if thing in added:
            after = 0 if last is None else so_far.index(last) + 1
            so_far.insert(place(thing, after, so_far), thing)
            last = thing
        elif thing in known:
            last = thing
    return so_far


def with_occurrence(things: Iterable[T]) -> list[tuple[T, int]]:
    """Return each thing with how many of its kind came before it, so that none is there twice."""
    seen: dict[T, int] = {}
    result = []
    for thing in things:
        seen[thing] = seen.get(thing, -1) + 1
        result.append((thing, seen[thing]))
    return result
