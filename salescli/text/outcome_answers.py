"""Which of a numbered list an answer names: '1 and 3', 'nr 1 ja, 2 noch nicht', 'all but 2'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salescli.text.answer_words import is_all, is_none
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.yes_words import NO, YES

PLACES = {
    **dict.fromkeys(("first", "1st", "erste", "erstes", "ersten", "eins", "one", "eerste"), 1),
    **dict.fromkeys(("second", "2nd", "zweite", "zweites", "zweiten", "zwei", "two", "tweede"), 2),
    **dict.fromkeys(("third", "3rd", "dritte", "drittes", "dritten", "drei", "three", "derde"), 3),
    **dict.fromkeys(("fourth", "4th", "vierte", "viertes", "vierten", "vier", "four"), 4),
}
_COUNTS = {"two": 2, "2": 2, "three": 3, "3": 3, "zwei": 2, "drei": 3, "beiden": 2}
_FIRST = lazy_re(
    rf"(?:the |die )?(?:first|ersten) ({'|'.join(_COUNTS)})(?: ones)?"
    r"(?: (?:the rest|der rest|rest|others|the others|die anderen) .*)?"
)
_LAST = lazy_re(r"\b(?:the |das |die |der )?(?:last|letzte[snr]?)(?: one)?\b", re.IGNORECASE)
_COUNTED = lazy_re(
    rf"(?:yes to |ja zu )?(?:the|die|all|alle) ({'|'.join(_COUNTS)})(?: of them| davon)?"
)
_ALL_BUT = lazy_re(
    r"(?:all|alle|alles|everything|both|beide) (?:but|except|without|ausser|ohne|bis auf|not|nur"
    r" nicht)(?: for)? (?P<rest>.+)"
)
_NOT = frozenset({"not", "nicht", "without", "ohne", "except", "ausser", "minus", "kein", "keine"})
_LEFT = frozenset({*NO, "missing", "fehlt", "open", "later", "spater", "kommt"})
_DOUBT = frozenset(
    {"maybe", "perhaps", "vielleicht", "kinda", "partly", "teilweise", "halb", "evtl"}
)
_TURNS = frozenset({"but", "aber", "sondern", "rather"})
_ALL = lazy_re(r"(?:both|all|beide|alle|alles|neither)(?: of them| davon)? (.+)")
_TALK = frozenset(
    {
        *(
            "de",
            "het",
            "en",
            "alleen",
            "nr",
            "no",
            "number",
            "num",
            "nummer",
            "outcome",
            "outcomes",
            "the",
            "die",
            "das",
            "der",
        ),
        *("only", "just", "nur", "and", "und", "or", "one", "ones", "yet", "noch"),
        *("is", "are", "was", "were", "met", "done", "reached", "erreicht", "erledigt", "ist"),
        *(
            "for",
            "now",
            "today",
            "sure",
            "please",
            "bitte",
            "i",
            "think",
            "also",
            "auch",
            "schon",
            "already",
        ),
        *("definitely", "too", "s", "t", "it", "that", "punkt", "point", "still", "leider", "von"),
        *("den", "dem", "of", "them", "these", "those", "davon", "so", "far", "bisher", "got"),
        *("we", "wir", "have", "haben", "hat", "war", "sind", "with", "mit", "sicher", "klar"),
    }
)
_SPAN = lazy_re(r"(\d{1,2})\s*(?:-|\u2013|to|bis)\s*(\d{1,2})")
_PART = lazy_re(r"[,;\u2013\n]|[^\W_]+")

_AND_WORDS = lazy_re(
    rf"(?P<place>(?:the |die |das |nr |number |just |nur )?(?:{'|'.join(PLACES)}|[1-9]))"
    r"(?: ones?)?\s*[,;:.\u2013\u2014-]\s+(?P<rest>\S+(?:\s+\S+){2,})",
    re.IGNORECASE,
)


def place_and_words(text: str) -> tuple[str, str]:
    """Return the place of a list that an answer begins with, and the sentence behind it.

    'First one, they lose 2 grand a month'; '' for both where it is none.
    """
    match = _AND_WORDS.fullmatch(text.strip())
    if match is None or not set(NO).isdisjoint(folded(match["rest"]).split()):
        return "", ""
    place = folded(match["place"]).split()[-1]
    return str(PLACES.get(place, place)), match["rest"]


def numbered_answer(text: str, names: Sequence[str]) -> list[str] | None:
    """Return the names at the places that a text says; None where it says more than places.

    What is behind a 'not', or before a 'no' or 'not yet', is left out.
    """
    text = _LAST.sub(str(len(names)), text)
    if first := _FIRST.fullmatch(folded(text)):
        return list(names[: _COUNTS[first[1]]])
    counted = _COUNTED.fullmatch(folded(text))
    if is_all(text) or (counted and _COUNTS[counted[1]] == len(names)):
        return list(names)
    if (every := _ALL.fullmatch(folded(text))) and is_none(every[1]):
        return []
    if but := _ALL_BUT.fullmatch(folded(text)):
        left_out = numbered_answer(but["rest"], names)
        return None if left_out is None else [name for name in names if name not in left_out]
    said = _said(text, len(names))
    return None if said is None else [names[place - 1] for place in said]


def _said(text: str, most: int) -> list[int] | None:
    """Return the places that a text says yes to; None for one that is not of the list, or words."""
    text = _SPAN.sub(lambda span: " ".join(map(str, range(int(span[1]), int(span[2]) + 1))), text)
    words = [word if not word.isalnum() else folded(word) for word in _PART.findall(text)]
    yes: list[int] = []
    group: list[int] = []
    is_not = False
    for index, word in enumerate(words):
        place = int(word) if word.isdecimal() else _place(words, index)
        ahead = next((one for one in words[index + 1 :] if one not in _TALK), "")
        if place:
            if place > most:
                return None
            group.append(place)
        elif word in _DOUBT:
            is_ahead = ahead.isdecimal() or ahead in PLACES
            yes += [] if is_not or not is_ahead else group
            group, is_not = [], is_ahead
        elif word in _NOT and (ahead.isdecimal() or ahead in PLACES) and not _ends(words, index):
            yes += [] if is_not else group
            group, is_not = [], True
        elif word in _LEFT and group and not (word == "no" and ahead.isdecimal()):
            group = []
        elif not word.isalnum() or word in YES or word in _TURNS:
            yes += [] if is_not else group
            is_not = is_not and not group
            group = []
        elif word not in _TALK and word not in _LEFT:
            return None
    yes += [] if is_not else group
    return list(dict.fromkeys(yes)) if yes or _has_place(words) else None


def _place(words: Sequence[str], index: int) -> int:
    """Return the place that a word says; 'one' behind another word says none: 'the first one'."""
    is_bare = words[index] in ("one", "two") and index > 0 and words[index - 1] in PLACES
    return 0 if is_bare else PLACES.get(words[index], 0)


def _ends(words: Sequence[str], index: int) -> bool:
    """Return whether a no stands before a comma: it is of what stands before it."""
    return words[index + 1 : index + 2] != [] and not words[index + 1].isalnum()


def _has_place(words: Sequence[str]) -> bool:
    return any(word.isdecimal() or word in PLACES for word in words)
