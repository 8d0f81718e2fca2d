"""An ending of a deal, typed in place of a next step: won, lost, walk away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salescli.text.matching import folded, meant

_ALIKE = {"win": "won", "lose": "lost", "loss": "lost", "walk away": "walk"}


def ending_meant(text: str, endings: Sequence[str], steps: Mapping[str, str]) -> str:
    """Return the ending that a text is, or is the beginning of, where it begins no step."""
    word = _ALIKE.get(folded(text), folded(text))
    if word in endings:
        return word
    begun = [ending for ending in endings if len(word) > 1 and ending.startswith(word)]
    return begun[0] if len(begun) == 1 and not meant(text, steps) else ""
