"""What the headers of two files of one deal say: which values stand, and who decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salescli.commands.support.session import in_terminal
from salescli.domain.deal_fields import FIELDS, LISTS
from salescli.domain.diff.entry_phrases import value_text
from salescli.domain.finding import Key
from salescli.errors import UsageError
from salescli.prompts import Asker
from salescli.text.shell_quoting import command

Table = Mapping[str, Any]

# Those of which both files' words stand.
_LISTS = tuple(key for key, field in FIELDS.items() if field.kind in LISTS)
_OWN = ("people", "log", "process", "revision", "follows")


def only_in_first(first: Table, other: Table) -> tuple[dict[Key, Any], dict[str, Any]]:
    """Return what only the first header has: values by their keys, and whole tables."""
    fields = {name: value for name, value in first.items() if name not in (*_OWN, *other)}
    tables = {name: value for name, value in fields.items() if _is_nested(value)}
    values: dict[Key, Any] = {(name,): fields[name] for name in fields if name not in tables}
    custom, known = first.get("custom"), other.get("custom")
    if isinstance(custom, dict) and isinstance(known, dict):
        values |= {("custom", name): custom[name] for name in custom if name not in known}
    return values, tables


def _is_nested(value: Any) -> bool:
    parts = value if isinstance(value, list) and value else [value]
    return any(isinstance(part, dict) for part in parts)


def differing(first: Table, other: Table) -> dict[Key, tuple[Any, Any]]:
    """Return the fields in which both files say something, and not the same."""
    pairs: dict[Key, tuple[Any, Any]] = {
        (name,): (value, other[name])
        for name, value in first.items()
        if name in other and name not in (*_OWN, "custom") and value != other[name]
    }
    custom, known = first.get("custom"), other.get("custom")
    if isinstance(custom, dict) and isinstance(known, dict):
        both = (name for name in custom if name in known and custom[name] != known[name])
        pairs |= {("custom", name): (custom[name], known[name]) for name in both}
    return pairs


def values_by_preference(
    pairs: Mapping[Key, tuple[Any, Any]], handles: tuple[str, str], prefer: str
) -> dict[Key, Any]:
    """Return the values that change in the other file: of lists both, else as it is decided.

    `handles` are those of the two deals, `prefer` the one whose values stand; where it is empty,
    each is asked for. Raises UsageError where there is no terminal to ask in.
    """
    changes: dict[Key, Any] = {}
    asked = {key: pair for key, pair in pairs.items() if not _is_list(key, pair)}
    for key, (mine, theirs) in pairs.items():
        if key not in asked:
            changes[key] = [*theirs, *(word for word in mine if word not in theirs)]
    if asked and not prefer and not in_terminal():
        names = ", ".join(".".join(map(str, key)) for key in asked)
        first, other = handles
        raise UsageError(
            f"{first} and {other} differ in {names}",
            fix=command("merge", first, flags=f"--into {other} --prefer {other}")
            + f"   or --prefer {first}",
        )
    asker = Asker({}, lambda _: None)
    for key, (mine, theirs) in asked.items():
        if (prefer or _ask(asker, key, (mine, theirs), handles)) == handles[0]:
            changes[key] = mine
    return changes


def _is_list(key: Key, pair: tuple[Any, Any]) -> bool:
    return key[0] in _LISTS and all(isinstance(value, list) for value in pair)


def _ask(asker: Asker, key: Key, pair: tuple[Any, Any], handles: tuple[str, str]) -> str:
    """Return the handle of the deal whose value stands; Enter is the one that stays."""
    name = ".".join(map(str, key))
    mine, theirs = (value_text(value, None) for value in pair)
    choices = {"1": f"{theirs}, as in {handles[1]}", "2": f"{mine}, as in {handles[0]}"}
    for number, words in choices.items():
        asker.say(f"  {number} {words}")
    number = asker.key(name, f"Which {name}", choices, default="1")
    return handles[1] if number == "1" else handles[0]
