"""An answer that adds to what is shown, or takes from it: 'also 2', '+2', 'auch noch 2', 'ohne 1'.

Pure. What has none of these words stands for itself.
"""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re

_ADD = (
    r"(?:and |und )?(?:also|auch noch|auch|additionally|in addition|plus|add|as well as|as well"
    r"|dazu noch|dazu|zusätzlich|zusatzlich|zusaetzlich|außerdem|ausserdem|noch dazu|ergänze"
    r"|ergänzung|added|addendum|ps)"
)
_LEAD = lazy_re(
    rf"(?:\+\s*|(?:and|und|noch|now)\s+(?!nicht|nix|nein|not)"
    rf"|{_ADD}(?:\s*:|\b)\s*(?:the\s+|die\s+|das\s+|den\s+)?)",
    re.IGNORECASE,
)
_TAIL = lazy_re(
    r"[\s,]+(?:too|as well|also|auch|auch noch|dazu|zusätzlich)\s*[.!]?$", re.IGNORECASE
)
_TEXT_LEAD = lazy_re(
    rf"(?:\+\s*|{_ADD}(?:\s+(?:noch|that|dass))?\s*:\s*)",
    re.IGNORECASE,
)
_LESS = lazy_re(
    r"(?:without|ohne|minus|less|remove|nicht|not|-)\s*(?:the\s+|die\s+|das\s+)?", re.IGNORECASE
)


def added(text: str) -> str:
    """Return what an answer adds to what is shown; '' where it says all of it itself."""
    text = text.strip()
    if lead := _LEAD.match(text):
        return _TAIL.sub("", text[lead.end() :]).strip(" ,;:")
    tail = _TAIL.search(text)
    return text[: tail.start()].strip(" ,;:") if tail else ""


def added_sentence(text: str) -> str:
    """Return what is to be added to a text: behind a plus, or behind 'also:'; '' for other words.

    Without its colon 'also' may begin a sentence of its own.
    """
    lead = _TEXT_LEAD.match(text.strip())
    return text.strip()[lead.end() :].strip() if lead else ""


def taken_away(text: str) -> str:
    """Return what an answer takes from what is shown; '' where it takes nothing away."""
    lead = _LESS.match(text.strip())
    return text.strip()[lead.end() :].strip(" ,;:") if lead else ""
