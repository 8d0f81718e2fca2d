"""Where the blocks of a merged deal stand: log entries in order of time, the rest as it was."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from salescli.store.merge.semantics import LogRow
from salescli.store.merge.three_way import in_order, insert
from salescli.store.toml.blocks import Block, write_blocks

Id = tuple[Any, ...]  # what a block is, with a number: see `row_of`


def arranged(
    blocks: Mapping[Id, Block],
    named: Sequence[Collection[Id]],
    rows: Sequence[LogRow],
    at: Sequence[Sequence[datetime]],
) -> list[Id]:
    """Return the order of the merged blocks: that of one side, new entries in their place in time.

    `named` has the blocks of the base and the two sides in their order, `at` when each entry of
    their logs was logged.
    """
    names = [[name for name in of if name in blocks] for of in named]
    lead, other = in_order(names[0], names[1], names[2])
    side = 1 if lead is names[1] else 2
    row = {name: rows[n] for name in blocks if (n := row_of(name)) is not None}
    when = {name: _when(of, at, side) for name, of in row.items()}
    moved = {
        name
        for name in set(other) & set(when)
        if (was := row[name].base) is not None and at[0][was] != when[name]
    }
    kept = [name for name in lead if name not in moved]
    added = set(other).difference(kept)
    return insert(kept, other, added, _Timed(when, blocks, set(other)).place)


def row_of(name: Id) -> int | None:
    """Return the row of the merged log that a block is; None where it is none."""
    (kind, which), _ = name
    return which if kind == "entry" else None


def _when(row: LogRow, at: Sequence[Sequence[datetime]], side: int) -> datetime:
    """When an entry was logged: as the side says that changed it."""
    times = [None if index is None else of[index] for of, index in zip(at, row, strict=True)]
    lead, other = times[side], times[3 - side]
    chosen = other if lead is None or (lead == times[0] and other is not None) else lead
    if chosen is None:
        raise AssertionError(row)
    return chosen


class _Timed:
    """Where a block that only one side has goes among those of the other."""

    def __init__(
        self, when: Mapping[Id, datetime], blocks: Mapping[Id, Block], own: Collection[Id]
    ) -> None:
        self.when = when
        self.blocks = blocks
        self.own = own

    def place(self, name: Id, after: int, so_far: list[Id]) -> int:
        """Return an entry before the first later one; anything else after what it follows.

        Of new entries of the same time the one with the lesser text comes first.
        """
        if name not in self.when:
            return max(after, 1)
        now = self.when[name]
        entries = [
            (n, entry, self.when[entry]) for n, entry in enumerate(so_far) if entry in self.when
        ]
        start = max((n for n, entry, at in entries if at == now and entry in self.own), default=-1)
        text = write_blocks([self.blocks[name]], "")
        for index, entry, at in entries:
            tied = at == now and index > start and entry not in self.own
            if at > now or (tied and write_blocks([self.blocks[entry]], "") > text):
                return max(index, start + 1)
        return max(entries[-1][0] + 1 if entries else 1, after)
