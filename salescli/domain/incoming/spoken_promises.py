"""Promises inside of what is noted: "nice chat, i'll send pics, he'll ring by fri". Pure."""

from __future__ import annotations

import re

from salescli.domain.incoming.promises import without_promises
from salescli.text.lazy_re import lazy_re

_DOING = (
    "send|mail|email|e-mail|call|ring|phone|give|get|bring|check|ask|let|forward|share|prepare|draft"
    "|write|book|confirm|sign|pay|order|introduce|arrange|find|sort|drop|post|text|ping|invite|return"
    "|review|deliver|provide|show"
)
_GERMAN_I = "schicke?|sende|maile|melde|rufe?|bringe?|kläre?|frage?|gebe?|prüfe?|mache?|besorge?"
_GERMAN_THEY = "schickt|sendet|mailt|meldet|ruft|bringt|klärt|fragt|gibt|prüft|besorgt"
_WE = r"(?:i|we)(?:['\u2019]?ll| will| promised to| said (?:i|we)['\u2019]?d)"
_SOMEBODY = r"(?:s?he|they|(?!this|that|it|what|which|there|who)\w+)"
_THEY = rf"{_SOMEBODY}(?:['\u2019]ll| will| promised to| said (?:s?he|they)['\u2019]?d)"
_LEAD = r"(?:(?:and|but|so|then|also|und|aber|dann)\s+)*"
_SPOKEN = lazy_re(
    rf"{_LEAD}(?:(?P<we>{_WE})|(?P<they>{_THEY}))\s+(?P<what>(?:{_DOING})\b.+)", re.IGNORECASE
)
_GERMAN = lazy_re(
    rf"{_LEAD}(?:(?P<we>ich|wir) (?={_GERMAN_I}|{_GERMAN_I}n)|(?P<they>er|sie) (?={_GERMAN_THEY}))"
    r"(?P<what>\w+ .+)",
    re.IGNORECASE,
)
_CLAUSE = lazy_re(
    r"\s*[.;!\n\u2026]+\s*|\s*,\s*|\s+(?:and|but|und|aber)\s+(?=(?:i|we|s?he|they|ich|wir|er|sie)\b)",
    re.IGNORECASE,
)
_TONIGHT = lazy_re(r"\b2nite\b", re.IGNORECASE)
_SHORTEST, _LONGEST = 2, 14  # words


def spoken_promises(note: str) -> tuple[str, ...]:
    """Return what a note promises inside of its sentences, as lines of promises have it."""
    return tuple(filter(None, map(_line, _CLAUSE.split(without_promises(note)))))


def _line(clause: str) -> str:
    match = _SPOKEN.fullmatch(clause.strip()) or _GERMAN.fullmatch(clause.strip())
    if match is None or not _SHORTEST <= len(match["what"].split()) <= _LONGEST:
        return ""
    what = _TONIGHT.sub("tonight", match["what"].strip())
    return "" if what.endswith("?") else f"{'we' if match['we'] else 'they'}: {what}"
