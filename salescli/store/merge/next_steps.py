"""The next steps of an entry as three versions of it have them, told apart by what they are.

Several next steps are a set, as the log is one: an item on both sides is one and the same by its
step and its words, and is merged key by key. Where no version has more than one, they are one and
the same however they were changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from salescli.domain.finding import Key
from salescli.store.merge.semantics import ABSENT, Table, frozen
from salescli.store.merge.three_way import with_occurrence
from salescli.store.toml.blocks import Block, BlockItem

NEXT = "next"
_ONLY = "only"

Name = Any  # of a next step, the same in all versions


def is_single(entries: Sequence[Any]) -> bool:
    """Return whether the versions that speak of next steps at all have no more than one.

    Of two that were added on either side, both count.
    """
    counts = [len(_listed(entry)) for entry in entries if entry is not ABSENT]
    base = entries[0]
    return max(counts, default=0) <= 1 and (base is not ABSENT and bool(_listed(base)))


def step_names(entry: Table, *, single: bool) -> list[Name]:
    """Return what each next step of an entry is called in all versions, in their order."""
    nexts = _listed(entry)
    if single and len(nexts) == 1:
        return [_ONLY]
    return with_occurrence(
        (frozen(step.get("step", "")), frozen(step.get("what", ""))) for step in nexts
    )


def by_name(entry: Any, *, single: bool) -> Any:
    """Return an entry whose next steps are a table of tables, by their names."""
    if entry is ABSENT or not _listed(entry):
        return entry
    known = step_names(entry, single=single)
    return {**entry, NEXT: dict(zip(known, _listed(entry), strict=True))}


def section_names(entry: Table, *, single: bool) -> Mapping[Key, Key]:
    """Return the keys of the sections of an entry's next steps, each with its name in its place."""
    known = step_names(entry, single=single)
    if isinstance(entry.get(NEXT), dict):
        return {(NEXT,): (NEXT, known[0])}
    return {(NEXT, number): (NEXT, name) for number, name in enumerate(known)}


def with_headings(block: Block) -> Block:
    """Return the block of an entry in which several next steps are headed as several."""
    places = [n for n, section in enumerate(block.sections) if _is_next(section.key)]
    if len(places) < 2:
        return block
    sections = list(block.sections)
    for place in places:
        section = sections[place]
        head, *rest = section.items
        sections[place] = replace(section, items=[_as_one_of_many(head), *rest])
    return replace(block, sections=sections)


def _is_next(key: Key) -> bool:
    return key[:1] == (NEXT,) or key[2:3] == (NEXT,)


def _as_one_of_many(head: BlockItem) -> BlockItem:
    """Return a heading with two brackets: `[log.next]` as `[[log.next]]`."""
    inner = head.body.strip()
    if inner.startswith("[["):
        return head
    indent = head.body[: len(head.body) - len(head.body.lstrip())]
    return replace(head, body=f"{indent}[{inner}]")


def _listed(entry: Table) -> list[Any]:
    """Return the next steps of an entry, where it has them as tables."""
    value = entry.get(NEXT)
    if isinstance(value, dict):
        return [value]
    is_list = isinstance(value, list) and all(isinstance(item, dict) for item in value)
    return value if is_list and isinstance(value, list) else []
