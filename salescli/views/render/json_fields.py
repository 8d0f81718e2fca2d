"""`--fields`: of the items of a JSON answer, only the fields that were asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain
from typing import Any

from salescli.errors import UsageError

_ALWAYS = ("version", "today")
_UNREADABLE = ("deal", "status", "file", "line", "message")  # what is left of such a deal, always
_MISSING = ("unreadable", "left_out")  # lists of what could not be read: kept where there is any
_names: ContextVar[tuple[str, ...]] = ContextVar("names", default=())


@contextmanager
def only_fields(typed: str) -> Iterator[None]:
    """Let the JSON that is written meanwhile have only the fields that are named: `deal,next.on`.

    Raises UsageError where none is.
    """
    names = tuple(name.strip() for name in typed.split(",") if name.strip())
    if not names:
        raise UsageError("--fields names no field", fix="salescli next --fields deal,next.on")
    before = _names.set(names)
    try:
        yield
    finally:
        _names.reset(before)


def with_chosen_fields(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the payload with what `only_fields` asks for, all of it where it asks for nothing.

    A name is a field of the items of a list, or of the payload itself; a dot leads into a table.
    What can't be read is named all the same, whatever the fields are.
    Raises UsageError for a name that neither has.
    """
    names = _names.get()
    if not names:
        return payload
    lists = {key: _peeked(value) for key, value in payload.items() if _is_list(value)}
    samples = {key: first for key, (first, _) in lists.items() if isinstance(first, Mapping)}
    _check(names, payload, samples)
    picked: dict[str, Any] = {}
    for key, value in payload.items():
        if key in _ALWAYS or key in names or (key in _MISSING and value):
            picked[key] = lists[key][1] if key in lists else value
        elif key in lists and _has_any(samples.get(key, {}), names, empty=not samples):
            picked[key] = (_picked(item, names) for item in lists[key][1])
        elif below := [name for name in names if name.startswith(f"{key}.")]:
            picked |= _picked(payload, below)
    return picked


def _check(
    names: Sequence[str], payload: Mapping[str, Any], samples: Mapping[str, Mapping[str, Any]]
) -> None:
    """Raise UsageError for a name that is no field; where nothing is listed, none can be wrong."""
    there = [*payload, *(field for sample in samples.values() for field in sample)]
    empty = any(_is_list(value) for value in payload.values()) and not samples
    for name in names:
        if name.partition(".")[0] not in there and not empty:
            known = ", ".join(dict.fromkeys(key for key in there if key not in _ALWAYS))
            raise UsageError(f"--fields: there is no field '{name}'", fix=f"fields: {known}")


def _has_any(sample: Mapping[str, Any], names: Sequence[str], *, empty: bool) -> bool:
    return empty or any(name.partition(".")[0] in sample for name in names)


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple | Iterator)


def _peeked(items: Any) -> tuple[Any, Iterator[Any]]:
    """Return the first item that isn't a deal that can't be read, and all of them."""
    rest, seen = iter(items), []
    for item in rest:
        seen.append(item)
        if not _is_unreadable(item):
            return item, chain(seen, rest)
    return None, iter(seen)


def _is_unreadable(item: Any) -> bool:
    return isinstance(item, Mapping) and item.get("status") == "unreadable"


def _picked(item: Any, names: Sequence[str]) -> Any:
    """Return a table with the fields that are named and that it has; anything else as it is."""
    if not isinstance(item, Mapping):
        return item
    if _is_unreadable(item):
        names = [*_UNREADABLE, *names]
    below: dict[str, list[str]] = {}
    for name in names:
        first, _, rest = name.partition(".")
        below.setdefault(first, []).append(rest)
    return {
        key: item[key] if "" in inner else _within(item[key], inner)
        for key, inner in below.items()
        if key in item
    }


def _within(value: Any, names: Sequence[str]) -> Any:
    if isinstance(value, list | tuple):
        return [_picked(item, names) for item in value]
    return _picked(value, names)
