"""Answers of the server: short, paged, and what the book's people wrote apart from our own words.

Of each item, ids, days and numbers stand as they are; every other text is in its `book_text`, with
controls and invisible characters shown. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from salescli.text.lazy_re import lazy_re
from salescli.text.safe_text import harmless

MOST = 8_000  # bytes of an answer
_ROOM = 7_400  # for the items; the rest is for what stands around them
_LENGTHS = (4_000, 1_000, 300, 80)  # characters of a text, until a single item fits
_ITEMS = (200, 40, 12, 4)  # of a list within an item, likewise
_LONGEST_KEY = 80
BOOK_TEXT = "book_text"

# Keys whose values are ours: ids, codes, kinds, days. What looks otherwise is text all the same.
_OWN = frozenset(
    (
        *("deal", "handle", "person", "with", "status", "process", "revision", "stage", "reached"),
        *("step", "steps", "other", "role", "roles", "side", "rule", "verdict", "part", "id"),
        *("kind", "code", "codes", "findings", "severity", "urgency", "where", "takes", "needs"),
        *("on", "at", "close", "since", "until", "revisit", "last_met", "last_encounter"),
        *("currency", "line", "number", "met", "order", "cycle", "stale", "then", "key", "do"),
        *("proposal",),
    )
)
_PLAIN = lazy_re(r"[\w.:+/-]{1,64}")
_KEY = lazy_re(r"[a-z_]{1,40}")
_OWNERS = ("custom",)  # tables whose keys are the owner's too


def marked(value: Any, key: str = "") -> Any:
    """Return a value with the texts of each table apart, under `book_text`."""
    if isinstance(value, Mapping):
        own: dict[str, Any] = {}
        texts: dict[str, Any] = {}
        for name, item in value.items():
            safe = harmless(str(name))
            (texts if _is_text(item, name) else own)[safe] = _marked_at(item, name)
        return {**own, BOOK_TEXT: texts} if texts else own
    if isinstance(value, list | tuple):
        return [marked(item, key) for item in value]
    return _shown(value) if isinstance(value, str) else value


def _marked_at(value: Any, key: str) -> Any:
    """Return what stands at a key, marked; a table of the owner's has only shown what it holds."""
    return _all_shown(value) if key in _OWNERS else marked(value, key)


def _all_shown(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {harmless(str(name)): _all_shown(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_all_shown(item) for item in value]
    return _shown(value) if isinstance(value, str) else value


def _is_text(value: Any, key: str) -> bool:
    if not _KEY.fullmatch(key) or (key in _OWNERS and value):
        return True
    if isinstance(value, str):
        return not (key in _OWN and (not value or _PLAIN.fullmatch(value)))
    if isinstance(value, list | tuple):
        return any(isinstance(item, str | list) and _is_text(item, key) for item in value)
    return False


def _shown(text: str) -> str:
    return "\n".join(harmless(line) for line in text.split("\n"))


def page(items: Iterable[Any], cursor: str, around: Mapping[str, Any]) -> dict[str, Any]:
    """Return the items from the cursor on that fit, with `next_cursor` where there are more."""
    rest = list(items)
    start = min(int(cursor or 0), len(rest))
    kept: list[Any] = []
    room = _ROOM - _size(around)
    for item in rest[start:]:
        short = cut_to_fit(marked(item), room) if not kept else marked(item)
        room -= _size(short)
        if room < 0 and kept:
            break
        kept.append(short)
    more = start + len(kept)
    left = {"next_cursor": str(more), "of": len(rest)} if more < len(rest) else {"of": len(rest)}
    return {**around, "items": kept, **left}


def answer_text(facts: Any) -> str:
    """Return facts as JSON without spaces; they hold what `marked` lets through."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _size(item: Any) -> int:
    return len(answer_text(item).encode()) + 1


def cut_to_fit(item: dict[str, Any], room: int = _ROOM) -> dict[str, Any]:
    """Return an item, its texts and lists cut until it fits, and marked as cut then.

    What is too large even so, as a table of thousands of keys, is left out.
    """
    if _size(item) <= room:
        return item
    short = item
    for length, number in zip(_LENGTHS, _ITEMS, strict=True):
        short = _cut(item, length, number)
        if _size(short) <= room:
            break
    while short and _size(short) > room:
        short = _without_largest(short)
    return {**short, "cut": True}


def _without_largest(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table without what takes most room; of the book's texts, without the longest."""
    key = max(table, key=lambda name: _size(table[name]))
    rest = {name: value for name, value in table.items() if name != key}
    if key != BOOK_TEXT:
        return rest
    texts = _without_largest(table[key])
    return {**rest, key: texts} if texts else rest


def _cut(value: Any, length: int, number: int) -> Any:
    match value:
        case str():
            return value if len(value) <= length else f"{value[: length - 1]}…"
        case dict():
            return {
                _cut(key, _LONGEST_KEY, 0): _cut(item, length, number)
                for key, item in value.items()
            }
        case list():
            return [_cut(item, length, number) for item in value[:number]]
    return value
