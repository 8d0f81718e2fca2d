"""A TOML text cut into its blocks, sections and items, and put together again, byte for byte.

Comment lines that touch the statement below them belong to it; those that touch only the one
above stay in its section; those with a blank line on both sides stand for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from salescli.domain.finding import Key
from salescli.store.toml.statements import Statement, statements

Comments = tuple[str, ...]


class LaidOutOtherwiseError(ValueError):
    """A layout that can't be cut: the parts of one entry or list lie apart."""


@dataclass(frozen=True, slots=True, repr=False)
class BlockItem:
    """A statement, or comment lines alone: `gap` is the blank lines above, `body` the statement.

    `rest` is what follows it on its line. In a conflict, `other` is the line of their side.
    """

    gap: str
    comments: Comments
    key: Key = ()
    body: str = ""
    rest: str = ""
    other: str | None = None


@dataclass(slots=True, repr=False)
class BlockSection:
    """A heading, as its first item, and what stands below it. The root has no heading."""

    key: Key
    items: list[BlockItem] = field(default_factory=list)


@dataclass(slots=True, repr=False)
class Block:
    """What moves as one: a table, a log entry with all its tables, or a comment alone.

    `whole` says that it holds a list of tables, which can't be merged table by table.
    """

    key: Key
    sections: list[BlockSection]
    whole: bool = False

    @property
    def is_comment(self) -> bool:
        """Return whether it is a comment alone."""
        return self.key == ("#",)


def read_blocks(text: str) -> tuple[list[Block], str]:
    """Return the blocks of a text and the blank lines at its end. The first is the root's.

    Lines end in a line feed. Raises LaidOutOtherwiseError.
    """
    blocks = [Block((), [BlockSection(())])]
    pos = 0
    for statement in statements(text):
        runs = _runs(text[pos : statement.start])
        gap, comments = runs.pop() if runs else ("", ())
        fresh = statement.heading and _block_key(statement.key)[0] != blocks[-1].key
        _stand_alone(blocks, runs, apart=fresh)
        item = BlockItem(gap, comments, statement.key, statement.body, statement.rest)
        _add(blocks, statement, item)
        pos = statement.end
    runs = _runs(text[pos:])
    tail = runs.pop()[0] if runs and not runs[-1][1] else ""
    _stand_alone(blocks, runs, apart=True)
    keys = [block.key for block in blocks if not block.is_comment]
    if len(set(keys)) != len(keys):
        raise LaidOutOtherwiseError
    return blocks, tail


def write_blocks(blocks: Iterable[Block], tail: str, side: int | None = None) -> str:
    """Return the text of blocks.

    Conflicts have their marks, or read as side 0 (ours) or 1 (theirs) has them.
    """
    items = (item for block in blocks for section in block.sections for item in section.items)
    return "".join(part for item in items for part in _parts(item, side)) + tail


def _parts(item: BlockItem, side: int | None) -> Iterator[str]:
    yield item.gap
    yield from (f"{line}\n" for line in item.comments)
    ours, theirs = f"{item.body}{item.rest}\n" if item.body else "", item.other
    if theirs is None:
        yield ours
    elif side is None:
        yield f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"
    else:
        yield theirs if side else ours


def _runs(between: str) -> list[tuple[str, Comments]]:
    """Return the runs of comment lines, each with the blank lines above it.

    The last run may have no comment.
    """
    runs: list[tuple[str, Comments]] = []
    gap, comments = "", []
    for line in between.splitlines(keepends=True):
        if line.strip():
            comments.append(line.rstrip("\n"))
        elif comments:
            runs.append((gap, tuple(comments)))
            gap, comments = line, []
        else:
            gap += line
    return [*runs, (gap, tuple(comments))] if gap or comments else runs


def _stand_alone(blocks: list[Block], runs: list[tuple[str, Comments]], *, apart: bool) -> None:
    """Put comments that touch no statement below where they belong."""
    for number, (gap, comments) in enumerate(runs):
        item = BlockItem(gap, comments)
        touches = number == 0 and not gap and bool(blocks[-1].sections[-1].items)
        if touches or not apart:
            blocks[-1].sections[-1].items.append(item)
        else:
            blocks.append(Block(("#",), [BlockSection((), [item])]))


def _add(blocks: list[Block], statement: Statement, item: BlockItem) -> None:
    key, whole = _block_key(statement.table)
    if not statement.heading:
        blocks[-1].sections[-1].items.append(item)
        return
    if blocks[-1].key != key:
        blocks.append(Block(key, []))
    blocks[-1].sections.append(BlockSection(statement.key, [item]))
    blocks[-1].whole |= whole


def _block_key(table: Key) -> tuple[Key, bool]:
    """Return the block that a table belongs to, and whether it is an element of some other list."""
    start = 2 if table[:1] == ("log",) and len(table) > 1 and isinstance(table[1], int) else 0
    inside = next((n for n in range(start, len(table)) if isinstance(table[n], int)), None)
    if start:
        is_next = table[2:3] == ("next",) and inside == 3
        return table[:2], inside is not None and not (is_next and len(table) == 4)
    return (table, False) if inside is None else (table[:inside], True)
