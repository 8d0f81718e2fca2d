"""The keys that answer a question, on one row or two, with their words. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from salescli.prompts.hint import Choice
from salescli.text.safe_text import harmless, width

_ROWS = 2


def key_rows(keys: Sequence[Choice], cells: int) -> list[str]:
    """Return the keys on a row of so many cells, with all their words on two where they need that.

    `d done  m move` where that fits on one, else `[d]one  [m]ove`; where two rows have no room for
    the words, the last ones lose them.
    """
    whole = [harmless(f"{key.name} {key.label}") for key in keys]
    marked, bare = [_marked(key) for key in keys], [harmless(key.name) for key in keys]
    for words in (whole, marked):
        if width(row := "  ".join(words)) <= cells:
            return [row]
    if len(rows := _filled(marked, cells)) <= _ROWS:
        return rows
    tries = (" ".join((*marked[:kept], *bare[kept:])) for kept in range(len(keys), -1, -1))
    return [next((row for row in tries if width(row) <= cells), " ".join(bare))]


def _filled(words: Sequence[str], cells: int) -> list[str]:
    rows = [words[0]]
    for text in words[1:]:
        if width(longer := f"{rows[-1]}  {text}") <= cells:
            rows[-1] = longer
        else:
            rows.append(text)
    return rows


def _marked(key: Choice) -> str:
    """Return the word of a key with the key marked in it, else before it."""
    if key.name in key.label:
        return harmless(key.label.replace(key.name, f"[{key.name}]", 1))
    return harmless(f"[{key.name}] {key.label}")
