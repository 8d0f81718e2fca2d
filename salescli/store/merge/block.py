"""One block of a deal's text merged, statement by statement; comments of both sides stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from salescli.domain.finding import Key
from salescli.store.merge.semantics import ABSENT, choose, same
from salescli.store.merge.three_way import joined, merge_orders, with_occurrence
from salescli.store.toml.blocks import Block, BlockItem, BlockSection, Comments
from salescli.store.toml.reader import TomlError, parse_toml

Values = Callable[[Key], Any]


class NotByMeaningError(ValueError):
    """Two versions can't be merged by meaning as they are laid out."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a version holds of one block, section or statement, with the values of that version.

    `names` has the sections that are called otherwise in all versions than by their place in this
    one (see `merge_nexts`).
    """

    block: Block
    values: Values
    names: Mapping[Key, Key] = field(default_factory=dict)


Parts = tuple[Part | None, Part | None, Part | None]  # of the base, the first and the second side


def merge_block(parts: Parts, *, swapped: bool) -> Block | None:
    """Return the merged block; None where it was taken out. `swapped`: the first side is theirs.

    Raises NotByMeaningError where it holds a list of tables that both sides changed.
    """
    base, first, second = parts
    only = _only(parts)
    if only is not None:
        gone = base is not None and same(_content(only), _content(base))
        return None if gone else only.block
    if first is None or second is None:
        return None
    if any(part.block.whole for part in parts if part):
        index = choose(*(_content(part) if part else ABSENT for part in parts))
        if index is None:
            raise NotByMeaningError
        return (first, second)[index].block
    sections = [_sections(part) for part in parts]
    merger = _Merger(parts, swapped=swapped)
    merged = [
        merger.section(key, *(of.get(key) for of in sections))
        for key in joined(*map(list, sections))
    ]
    return replace(first.block, sections=[section for section in merged if section])


def _only(parts: Parts) -> Part | None:
    """Return the part of one side where the other has none."""
    _, first, second = parts
    return (first or second) if first is None or second is None else None


def _sections(part: Part | None) -> dict[Key, BlockSection]:
    depth = len(part.block.key) if part else 0
    if part is None:
        return {}
    keys = (section.key[depth:] for section in part.block.sections)
    return {
        part.names.get(key, key): section
        for key, section in zip(keys, part.block.sections, strict=True)
    }


def _content(part: Part, section: BlockSection | None = None) -> Any:
    """Return what the statements of a part say, in a form to compare."""
    depth = len(section.key if section else part.block.key)
    items = (
        item
        for part_section in ([section] if section else part.block.sections)
        for item in part_section.items
    )
    return {
        str(item.key[depth:]): None if item.body.lstrip().startswith("[") else part.values(item.key)
        for item in items
        if item.key
    }


class _Merger:
    """The merging of the sections of one block that both sides have."""

    def __init__(self, parts: Parts, *, swapped: bool) -> None:
        self.parts = parts
        self.swapped = swapped

    def section(self, key: Key, *of: BlockSection | None) -> BlockSection | None:
        """Return the merged section of the three; None where it was taken out."""
        base, first, second = of
        if first is None or second is None:
            kept, part = (first, self.parts[1]) if first else (second, self.parts[2])
            if kept is None or part is None:
                return None
            was = _content(self.parts[0], base) if base and self.parts[0] else None
            return None if base and same(_content(part, kept), was) else kept
        items = [_items(section) for section in (base, first, second)]
        order = joined(*map(list, items))
        merged = [self._item(*(items_of.get(item) for items_of in items)) for item in order]
        return BlockSection(key, [item for item in merged if item])

    def _item(self, *of: BlockItem | None) -> BlockItem | None:
        base, first, second = of
        either = first or second
        if either is None or not either.key:
            return either if not base or (first and second) else None
        values = [self._value(part, item) for part, item in zip(self.parts, of, strict=True)]
        index = choose(*values)
        if index is None:
            return self._conflict(of)
        if first is None or second is None:
            return (first, second)[index]
        if same(values[1], values[2]):
            index = 1 if base and base.body == first.body else 0
        body = _body(base, first, second, (first, second)[index].body)
        rest = _rest(base, first, second, index)
        return replace(self._around(of), body=body, rest=rest)

    def _value(self, part: Part | None, item: BlockItem | None) -> Any:
        if part is None or item is None:
            return ABSENT
        return None if item.body.lstrip().startswith("[") else part.values(item.key)

    def _conflict(self, of: Sequence[BlockItem | None]) -> BlockItem:
        lines = [(item.body, item.rest) if item else ("", "") for item in of[1:]]
        ours, theirs = reversed(lines) if self.swapped else lines
        other = f"{theirs[0]}{theirs[1]}\n" if theirs[0] else ""
        return replace(self._around(of), body=ours[0], rest=ours[1], other=other)

    def _around(self, of: Sequence[BlockItem | None]) -> BlockItem:
        """Return an item with the merged comments and blank lines above it."""
        base, first, second = of
        either = first or second
        if either is None:
            raise AssertionError(of)
        if first is None or second is None:
            return either
        gap = second.gap if base and base.gap == first.gap else first.gap
        return replace(first, gap=gap, comments=_comments(base, first, second))


def _items(section: BlockSection | None) -> dict[tuple[Any, int], BlockItem]:
    """Return the items by what they are: statements by their key, other comments by their words."""
    if section is None:
        return {}
    depth = len(section.key)
    names = (item.key[depth:] if item.body else item.comments for item in section.items)
    # A heading has no key of its own, and no comment is empty.
    return dict(zip(with_occurrence(names), section.items, strict=True))


def _comments(base: BlockItem | None, first: BlockItem, second: BlockItem) -> Comments:
    lines = (with_occurrence(item.comments if item else ()) for item in (base, first, second))
    return tuple(line for line, _ in merge_orders(*lines))


def _body(base: BlockItem | None, first: BlockItem, second: BlockItem, chosen: str) -> str:
    """Return the chosen statement.

    Where the other side says the same, its lines count as well. In a list over several lines, these
    are comments.
    """
    bodies = [item.body.split("\n") if item else [] for item in (base, first, second)]
    if bodies[0] in bodies[1:] or min(map(len, bodies[1:])) == 1:
        return chosen
    woven = "\n".join(line for line, _ in merge_orders(*map(with_occurrence, bodies)))
    try:
        return woven if same(parse_toml(woven), parse_toml(chosen)) else chosen
    except TomlError:
        return chosen


def _rest(base: BlockItem | None, first: BlockItem, second: BlockItem, index: int) -> str:
    """Return what follows a statement on its line: the comment that changed, or both."""
    was, mine, other = (item.rest.strip() if item else "" for item in (base, first, second))
    chosen = (first, second)[index].rest
    if mine == other:
        return chosen
    if was in {mine, other}:
        return second.rest if was == mine else first.rest
    return f"{first.rest.rstrip()}  {other}"
