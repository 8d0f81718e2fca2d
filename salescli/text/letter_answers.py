"""A yes or a no by its letter, and what is said behind it: 'y - calendar invite accepted'. Pure."""

from __future__ import annotations

import re

from salescli.text.answer_words import behind_no, is_none
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.yes_words import DAYS, NO, YES, has_no, says_yes

_LETTER = lazy_re(
    r"(?P<letter>[ynj])(?:\s*[,;:.!\u2013\u2014-]+\s*|\s+)(?P<more>\S.*)", re.IGNORECASE | re.DOTALL
)
_NOS = frozenset((*NO, "n"))
_NOTHING = frozenset((*YES, *NO, "yet", "thanks", "sorry", "danke", "all", "noch"))
_SHORTEST = 3  # words of a yes that say more than one
# What makes a yes of something else than was asked, or none.
_TAKES_BACK = frozenset(
    {
        *("but", "if", "unless", "only", "aber", "wenn", "falls", "nur", "maar", "als", "maybe"),
        *("instead", "later", "tomorrow", "morgen", "today", "heute", "next", "erst", "n", "no"),
        *("or", "oder", "vielleicht", "perhaps", "a"),
    }
)


def parted_letter(text: str) -> tuple[str, str] | None:
    """Return `y` or `n`, and what stands behind it; None where no letter begins the answer.

    The key is '' where what follows may take the letter back: 'y but not before friday'.
    """
    match = _LETTER.fullmatch(text.strip())
    if match is None:
        return None
    letter, more = match["letter"].lower(), match["more"]
    if letter == "n":
        return ("" if says_yes(more) else "n"), more
    if says_yes(more):
        return "y", more
    words = folded(more).split()
    takes_back = not _TAKES_BACK.isdisjoint(words) or any(map(DAYS.fullmatch, words))
    is_unclear = takes_back or more.rstrip().endswith("?") or any(map(str.isdigit, more))
    return ("" if is_unclear or has_no(more) else "y"), more


def behind_any_no(text: str) -> str:
    """Return what an answer that begins with a no goes on with: 'no its 1440'; '' for any other."""
    first, _, more = text.strip().partition(" ")
    return more.strip(" ,;:-\u2013\u2014") if _NOS.issuperset(folded(first).split()) else ""


def remark_behind_answer(text: str) -> str:
    """Return what an answer says behind its letter, or behind a no; '' where that is all."""
    parted = parted_letter(text)
    more = parted[1] if parted else behind_no(text)
    words = folded(more).split()
    is_short = len(words) < _SHORTEST and says_yes(more)
    is_all = is_short or is_none(more) or _NOTHING.issuperset(words)
    return "" if is_all else more
