"""The opening of a deal in two versions that moved it: it is as early as either one has it.

A deal is opened once, and nothing that took place is before that: who logs something earlier moves
the opening back. Where both sides did, the earlier time is no conflict, and no second opening.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from salescli.errors import SalescliError
from salescli.store.merge.semantics import entry_times
from salescli.store.toml.blocks import LaidOutOtherwiseError
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.store.toml.replace_entry import replace_entry
from salescli.store.toml.set_in_place import change_values

Table = Mapping[str, Any]


def as_early(base: str, first: str, second: str) -> tuple[str, str]:
    """Return the texts of both sides, with the earlier opening where both of them moved it."""
    try:
        tables = [parse_toml(text) for text in (base, first, second)]
    except TomlError:
        return first, second
    places = [only_opening(table.get("log")) for table in tables]
    times = [_time(table, place) for table, place in zip(tables, places, strict=True)]
    if len(set(times)) < len(times) or not all(isinstance(at, datetime) for at in times):
        return first, second
    try:
        if times[1] < times[2]:
            return first, change_values(second, {("log", places[2], "at"): times[1]})
        return change_values(first, {("log", places[1], "at"): times[2]}), second
    except (SalescliError, TypeError):  # laid out otherwise; or a time of no zone
        return first, second


def before_all(text: str) -> str:
    """Return a text whose opening is no later than any other entry, and stands before it."""
    log = parse_toml(text.removeprefix("\ufeff")).get("log")
    place = only_opening(log)
    if place is None:
        return text
    times = entry_times(log)
    earliest = min(times)
    if times[place] <= earliest and earliest not in times[:place]:
        return text
    try:
        return replace_entry(text, place, {**log[place], "at": earliest}, 0)
    except (LaidOutOtherwiseError, LookupError):
        return text


def only_opening(log: Any) -> int | None:
    """Return where the opening stands in a log; None where there is none, or several."""
    entries: Sequence[Any] = log if isinstance(log, list) else ()
    places = [
        n for n, one in enumerate(entries) if isinstance(one, dict) and one.get("kind") == "open"
    ]
    return places[0] if len(places) == 1 else None


def _time(table: Table, place: int | None) -> Any:
    return None if place is None else table["log"][place].get("at")
