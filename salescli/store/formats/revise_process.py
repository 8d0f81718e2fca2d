"""Changing a process's text by what is meant: steps and outcomes named by their ids.

Only what is named changes; comments, order and layout stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salescli.domain.finding import Key
from salescli.errors import SalescliError
from salescli.store.toml.insert import line_end
from salescli.store.toml.reader import parse_toml
from salescli.store.toml.set_in_place import change_values
from salescli.store.toml.statements import statements
from salescli.store.toml.write import literal

Change = tuple[tuple[str, ...], Any]


def revise_process(text: str, changes: Sequence[Change]) -> str:
    """Return the text of a process with some values set, or taken out where they are None.

    A path leads to a value by ids, such as `("step", "demo", "within")` or `("step", "demo",
    "outcome", "fit-seen")`; `("disqualify", ID)` with a text adds that reason. Raises
    SalescliError where the layout doesn't allow it.
    """
    meant = parse_toml(text.removeprefix("\ufeff"))
    mark, text = text[: text.startswith("\ufeff")], text.removeprefix("\ufeff")
    added = [(path[1], value) for path, value in changes if path[0] == "disqualify"]
    keys = [(_key(meant, path), value) for path, value in changes if path[0] != "disqualify"]
    # What is taken out comes last, from the end on: the places of what stands before it stay.
    keys.sort(key=lambda pair: (pair[1] is None, [-n for n in pair[0] if isinstance(n, int)]))
    for key, value in keys:
        try:
            text = change_values(text, {key: value})
        except SalescliError as error:
            raise _by_hand(error.message) from None
        _apply(meant, key, value)
    for name, says in added:
        text = _with_reason(text, name, says)
        meant.setdefault("disqualify", []).append({"id": name, "text": says})
    if parse_toml(text) != meant:
        raise _by_hand("salescli can't change a process file with this layout")
    return mark + text


def _by_hand(message: str) -> SalescliError:
    return SalescliError(message, fix="change it in the editor: salescli process revise NAME")


def _key(table: Any, path: Sequence[str]) -> Key:
    """Return the path in the file: each id as the place of its table among its like."""
    key: list[str | int] = []
    for part in path:
        if isinstance(table, dict):
            key.append(part)
            table = table.get(part, ())
            continue
        place = next((n for n, row in enumerate(table) if row.get("id") == part), None)
        if place is None:
            raise _by_hand(f"the process has no '{part}' any more")
        key.append(place)
        table = table[place]
    return tuple(key)


def _apply(meant: Any, key: Key, value: Any) -> None:
    around: Any = meant
    for part in key[:-1]:
        around, meant = meant, meant[part]
    if value is not None:
        meant[key[-1]] = list(value) if isinstance(value, tuple) else value
    elif type(key[-1]) is int:
        del meant[key[-1]]
        if not meant:  # a list of tables is there only as long as it has one
            del around[key[-2]]
    else:
        meant.pop(key[-1], None)


def _with_reason(text: str, name: str, says: str) -> str:
    """Return the text with one more disqualifying fact, below the others or at the end."""
    end = line_end(text)
    block = f"{end}[[disqualify]]{end}id   = {literal(name)}{end}text = {literal(says)}{end}"
    if not text.endswith("\n"):
        text += end
    others = [
        statement.end for statement in statements(text) if statement.key[:1] == ("disqualify",)
    ]
    place = others[-1] if others else len(text)
    return text[:place] + block + text[place:]
