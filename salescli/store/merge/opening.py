"""The opening of a deal in two versions that moved it: it is as early as either one has it.

A deal is opened once, and nothing that took place is before that: who logs something earlier moves
the opening back. Where both sides did, the earlier time is no conflict, and no second opening.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from salescli.errors import SalescliError
from salescli.store.merge.semantics import entry_times, is_same_opening
from salescli.store.toml.blocks import LaidOutOtherwiseError
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.store.toml.replace_entry import replace_entry
from salescli.store.toml.set_in_place import change_values

Table = Mapping[str, Any]


def as_early(base: str, first: str, second: str) -> tuple[str, str]:
    """Return the texts of both sides, with the earlier opening where both of them moved it."""
    try:
        was, ours, theirs = (_opening(text) for text in (base, first, second))
    except TomlError:
        return first, second
    if ours is None or theirs is None or ours.at == theirs.at:
        return first, second
    one_side = was is not None and was.at in (ours.at, theirs.at)
    if one_side or (was is None and not is_same_opening(ours.entry, theirs.entry)):
        return first, second
    try:
        if ours.at < theirs.at:
            return first, change_values(second, {("log", theirs.place, "at"): ours.at})
        return change_values(first, {("log", ours.place, "at"): theirs.at}), second
    except (SalescliError, TypeError):  # laid out otherwise; or a time of no zone
        return first, second


def before_all(text: str) -> str:
    """Return a text whose opening is no later than any other entry, and stands before it."""
    opening = _opening(text.removeprefix("\ufeff"))
    if opening is None:
        return text
    times = entry_times(opening.log)
    place, earliest = opening.place, min(times)
    if times[place] <= earliest and earliest not in times[:place]:
        return text
    try:
        return replace_entry(text, place, {**opening.log[place], "at": earliest}, 0)
    except (LaidOutOtherwiseError, LookupError):
        return text


def only_opening(log: Sequence[Any]) -> int | None:
    """Return where the opening stands in a log; None where there is none, or several."""
    places = [n for n, one in enumerate(log) if isinstance(one, dict) and one.get("kind") == "open"]
    return places[0] if len(places) == 1 else None


class _Opening(NamedTuple):
    """The opening of a log: its place in it, and its time."""

    log: Sequence[Table]
    place: int
    at: datetime

    @property
    def entry(self) -> Table:
        """Return the entry that it is."""
        return self.log[self.place]


def _opening(text: str) -> _Opening | None:
    """Return the opening that a text has, if it is the only one. Raises TomlError."""
    log = parse_toml(text).get("log")
    place = only_opening(log) if isinstance(log, list) else None
    if place is None or not isinstance(log, list):
        return None
    at = log[place].get("at")
    return _Opening(log, place, at) if isinstance(at, datetime) else None
