"""Conflicts that git's marks show in a text: where they are, what each side says, the way out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from salescli.domain.finding import Key
from salescli.store.toml.positions import key_positions
from salescli.text.lazy_re import lazy_re

_MARK = lazy_re(r"^(?:[<|>]{7}(?: [^\n]*)?|={7}\r?)(?:\n|\Z)", re.MULTILINE)
# The mark that is looked for next. Between ours and the marks of theirs git may have put the
# version that both came from.
_NEXT = {"": "<", "<": "|=", "|": "=", "=": ">"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two versions of some lines: `ours` and `theirs` are whole lines, or nothing.

    `line` is that of the first mark, from 1; `field` is what the lines set, such as
    `people.dana.role`, or nothing where it is not one thing.
    """

    line: int
    field: str
    ours: str
    theirs: str


class _Hunk(NamedTuple):
    """A conflict: its line, its place from the first mark to behind the last, its two sides."""

    line: int
    start: int
    end: int
    ours: str
    theirs: str


def _hunks(text: str) -> Iterator[_Hunk]:
    """Yield the conflicts of a text, in one pass, however many marks there are."""
    places: dict[str, re.Match[str]] = {}
    last = ""
    line, counted = 1, 0
    for mark in _MARK.finditer(text):
        sign = mark[0][0]
        if len(set(mark[0][:7])) > 1 or sign not in _NEXT[last]:
            continue
        places[sign], last = mark, sign
        if sign == ">":
            first, middle = places["<"], places["="]
            line += text.count("\n", counted, first.start())
            counted = first.start()
            ours = text[first.end() : places.get("|", middle).start()]
            theirs = text[middle.end() : mark.start()]
            yield _Hunk(line, counted, mark.end(), ours, theirs)
            places, last = {}, ""


def find_conflicts(text: str) -> list[Conflict]:
    """Return the conflicts that are marked in a text, in their order."""
    if "<<<<<<<" not in text:
        return []
    hunks = list(_hunks(text))
    sides = ([hunk.ours for hunk in hunks], [hunk.theirs for hunk in hunks])
    fields = [_fields(text, hunks, side) for side in sides]
    return [
        Conflict(hunk.line, ours or theirs, hunk.ours, hunk.theirs)
        for hunk, ours, theirs in zip(hunks, *fields, strict=True)
    ]


def resolve(text: str, choose: Callable[[Conflict], str]) -> str:
    """Return the text with the lines that `choose` gives in the place of each conflict."""
    chosen = [choose(conflict) for conflict in find_conflicts(text)]
    return "".join(_joined(text, list(_hunks(text)), chosen))


def _joined(text: str, hunks: Sequence[_Hunk], chosen: Sequence[str]) -> Iterator[str]:
    """Yield the text between the conflicts, and what is chosen for each, in order."""
    end = 0
    for hunk, part in zip(hunks, chosen, strict=True):
        yield text[end : hunk.start]
        yield part
        end = hunk.end
    yield text[end:]


def _fields(text: str, hunks: Sequence[_Hunk], side: Sequence[str]) -> list[str]:
    """Return what each conflict sets in the text as a side has it.

    '' where that is nothing, or several things.
    """
    from salescli.store.formats.values import dotted

    parts = list(_joined(text, hunks, side))
    ends = list(accumulate((part.count("\n") for part in parts), initial=1))
    known, lines = key_positions("".join(parts)), "".join(parts).split("\n")
    starts = ends[1:-1:2]  # the lines on which the conflicts begin
    inside: list[set[Key]] = [set() for _ in hunks]
    for key, line in known.items():
        number = bisect_right(starts, line) - 1
        if number >= 0 and line < ends[2 * number + 2]:
            inside[number].add(key)
    return [dotted(alone) if (alone := _alone(keys, known, lines)) else "" for keys in inside]


def _alone(keys: set[Key], known: Mapping[Key, int], lines: Sequence[str]) -> Key:
    """Return the only key that lines set.

    () for no key, for several, and for a table.
    """
    named = [key for key in keys if not any(key[:n] in keys for n in range(len(key)))]
    if len(named) != 1 or lines[known[named[0]] - 1].lstrip().startswith("["):
        return ()
    return named[0]
