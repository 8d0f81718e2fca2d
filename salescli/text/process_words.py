"""A process by an everyday word for the customers that it is for, or by its place in the list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from salescli.text.answer_words import is_none
from salescli.text.hedges import without_hedges
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
                *("simple", "simplest", "easy", "einfach", "einfache", "einfachste", "family"),
                *("klein", "petit", "petite", "piccola", "piccolo", "freelancer", "solo", "lokaal"),
            ),
        }
    ),
    "mid": frozenset(
        {"mid", "midsize", "midmarket", "medium", "mittel", "mittlere", "mittelstand", "middle"}
        | {"midden", "moyen", "moyenne", "media", "middelgroot", "mittelgross", "mittelgrosse"}
    ),
    "enterprise": frozenset(
        {"enterprise", "biggest", "big", "large", "corporate", "konzern", "gross", "grosse", "huge"}
        | {"grosskunde", "grosskunden", "grossunternehmen", "multinational"}
        | {"groot", "grote", "grand", "grande"}
    ),
}
_PLACES = {
    **dict.fromkeys(
        (
            "first",
            "1",
            "1st",
            "one",
            "eins",
            "erste",
            "ersten",
            "top",
            "eerste",
            "primo",
            "premier",
            "premiere",
        ),
        0,
    ),
    **dict.fromkeys(("second", "2", "2nd", "zweite", "zweiten", "tweede", "secondo"), 1),
    **dict.fromkeys(("third", "3", "3rd", "dritte", "dritten", "derde", "terzo"), 2),
}
_TALK = frozenset(
    {
        *("the", "a", "an", "please", "pls", "bitte", "das", "die", "den", "der", "halt"),
        *("biz", "shop", "shops", "store", "stores", "laden", "size", "sized", "business"),
        *("businesses", "bussiness", "buisness", "bizness", "company", "companies", "variante"),
        *("ones", "firma", "firmen", "kunde", "kunden", "betrieb", "customer", "number", "nr"),
        *("va", "bene", "goed", "fine", "ok", "good", "just", "nimm", "take", "so"),
        *("het", "de", "la", "le", "il", "een"),
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
_STAFF = lazy_re(
    r"(?<![0-9.,])(?:[0-9][0-9.,]*\s?[-\u2013]\s?)?(?P<number>[0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]+)"
    r"\s?(?P<size>k)?\s*(?:ppl|people|pers|persons?|employees|staff|heads|headcount|fte|folks|leute"
    r"|mitarbeite\w*|ma|angestellte|mensen|man|werknemers|medewerkers|personnes|employ\u00e9s|salari\u00e9s"
    r"|persone|dipendenti)\b",
    re.IGNORECASE,
)
_NOT = frozenset({"not", "no", "nicht", "kein", "keine", "niet", "pas", "non"})
_ANY = lazy_re(
    r"(?:whatever|any|any of them|egal|ist egal|you (?:pick|choose|decide)"
    r"|(?:i )?don t (?:care|mind)|doesn t matter|no preference"
    r"|(?:just )?(?:the )?(?:same|default|usual|standard|normal|regular)(?: one)?"
    r"|(?:the )?(?:same|like)(?: as)?(?: the| all)?(?: last| rest| others?| before| usual)"
    r"(?: one| time)?"
    r"|wie (?:immer|sonst|gehabt|bei den anderen)|maakt niet uit|pareil|uguale|peu importe)"
)
_LONGEST_NUMBER = 9
_LONG = 6  # letters of a word that tells one summary from all others


def process_said(text: str, about: Mapping[str, str]) -> str:
    """Return the one process that words mean, '' for none.

    `about` has what each is for, by name, in the order shown. One of several clauses may name it:
    'small business, it's just two guys'; and so may one word: 'they are 150, so mid'.
    """
    names = list(about)
    if whole := _said(text, names):
        return whole
    said = {_said(clause, names) for clause in _CLAUSE.split(text)} - {""}
    if not said:
        words = folded(text).split()
        plain = [word for last, word in zip(("", *words), words, strict=False) if last not in _NOT]
        said = {_named(word, names) for word in plain} - {""} or {
            _told_apart(word, about) for word in plain
        } - {""}
    return said.pop() if len(said) == 1 else ""


def says_any(text: str) -> bool:
    """Return whether words leave the choice to what is shown: 'whatever', 'same as last time'."""
    return any(
        is_none(part)
        or _ANY.fullmatch(folded(part))
        or (folded(part).split()[-1:] == ["standaard"] and len(part.split()) < _LONG)
        for part in filter(str.strip, _CLAUSE.split(without_hedges(text) or "dunno"))
    )


def staff_said(text: str) -> int | None:
    """Return how many people a customer has, as it is said: '~150 ppl', '1-10 people'."""
    match = _STAFF.search(text)
    if match is None or len(match["number"]) > _LONGEST_NUMBER:
        return None
    return int(re.sub("[.,]", "", match["number"])) * (1000 if match["size"] else 1)


def _named(word: str, names: Sequence[str]) -> str:
    """Return the only process with a word in its name, or that is called so."""
    called = next((name for name, said in _SAID.items() if word in said), "")
    parts = {name: folded(name).split() for name in names}
    fitting = [name for name in names if called and parts[name][0] == called]
    fitting = fitting or [name for name in names if len(word) > 4 and word in parts[name][-1:]]
    return fitting[0] if len(fitting) == 1 and word not in _TALK else ""


def _told_apart(word: str, about: Mapping[str, str]) -> str:
    """Return the only process of which a long word is said: 'partners' for the channel."""
    stem = word.removesuffix("s")
    fitting = [
        name
        for name, said in about.items()
        if any(other.removesuffix("s") == stem for other in folded(said).split())
    ]
    return fitting[0] if len(fitting) == 1 and len(word) >= _LONG and word not in _TALK else ""


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
