"""The keys that answer a question, on one row: with their words as far as there is room. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from salescli.prompts.hint import Choice
from salescli.text.safe_text import harmless, width


def key_row(keys: Sequence[Choice], cells: int) -> str:
    """Return the keys on a row of so many cells.

    `d done  m move` where that fits, else `[d]one [m]ove`; the last ones lose their words first.
    """
    row = "  ".join(harmless(f"{key.name} {key.label}") for key in keys)
    if width(row) <= cells:
        return row
    marked, bare = [_marked(key) for key in keys], [harmless(key.name) for key in keys]
    rows = (" ".join((*marked[:kept], *bare[kept:])) for kept in range(len(keys), -1, -1))
    return next((row for row in rows if width(row) <= cells), " ".join(bare))


def _marked(key: Choice) -> str:
    """Return the word of a key with the key marked in it, else before it."""
    if key.name in key.label:
        return harmless(key.label.replace(key.name, f"[{key.name}]", 1))
    return harmless(f"[{key.name}] {key.label}")
