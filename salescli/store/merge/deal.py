"""Two versions of a deal merged by meaning: the text that says what both sides say.

The text is put together from the blocks of both, and read back; what it says is compared with
what the tables of both sides come to when they are merged without their text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from salescli.domain.finding import Key
from salescli.store.merge.block import NotByMeaningError, Part, merge_block
from salescli.store.merge.next_steps import NEXT, by_name, is_single, section_names, with_headings
from salescli.store.merge.order import Id, arranged, row_of
from salescli.store.merge.semantics import (
    ABSENT,
    LogRow,
    entry_times,
    frozen,
    merged_value,
    pair_logs,
)
from salescli.store.merge.three_way import with_occurrence
from salescli.store.toml.blocks import (
    Block,
    BlockItem,
    BlockSection,
    LaidOutOtherwiseError,
    read_blocks,
    write_blocks,
)
from salescli.store.toml.positions import DEEPEST
from salescli.store.toml.reader import TomlError, parse_toml


class Version:
    """One version of a deal: its table, its blocks, and the entries of its log.

    Raises NotByMeaningError where it can't be read, or is laid out in a way that can't be cut.
    """

    def __init__(self, text: str) -> None:
        try:
            self.table = parse_toml(text)
            self.blocks, self.tail = read_blocks(text)
        except (TomlError, LaidOutOtherwiseError) as error:
            raise NotByMeaningError from error
        keys = [item.key for item in _items(self.blocks)]
        if any(len(key) >= DEEPEST or _is_odd(key) for key in keys):
            raise NotByMeaningError
        self.log = self.table.get("log", [])
        self.entries = {block.key[1]: block for block in self.blocks if block.key[:1] == ("log",)}
        if len(self.entries) != len(self.log):
            raise NotByMeaningError

    def value(self, key: Key) -> Any:
        """Return the value at a path."""
        inside: Any = self.table
        for part in key:
            inside = inside[part]
        return inside

    def named(self, rows: dict[int, int]) -> dict[Id, Block]:
        """Return the blocks by what they are: entries by their row, comments by their words."""
        step_names = (_name(block, rows) for block in self.blocks)
        return dict(zip(with_occurrence(step_names), self.blocks, strict=True))


def merge_deal(base: Version, first: Version, second: Version, *, swapped: bool) -> str:
    """Return the text of the merged deal, conflicts with their marks.

    `swapped`: the first side is theirs. Raises NotByMeaningError where text and meaning would part.
    """
    merger = _Deal(base, first, second, swapped=swapped)
    blocks = merger.blocks()
    tail = second.tail if base.tail == first.tail else first.tail
    lost = _lost_comments(base, first, second, write_blocks(blocks, tail))
    if lost:
        blocks.append(Block(("#",), [BlockSection((), [BlockItem("\n", lost)])]))
    whole = write_blocks(blocks, tail)
    for side in (0, 1) if "<<<<<<<" in whole else (0,):
        try:
            written = parse_toml(write_blocks(blocks, tail, side))
        except TomlError as error:
            raise NotByMeaningError from error
        if _meaning(written) != frozen(merger.meant(1 - side if swapped else side)):
            raise NotByMeaningError
    return whole


def _meaning(table: dict[str, Any]) -> Any:
    """Return what a table says, the next steps of an entry as a set."""
    if "log" in table:
        log = [_with_nexts(by_name(entry, single=False)) for entry in table["log"]]
        table = {**table, "log": log}
    return frozen(table)


class _Deal:
    """The merging of one deal."""

    def __init__(self, base: Version, first: Version, second: Version, *, swapped: bool) -> None:
        self.versions = (base, first, second)
        self.swapped = swapped
        self.rows = pair_logs(base.log, first.log, second.log)
        places = [{row[n]: at for at, row in enumerate(self.rows)} for n in range(3)]
        self.named = [
            version.named({index: row for index, row in of.items() if index is not None})
            for version, of in zip(self.versions, places, strict=True)
        ]
        self.order: list[int] = []  # of the rows in the merged log; known once the blocks are

    def blocks(self) -> list[Block]:
        """Return the merged blocks in their order."""
        merged = {}
        for name in {**self.named[1], **self.named[2]}:
            block = self._merged(name)
            if block is not None:
                merged[name] = block
        at = [entry_times(version.log) for version in self.versions]
        order = arranged(merged, self.named, self.rows, at)
        self.order = [row for name in order if (row := row_of(name)) is not None]
        return [merged[name] for name in order]

    def meant(self, side: int) -> dict[str, Any]:
        """Return the merged table; in a conflict the value of the first side (0) or second (1)."""
        tables = [
            {name: value for name, value in version.table.items() if name != "log"}
            for version in self.versions
        ]
        blocks = [block for of in self.named for block in of.values() if block.key[:1] != ("log",)]
        whole = self._inline(blocks, 0)
        result: dict[str, Any] = merged_value((tables[0], tables[1], tables[2]), side, whole)
        log = [self._meant_entry(self.rows[row], side) for row in self.order]
        return {**result, "log": log} if log else result

    def _meant_entry(self, row: LogRow, side: int) -> Any:
        entries = self._entries(row)
        single = is_single(entries)
        values = [
            version.entries[index]
            for version, index in zip(self.versions, row, strict=True)
            if index is not None
        ]
        base, first, second = (by_name(entry, single=single) for entry in entries)
        meant = merged_value((base, first, second), side, self._inline(values, 2))
        return _with_nexts(meant)

    def _entries(self, row: LogRow) -> tuple[Any, Any, Any]:
        base, first, second = (
            ABSENT if index is None else version.log[index]
            for version, index in zip(self.versions, row, strict=True)
        )
        return base, first, second

    def _inline(self, blocks: Iterable[Block], depth: int) -> set[Key]:
        """Return the paths of what is one value: a table in one line, a list of tables."""
        blocks = list(blocks)
        lists = {block.key[depth:] for block in blocks if block.whole}
        return lists | {
            item.key[depth:] for item in _items(blocks) if not item.body.lstrip().startswith("[")
        }

    def _merged(self, name: Id) -> Block | None:
        row = row_of(name)
        single = row is not None and is_single(self._entries(self.rows[row]))
        base, first, second = (
            None if (block := named.get(name)) is None else _part(block, version, single=single)
            for named, version in zip(self.named, self.versions, strict=True)
        )
        either = first or second
        if either and either.block.is_comment:
            return either.block if (first and second) or not base else None
        merged = merge_block((base, first, second), swapped=self.swapped)
        return merged if row is None or merged is None else with_headings(merged)


def _part(block: Block, version: Version, *, single: bool) -> Part:
    """Return a block with the values of its version, and the names of an entry's next steps."""
    is_entry = block.key[:1] == ("log",)
    called = section_names(version.value(block.key), single=single) if is_entry else {}
    return Part(block, version.value, called)


