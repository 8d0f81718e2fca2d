"""A change as an assistant proposes it, as the words of the command that makes it. Pure.

Each value stands behind its flag and an equals sign, or behind `--`: whatever it says, it is never
taken for a flag.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

# Keys of a change and the flags that take them; lists give the flag once for each item.
_FLAGS: Mapping[str, str] = {
    **{
        name: f"--{name}"
        for name in ("kind", "at", "met", "with", "note", "did", "drop", "instead")
    },
    **{name: f"--{name}" for name in ("reason", "evidence", "revisit", "name", "role", "email")},
    **{name: f"--{name}" for name in ("phone", "title", "also", "keep", "remove")},
    "done_before": "--done-before",
    "said_by": "--said-by",
    "text": "--note",
    "item": "--next",
}
_NEXT: Mapping[str, str] = {
    **{name: f"--{name}" for name in ("what", "on", "goal", "agreed")},
    "step": "--next",
    "with": "--next-with",
}
# Where the flags of a next step have other names.
_OTHERWISE: Mapping[str, Mapping[str, str]] = {
    "schedule": {"with": "--with"},
    "cancel": {"step": "--then", "with": "--with"},
}
_BEHIND = ("steps", "fields", "person")  # what stands behind the deal without a flag


def command_words(change: Mapping[str, Any]) -> list[str]:
    """Return the words of the command for a change that its schema takes."""
    name = change["do"]
    words = [name, change["deal"], *_flags(change, _FLAGS)]
    words += _flags(change.get("next", {}), {**_NEXT, **_OTHERWISE.get(name, {})})
    if name == "win":
        words.append("--no-follow-on")
    behind = [*_behind(change)]
    return [*words, "--", *behind] if behind else words


def _flags(values: Mapping[str, Any], flags: Mapping[str, str]) -> Iterator[str]:
    for key, value in values.items():
        if key not in flags:
            continue
        for item in value if isinstance(value, list) else [value]:
            if item is True:
                yield flags[key]
            elif item is not False:
                yield f"{flags[key]}={item}"


def _behind(change: Mapping[str, Any]) -> Iterator[str]:
    for key in _BEHIND:
        value = change.get(key)
        if isinstance(value, dict):
            yield from (f"{field}={text}" for field, text in value.items())
        elif isinstance(value, list):
            yield from value
        elif value is not None:
            yield value
