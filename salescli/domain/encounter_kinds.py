"""The kinds of an encounter, and the words that people have for them."""

from __future__ import annotations

from collections.abc import Mapping

from salescli.domain.deal import ENCOUNTERS
from salescli.text.matching import folded, meant

# The words beside a kind's own; the first ones are shown.
KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "call": ("phone", "zoom", "video", "phone call", "telephone", "video call", "teams", "rang"),
    "meeting": ("mtg", "in person", "met", "lunch", "coffee", "workshop"),
    "email": ("mail", "e-mail", "letter"),
    "message": ("whatsapp", "sms", "text", "chat", "slack", "linkedin", "signal", "dm"),
    "visit": ("on site", "onsite", "site visit"),
}


def kinds_meant(text: str) -> tuple[str, ...]:
    """Return the kinds that a word means, by itself or by its beginning; none for another word."""
    wanted = folded(text)
    if exact := tuple(kind for kind in ENCOUNTERS if wanted in _names(kind)):
        return exact
    if kinds := meant(text, {kind: kind for kind in ENCOUNTERS}):
        return kinds
    begun = len(wanted) > 2
    return tuple(k for k in ENCOUNTERS if begun and any(n.startswith(wanted) for n in _names(k)))


def _names(kind: str) -> tuple[str, ...]:
    return (kind, *map(folded, KIND_WORDS[kind]))