def _with_nexts(entry: Any) -> Any:
    """Return a merged entry whose next steps, a table by their names, are a set."""
    nexts = entry.get(NEXT)
    if not isinstance(nexts, dict):
        return entry
    return {**entry, NEXT: frozenset(Counter(map(frozen, nexts.values())).items())}


def _name(block: Block, rows: dict[int, int]) -> Id:
    if block.is_comment:
        return ("#", block.sections[0].items[0].comments)
    if block.key[:1] == ("log",):
        index = block.key[1]
        return ("entry", rows[index] if isinstance(index, int) else index)
    return ("table", block.key)


def _is_odd(key: Key) -> bool:
    """Return whether a key is of a log that isn't made of [[log]]."""
    return key[0] == "log" and not (len(key) > 1 and isinstance(key[1], int))


def _items(blocks: Iterable[Block]) -> list[BlockItem]:
    """Return the statements of blocks."""
    inside = (item for block in blocks for part in block.sections for item in part.items)
    return [item for item in inside if item.body]


def _lost_comments(base: Version, first: Version, second: Version, text: str) -> tuple[str, ...]:
    """Comments that one side added to something that the other side took out."""
    known = set(_said(base.blocks))
    added = dict.fromkeys([*_said(first.blocks), *_said(second.blocks)])
    # A comment ends its line; where both sides have one, the other's follows.
    return tuple(
        line
        for line in added
        if line not in known and f"{line}\n" not in text and f"{line}  #" not in text
    )


def _said(blocks: Iterable[Block]) -> list[str]:
    items = (item for block in blocks for part in block.sections for item in part.items)
    lines = (line.strip() for item in items for line in _comments(item))
    return [line for line in lines if line]


def _comments(item: BlockItem) -> Iterator[str]:
    """Yield the comments above a statement, behind it, and on lines of their own inside a list."""
    yield from item.comments
    yield item.rest
    if not any(quotes in item.body for quotes in ('"""', "'''")):
        yield from (line for line in item.body.split("\n") if line.lstrip().startswith("#"))
