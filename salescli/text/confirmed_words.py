"""That they confirmed it, said beside something else: 'yep, confirmed by Mark too now'. Pure."""

from __future__ import annotations

from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.yes_words import has_no

_CONFIRMED = lazy_re(
    r"\b(?:confirmed|agreed|accepted|bestatigt|zugesagt|bevestigd|akkoord|confirme|ok with|ok d"
    r"|okd|okayed|toegezegd|(?:said|says) (?:yes|ok|okay|fine|ja))\b"
)
_CLAUSE = lazy_re(r"\s*[,;.(]\s*|\s+(?:and|und|en)\s+")
_LONGEST = 7  # words


def parted_confirmation(text: str) -> tuple[str, bool]:
    """Return a text without what says that they confirmed it, and whether anything does."""
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip(" )")]
    kept = [clause for clause in clauses if not _is_confirmation(clause)]
    if len(kept) == len(clauses):
        return text, False
    return ", ".join(kept), True


def _is_confirmation(clause: str) -> bool:
    words = folded(clause)
    is_short = len(words.split()) <= _LONGEST and not any(map(str.isdigit, words))
    return is_short and _CONFIRMED.search(words) is not None and not has_no(clause)
