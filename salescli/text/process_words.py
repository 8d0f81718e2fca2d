"""A process by an everyday word for the customers that it is for, or by its place in the list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

# What people say for the customers, and the word of a process's name that is meant by it.
_SAID = {
    "small": frozenset(
        {
            *("small", "smb", "sme", "klein", "kleine", "kleiner", "kleines", "kleinen", "kmu"),
            *("handwerk", "kleinbetrieb", "kleinbetriebe", "handwerksbetrieb", "kleinkunden"),
            *(
                "kleinkunde",
                "tiny",
                "little",
                "kleinunternehmen",
                "kleinunternehmer",
                "local",
                "smallbusiness",
                "smallest",
                "kleinste",
                "kleinsten",
                "handwerker",
            ),
        }
    ),
    "mid": frozenset(
        {"mid", "midsize", "midmarket", "medium", "mittel", "mittlere", "mittelstand"}
    ),
    "enterprise": frozenset(
        {"enterprise", "biggest", "big", "large", "corporate", "konzern", "gross", "grosse"}
    ),
}
_PLACES = {
    **dict.fromkeys(("first", "1", "1st", "one", "eins", "erste", "ersten", "top"), 0),
    **dict.fromkeys(("second", "2", "2nd", "zweite", "zweiten"), 1),
    **dict.fromkeys(("third", "3", "3rd", "dritte", "dritten"), 2),
}
_TALK = frozenset(
    {
        *("the", "a", "an", "please", "pls", "bitte", "das", "die", "den", "der", "halt"),
        *("biz", "shop", "shops", "store", "stores", "laden", "size", "sized", "business"),
        *("businesses", "bussiness", "buisness", "bizness", "company", "companies", "variante"),
        *("ones", "firma", "firmen", "kunde", "kunden", "betrieb", "customer", "number", "nr"),
        *("nummer", "standard", "process", "prozess", "version", "fur", "for", "it", "s", "ist"),
        *(
            "is",
            "team",
            "i",
            "think",
            "guess",
            "like",
            "others",
            "probably",
            "maybe",
            "wohl",
            "type",
        ),
    }
)
_CLAUSE = lazy_re(r"[,;:.()]|\s[\u2013-]\s|\b(?:because|since|weil|but|aber)\b", re.IGNORECASE)


def process_said(text: str, names: Sequence[str]) -> str:
    """Return the one process that words mean, '' for none; `names` are in the order shown.

    One of several clauses may name it: 'small business, it's just two guys'.
    """
    if whole := _said(text, names):
        return whole
    said = {_said(clause, names) for clause in _CLAUSE.split(text)} - {""}
    return said.pop() if len(said) == 1 else ""


def _said(text: str, names: Sequence[str]) -> str:
    words = [word for word in folded(text).split() if word not in _TALK]
    words = words[:1] if words[1:] in (["one"], ["ones"]) else words
    if len(words) != 1:
        return ""
    place = _PLACES.get(words[0], -1)
    if 0 <= place < len(names):
        return names[place]
    called = next((name for name, said in _SAID.items() if words[0] in said), "")
    fitting = [name for name in names if called and folded(name).split()[0] == called]
    return fitting[0] if len(fitting) == 1 else ""
