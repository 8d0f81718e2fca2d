"""One log entry of a deal's text put in other words, in its place or in another one.

Everything outside of it stays byte for byte; inside, the comments stay with their keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from salescli.store.toml.blocks import Block, BlockItem, BlockSection, read_blocks, write_blocks
from salescli.store.toml.insert import line_end
from salescli.store.toml.reader import parse_toml
from salescli.store.toml.write import entry_text

Table = Mapping[str, Any]

_MARK = "\ufeff"


def replace_entry(text: str, index: int, table: Table, place: int) -> str:
    """Return the text with another table in the entry `index`, which moves to `place`.

    Both are counted from 0; `place` among the other entries. Raises LaidOutOtherwiseError and
    LookupError where the layout doesn't allow it.
    """
    mark, plain = text[: text.startswith(_MARK)], text.removeprefix(_MARK)
    newline = line_end(plain)
    plain = plain.replace("\r\n", "\n")
    if not plain.endswith("\n"):
        plain += "\n"
    blocks, tail = read_blocks(plain)
    at = _places(blocks)[index]
    entry = _reworded(blocks.pop(at), table)
    others = _places(blocks)
    if place != index:
        at = others[place] if place < len(others) else others[-1] + 1
    blocks.insert(at, entry)
    return mark + write_blocks(blocks, tail).replace("\n", newline)


def overlaid(table: Table, old: Table, new: Table) -> dict[str, Any]:
    """Return a table of a file, unknown keys and all, with what differs from old to new."""
    result = dict(table)
    for name in {**old, **new}:
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if after is None:
            result.pop(name, None)
        elif all(isinstance(part, dict) for part in (before, after, table.get(name))):
            result[name] = overlaid(table[name], old[name], after)
        else:
            result[name] = after
    return result


def _places(blocks: Sequence[Block]) -> list[int]:
    """Return where the log entries stand among the blocks."""
    return [place for place, block in enumerate(blocks) if block.key[:1] == ("log",)]


def _reworded(old: Block, table: Table) -> Block:
    """Return the block of an entry as its table says now, with the comments of the old one."""
    written, _ = read_blocks(entry_text(table))
    items = {item.key[2:]: item for section in old.sections for item in section.items if item.body}
    sections = [
        BlockSection(of.key, [_dressed(item, items.get(item.key[2:])) for item in of.items])
        for of in written[-1].sections
    ]
    alone = [item for section in old.sections for item in section.items if not item.body]
    sections[-1].items += alone
    return Block(old.key, sections, old.whole)


def _dressed(item: BlockItem, old: BlockItem | None) -> BlockItem:
    """Return an item with the comments of the old one, which stays where it says the same."""
    if old is None:
        return item
    body = item.body if item.body.startswith("[") else _in_place(item.body, old.body)
    return replace(item, gap=old.gap, comments=old.comments, body=body, rest=old.rest)


def _in_place(new: str, old: str) -> str:
    """Return a key and its value as they were laid out, where it is the same key."""
    if parse_toml(new) == parse_toml(old):
        return old
    (name, _, value), (before, _, _) = new.partition("="), old.partition("=")
    return f"{before}={value}" if before.strip() == name.strip() else new
