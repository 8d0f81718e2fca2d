"""The names of steps in a text, less what is said around them: 'did the discovery call, demo'."""

from __future__ import annotations

import re
from collections.abc import Mapping

from salescli.text.contact_words import is_contact
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded, meant, runs
from salescli.text.talk_words import without_talk

_BETWEEN = lazy_re(r"\s*[,;&+]\s*|\s+(?:and|und|et|plus)\s+")
# Where and how it was: no part of a step's name.
_HOW_IT_WAS = lazy_re(
    r"(?<=\w)\s+(?:on|by|via|over|at|in|with|mit|am|per|beim|bei|today|yesterday|heute|gestern)\b.*$",
    re.IGNORECASE,
)
_VAGUE = lazy_re(
    r"[\s,]+(?:sort of|kind of|more or less|so halb|mehr oder weniger)$", re.IGNORECASE
)
_KINDS = frozenset({"session", "step", "conversation", "appointment", "part", "round", "stage"})


def names_of_steps(text: str, titles: Mapping[str, str]) -> list[str]:
    """Return the names that a text gives: of steps, and what can't be one as it was typed.

    Commas, 'and' and spaces are between them; words that only together mean one stay together.
    """
    whole = _VAGUE.sub("", text.strip())
    if len(meant(whole, titles)) == 1:
        return [whole]
    chunks = (chunk for chunk in _BETWEEN.split(whole) if chunk not in ("", "-"))
    return [name for chunk in chunks for name in _names(chunk, titles)]


def _names(chunk: str, titles: Mapping[str, str]) -> list[str]:
    """Return the names in what stands between two commas."""
    if len(meant(chunk, titles)) == 1:
        return [chunk]
    bare = runs(_HOW_IT_WAS.sub("", without_talk(chunk)).split(), titles)
    parts = [part for part in chunk.split("-") if not _says_how(part)]
    if len(parts) == 1 and parts[0] != chunk and len(meant(parts[0], titles)) == 1:
        return parts
    if len(bare) == 1:
        return bare
    steps = [name for name in bare if not _says_how(name) and meant(name, titles)]
    rest = [name for name in bare if name not in steps and not _says_how(name)]
    return [*steps, *rest] if steps else runs(chunk.split(), titles)


def _says_how(name: str) -> bool:
    return is_contact(name) or folded(name) in _KINDS
