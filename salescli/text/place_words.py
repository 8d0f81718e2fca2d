"""A next step that says itself where it goes: 'instead demo thu 8', 'zusätzlich anrufen fri'. Pure.

What becomes of the one that it meets is said in the same words, and in a few others.
"""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.yes_words import has_no, says_yes

ALSO, INSTEAD = "also", "instead"
MOVED, CANCELLED, STAYS = "m", "c", "s"

_INSTEAD = r"(?:instead|rather|stattdessen|statt dessen|dafür|ersatzweise)"
_ALSO = (
    r"(?:also|additionally|in addition|as well|besides|zusätzlich|zusaetzlich|außerdem|ausserdem"
    r"|auch noch|daneben|dazu noch|(?:yes|yep|yeah|ja|jo),?\s+(?:and|und|plus))"
)
_LEAD = lazy_re(
    rf"(?:(?P<instead>{_INSTEAD})|(?P<also>{_ALSO}))(?![\w-])[\s,:]*(?P<rest>\S.*)", re.IGNORECASE
)
_TAIL = lazy_re(
    rf"(?P<rest>.*\S)[\s,]+(?:(?P<instead>{_INSTEAD})|(?P<also>{_ALSO}))[.!]?", re.IGNORECASE
)
_BETWEEN = lazy_re(
    rf"(?P<rest>.*\S)[\s,]+(?:(?P<instead>{_INSTEAD})|(?P<also>{_ALSO}))\s*,\s*(?P<more>\S.*)",
    re.IGNORECASE,
)
_BECOMES = {
    MOVED: lazy_re(
        r"\b(?:moved?|moves|postponed?|verschoben|verschieben|verlegt|reschedul\w*|same|dasselbe"
        r"|der gleiche|derselbe|instead|stattdessen|replaced?|ersetzt)\b"
    ),
    CANCELLED: lazy_re(
        r"\b(?:cancel\w*|called off|off|drop\w*|gone|abgesagt|absagen|weg|fallt|entfallt|gestrichen"
        r"|streichen|hinfallig|delete\w*|loschen|raus|not any ?more|nicht mehr)\b"
    ),
    STAYS: lazy_re(
        r"\b(?:stays?|keep|kept|both|also|still|as well|bleibt|bleiben|beides?|auch|zusatzlich"
        r"|lassen|steht)\b"
    ),
}


def place_meant(text: str) -> tuple[str, str]:
    """Return where a next step goes, ALSO, INSTEAD or '' where it doesn't say, and the rest."""
    for form in (_LEAD, _TAIL, _BETWEEN):
        if match := form.fullmatch(text.strip()):
            rest = " ".join(filter(None, (match["rest"].strip(), match.groupdict().get("more"))))
            return (INSTEAD if match["instead"] else ALSO), rest
    return "", text


# 'Yes, and …', 'yes that stays, plus …': what stands is kept, and more comes.
_YES_AND = lazy_re(
    r"(?P<yes>[^.;]{1,40}?)[\s,;.\u2013\u2014-]+"
    r"(?:and then|and also|and|plus|also|und dann|und auch|und|dazu|et|en|&|\+)\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_KEEPS = lazy_re(r"\b(?:stays?|stands?|bleibt|steht|keep|kept|keeps|blijft|reste)\b", re.IGNORECASE)
# '…, call stays': so what stands is kept beside it.
_STAYS_TOO = lazy_re(
    r"(?P<rest>\S.*?)\s*[,;]\s*(?:(?:and|but|und|aber|the|that|der|die|das|other|rest)\s+)*"
    r"(?:[^\W\d]+\s+){0,2}(?:stays?|stands?|remains?|bleibt|steht|blijft|reste)"
    r"(?:\s+(?:too|also|auch|as (?:it )?is|wie (?:es|er|sie) ist))*[\s.!]*",
    re.IGNORECASE,
)


def behind_what_is_kept(text: str) -> str:
    """Return what a text says beside that what stands is kept; '' where it doesn't say that.

    'Yes, and send the quotes thu'; 'first the quotes thu, call stays'.
    """
    text = text.strip()
    if (match := _YES_AND.fullmatch(text)) is not None:
        said = _KEEPS.sub("yes", match["yes"])
        if says_yes(said) and not has_no(said):
            return match["rest"]
    match = _STAYS_TOO.fullmatch(text)
    return match["rest"] if match and match["rest"].count(" ") else ""


def becomes(text: str) -> str:
    """Return what is said of the one that stood there: a key, '' where it isn't clear."""
    words = folded(text)
    keys = [key for key, form in _BECOMES.items() if form.search(words)]
    return keys[0] if len(keys) == 1 else ""
