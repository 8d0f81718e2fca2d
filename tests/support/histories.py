"""Two histories of a deal from a common file: what commands and hands do to its text.

A history is drawn as a list of small acts, so that it shrinks to the fewest that matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

from hypothesis import strategies as st

from salescli.store.merge.semantics import frozen
from salescli.store.toml.insert import insert_entry, insert_person
from salescli.store.toml.positions import key_positions
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.store.toml.set_in_place import change_values
from salescli.store.toml.write import entry_text

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
_STEPS = ("first-reply", "discovery", "proposal", "agreement")
_HEADER = ("value", "close", "owner", "source")
_VALUES: Mapping[str, tuple[Any, ...]] = {
    "value": (1000, 2000),
    "close": (datetime(2027, 1, 29, tzinfo=UTC).date(), datetime(2027, 3, 1, tzinfo=UTC).date()),
    "owner": ("ada", "bo"),
    "source": ("fair", None),
}

# An act: what is done, and two numbers that say to what.
_ACTS = ("log", "log", "log", "set", "person", "role", "close", "remark", "remark", "edit", "drop")
_ACT = st.tuples(st.sampled_from(_ACTS), st.integers(0, 59), st.integers(0, 9))
_LAYOUTS = list(product(("\n", "\r\n"), ("", "\ufeff"), (True, False), ("", "# the end\n")))


@dataclass(frozen=True)
class Histories:
    """A common text, and what each side made of it."""

    base: str
    ours: str
    theirs: str

    def entries(self) -> Counter[Any]:
        """The entries that the merged log must hold, each in a form to compare."""
        base, ours, theirs = (
            Counter(map(frozen, parse_toml(text.removeprefix("\ufeff")).get("log", [])))
            for text in (self.base, self.ours, self.theirs)
        )
        return (ours & theirs) + (ours - base) + (theirs - base) - ((ours - base) & (theirs - base))

    def comments(self) -> set[str]:
        """The comment lines that a hand wrote on either side."""
        lines = {line.strip() for text in (self.ours, self.theirs) for line in text.splitlines()}
        return {line for line in lines if line.startswith("# hand")}


@st.composite
def histories(draw: st.DrawFn, most: int = 5) -> Histories:
    """Two histories. An entry of the common file is edited or dropped on one side at most."""
    base = _base(draw(st.integers(0, 3)), draw(st.integers(0, 7)))
    sides = [_lived(base, side, draw(st.lists(_ACT, min_size=1, max_size=most))) for side in (0, 1)]
    newline, mark, ended, tail = draw(st.sampled_from(_LAYOUTS))
    texts = [
        _dressed(text + tail * (n == 0), newline, mark, ended)
        for n, text in enumerate((base, *sides))
    ]
    return Histories(*texts)


@st.composite
def rivals(draw: st.DrawFn) -> Histories:
    """Two histories that may change the same field or entry, each to something else."""
    base = _base(draw(st.integers(0, 3)), draw(st.integers(0, 7)))
    lived = (_lived(base, 0, draw(st.lists(_ACT, min_size=1, max_size=5))) for _ in range(2))
    sides = (text.replace("# hand", f"# hand of {n}") for n, text in enumerate(lived))
    return Histories(base, *sides)


def _dressed(text: str, newline: str, mark: str, ended: bool) -> str:
    return mark + (text if ended else text.removesuffix("\n")).replace("\n", newline)


def _base(entries: int, layout: int) -> str:
    text = "#:schema x\n\n" if layout & 1 else ""
    text += 'title = "A"  # as they call it\ncompany = "Acme"\nprocess = "small-business"\n'
    text += "value   = 500\nodd_key = [\n  1, # one\n  2,\n]\n"
    text += '\n# ---- anything else\n\n[custom]\nslack = "#acme"\n' if layout & 2 else ""
    text += '\n# --- people\n\n[people.dana]\nname = "Dana" # the boss\n' if layout & 4 else ""
    for number in range(entries + 1):
        text += f"\n# entry {number}\n" if number % 2 else "\n"
        text += entry_text(_entry(number * 1000, "call" if number else "open", "common"))
    return text


def _entry(minute: int, kind: str, said: str) -> dict[str, Any]:
    at = START + timedelta(minutes=minute)
    table: dict[str, Any] = {"at": at, "by": "ada", "kind": kind}
    if kind == "close":
        return table | {"result": "won"}
    if kind == "call":
        table["steps"] = [_STEPS[minute % len(_STEPS)]]
    table["note"] = f"{said}\nof {minute}\n"
    return table | _agenda(minute, at)


def _agenda(minute: int, at: datetime) -> dict[str, Any]:
    """Next steps, one or several, some in words; now and then one that is done or called off."""
    day = (at + timedelta(days=3)).date()
    kinds: list[dict[str, Any]] = [
        {"next": {"step": "proposal", "on": day}},
        {"next": [{"step": "proposal", "on": day}, {"what": "Ring Kim", "on": day}]},
        {"next": {"what": "Ring Kim", "on": day}, "drop": ["proposal"]},
        {"did": ["Ring Kim"]},
        {"next": [{"step": step, "what": step.title(), "on": day} for step in _STEPS[:3]]},
    ]
    return kinds[minute % len(kinds)]


def _lived(text: str, side: int, acts: list[tuple[str, int, int]]) -> str:
    for number, (act, one, other) in enumerate(acts):
        text = _DONE[act](text, side, number, one, other)
    return text


def _log(text: str, side: int, number: int, one: int, _other: int) -> str:
    return _with_entry(
        text, _entry(one * 97 + 2 * number * 6000 + side + 1, "call", f"side {side}")
    )


def _with_entry(text: str, entry: dict[str, Any]) -> str:
    log = parse_toml(text).get("log", [])
    index = sum(other["at"] <= entry["at"] for other in log)
    return insert_entry(text, entry, index, len(log))


def _close(text: str, side: int, number: int, one: int, _other: int) -> str:
    return _with_entry(text, _entry(80000 + 10 * one + 2 * number + side, "close", ""))


def _set(text: str, side: int, _number: int, one: int, other: int) -> str:
    if other > 7:  # both sides may set this one, to the same
        return change_values(text, {("currency",): "USD"})
    field = (_HEADER[:2], _HEADER[2:])[side][one % 2]
    return change_values(text, {(field,): _VALUES[field][other % 2]})


def _person(text: str, side: int, _number: int, one: int, _other: int) -> str:
    handle = ("eve", f"new{side}", f"x{side}")[one % 3]
    if handle in parse_toml(text).get("people", {}):
        return text
    return insert_person(text, handle, {"name": handle.title()})


def _role(text: str, side: int, _number: int, one: int, other: int) -> str:
    people = parse_toml(text).get("people", {})
    if not people:
        return text
    field = ("role", "email")[side]
    return change_values(text, {("people", sorted(people)[one % len(people)], field): f"r{other}"})


def _remark(text: str, side: int, number: int, one: int, other: int) -> str:
    lines = text.split("\n")
    at = one * len(lines) // 60
    words = f"# hand {side} {number}"
    inserted = [[words], ["", words, ""], ["", words], [words, ""]][other % 4]
    changed = "\n".join([*lines[:at], *inserted, *lines[at:]])
    return changed if _says_same(changed, text) else text


def _says_same(one: str, other: str) -> bool:
    try:
        return parse_toml(one) == parse_toml(other)
    except TomlError:
        return False


def _own(text: str, side: int, one: int) -> tuple[int, int] | None:
    """The lines of a common entry that this side may edit or drop."""
    log = parse_toml(text).get("log", [])
    mine = [
        n
        for n, entry in enumerate(log)
        if "common" in entry.get("note", "") and entry["at"].day % 2 == side
    ]
    if not mine:
        return None
    index = mine[one % len(mine)]
    known = key_positions(text)
    end = known.get(("log", index + 1), text.count("\n") + 2) - 1
    return known["log", index] - 1, end


def _edit(text: str, side: int, number: int, one: int, other: int) -> str:
    found = _own(text, side, one)
    if found is None:
        return text
    lines = text.split("\n")
    for n in range(*found):
        if other % 2 and lines[n].startswith("of "):
            lines[n] = f"of {number}{side} edited"
            break
        if other % 4 == 2 and lines[n].startswith("on ="):
            lines[n] = f"on = 2027-0{1 + number % 9}-1{side} # hand edit"
            break
        if not other % 2 and lines[n].startswith("by ="):
            lines[n] = 'by = "somebody" # hand edit'
            break
    return "\n".join(lines)


def _drop(text: str, side: int, _number: int, one: int, _other: int) -> str:
    found = _own(text, side, one)
    if found is None:
        return text
    lines = text.split("\n")
    kept = [line for line in lines[slice(*found)] if line.startswith("# hand")]
    return "\n".join([*lines[: found[0]], *kept, *lines[found[1] :]])


_DONE = {
    "log": _log,
    "set": _set,
    "person": _person,
    "role": _role,
    "close": _close,
    "remark": _remark,
    "edit": _edit,
    "drop": _drop,
}
