"""Conflicts that git's marks show in a text: where they are, what each side says, the way out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from salescli.store.places import places

# Between ours and the marks of theirs git may have put the version that both came from.
_HUNK = re.compile(
    r"^<{7}(?: [^\n]*)?\n(?P<ours>.*?)(?:^\|{7}(?: [^\n]*)?\n.*?)?^={7}\r?\n"
    r"(?P<theirs>.*?)^>{7}(?: [^\n]*)?(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


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


def find_conflicts(text: str) -> list[Conflict]:
    """The conflicts that are marked in a text, in their order."""
    if "<<<<<<<" not in text:
        return []
    fields = [_fields(text, side) for side in ("ours", "theirs")]
    return [
        Conflict(
            text.count("\n", 0, match.start()) + 1,
            fields[0][number] or fields[1][number],
            match["ours"],
            match["theirs"],
        )
        for number, match in enumerate(_HUNK.finditer(text))
    ]


def resolve(text: str, choose: Callable[[Conflict], str]) -> str:
    """The text with the lines that `choose` gives in the place of each conflict."""
    chosen = iter([choose(conflict) for conflict in find_conflicts(text)])
    return _HUNK.sub(lambda _match: next(chosen), text)


def _fields(text: str, side: str) -> list[str]:
    """What each conflict sets in the text as one side has it; '' for nothing or several things."""
    from salescli.store.values import dotted

    spans, size, plain = [], 0, ""
    end = 0
    for match in _HUNK.finditer(text):
        plain += text[end : match.start()]
        size = plain.count("\n") + 1
        plain += match[side]
        spans.append((size, plain.count("\n") + 1))
        end = match.end()
    plain += text[end:]
    known, lines = places(plain), plain.split("\n")
    found = []
    for start, stop in spans:
        inside = {key for key, line in known.items() if start <= line < stop}
        named = [key for key in inside if not any(key[:n] in inside for n in range(len(key)))]
        alone = len(named) == 1 and not lines[known[named[0]] - 1].lstrip().startswith("[")
        found.append(dotted(named[0]) if alone else "")
    return found
