"""How a new deal is told: 'hope to close by end of January, came via Steffi', in the field's words.

What is in double quotes stays as it is.
"""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re

_VIA = "via|through|from|by|over|von|vom|durch|\u00fcber|ueber|par|door|tramite|da"
_THE = r"\b(?: (?:the|an?|der|die|das|dem|einer|einem)\b)?"
_SENT = "referred|recommended|introduced|sent|empfohlen|vermittelt"
_CAME = (
    "came|comes?|coming|kwam(?:en)?|venuto|venu|contact|kontakt|kommt|kam|kamen|lead|intro|introduction|referral"
    "|recommendation|empfehlung"
)
_MET = "(?:we )?(?:met|know|kennengelernt)(?: (?:them|him|her))?"
_DECIDE = (
    "decid\\w+|decision|sign(?:s|ed|ing)?|start(?:s|ing)?|entscheid\\w+|abschluss|unterschrift"
)
_BEFORE_DAY = (
    "q[1-4]|kw|by|in|on|bis|nach|after|vor|before|end|ende|until|am|im|next|n\u00e4chst|mid|early"
)
_MONTHS = (
    r"(?:jan|feb|mar|m\u00e4rz|apr|may\b|mai\b|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-z]*"
    "|end|ende|mid|mitte"
)
_ENDS = (
    r"runs? out|running out|expir(?:es?|ing)|ends|ending|(?:l\u00e4uft|laufend) (?:aus|bis)|endet"
    r"|renew(?:s|al)(?: is)?(?: due)?|due"
    r"|l\u00e4uft(?= bis)"
)
_STAFF = "people|employees|staff|heads|mitarbeiter\\w*|leute|ma"
_FOUND = (
    "(?:s?he |they |we |i )?(?:found(?: us| them| him| her)?|(?:saw|seen) (?:us|our ad|them)"
    "|heard (?:of|about) us)"
)
_AGAINST = (
    "versus|vs\\.?|(?:up |we are |we're )?against|compet(?:es?|ing)(?: with| against)?"
    "|as opposed to|alternative (?:is|would be|to it is)|also (?:looking at|talking to|considering)"
    "|compar(?:es?|ing)(?: us)?(?: with| to)?|(?:wir sind )?gegen|schauen (?:sich )?auch"
    "|also got (?:a quote|an offer) from|quote from|stuck with"
)
_USES = (
    "(?:(?:s?he|they|we) )?(?:currently |now |today )?(?:use|uses|using|have|has|run|on|work with"
    "|works with|nutzen|nutzt|haben|verwenden|arbeiten|werken|gebruiken|utilisent|usano)"
)
_NOW = (
    "now|today|currently|at the moment|right now|so far|as of now|derzeit|heute|aktuell|bisher"
    "|jetzt|momentan|nu|actuellement|adesso|ora"
)
_OTHER = "is the other (?:one|option|choice)|is the alternative|is also (?:in|bidding|quoting)"
_AT_FIRST = "to (?:start|begin)(?: with)?|initially|zum (?:start|einstieg|anfang)|erstmal|anfangs"
_TAX = r"(?:ex(?:cl)?\.?|plus|\+|zzgl\.?) (?:vat|mwst|ust)\.?"
_TOLD = tuple(
    (lazy_re(form, re.IGNORECASE), instead)
    for form, instead in (
        (rf"\b(?:{_SENT})(?: to us)? (?:{_VIA}){_THE}", "source"),
        (rf"\b(?:{_CAME})(?: in| to us)? (?:{_VIA}){_THE}", "source"),
        (rf"\b{_MET} (?:at|on|from|in|auf|bei){_THE}", "source"),
        (r"\b(?:be|go|goes|going) live\b(?: again)?|\blive(?= (?:by|before|in|on)\b)", "go_live"),
        (rf"\b(?:{_AGAINST}) (?:to |with |the )?(?=\w)", "competitors "),
        (rf"\b(?:{_USES}) (?P<what>[^,;.]+?)(?: (?:{_NOW}))(?=[,;.]|$)", r"competitors \g<what>"),
        (rf"\b(?:{_USES}) (?:{_NOW}) (?:mit |met |with )?(?=\w)", "competitors "),
        (rf"\b(?:{_NOW}) (?:on|using|with|mit|bei|use) (?=\w)", "competitors "),
        (rf"\b(?P<what>[A-Z]\w*) (?:{_OTHER})(?: .*)?(?=[,;.]|$)", r"competitors \g<what>"),
        (rf"\b(?:{_FOUND}) (?:on|at|in|with|{_VIA}){_THE}", "source"),
        (rf"\b(?:we )?kn(?:ow|ew) (?:them|him|her|each other) (?:from|at|{_VIA}){_THE}", "source"),
        (r"\bsource source\b", "source"),
        (rf"(?<=[0-9k\u20ac])\s*(?:{_AT_FIRST}|net(?:to)?|brutto|all in|{_TAX})(?!\w)", ""),
        (rf"\b([0-9]+) (?:{_STAFF})\b", r"employees \1 "),
        (rf"\b(?:{_DECIDE})\b(?= (?:{_BEFORE_DAY}))", "close"),
        (rf"\b(?:{_ENDS})(?: (?:on|at|by|in|am|im|zum))?(?= (?:[0-9]|{_MONTHS}))", "close"),
    )
)
_THROUGH = lazy_re(r"\b(?:through|thru|von|durch|\u00fcber|tramite)\b(?= \w)", re.IGNORECASE)
_CLAUSE_END = lazy_re("[,;.]")
_QUOTED = lazy_re('("[^"]*"|\u201c[^\u201d]*\u201d)')
# What says nothing about a value or a day.
_FILLERS = frozenset(
    {
        *("hope", "hopes", "hoped", "hopeful", "hopefully", "hoping", "want", "wants", "would"),
        *("like", "expect", "expects", "expected", "expecting", "should", "will", "might", "could"),
        *(
            "probably",
            "prob",
            "maybe",
            "so",
            "kinda",
            "perhaps",
            "likely",
            "ideally",
            "think",
            "guess",
            "say",
            "deal",
        ),
        *("they're", "we're", "he's", "she's", "they've", "we've"),
        *("they", "they'd", "we", "we'd", "it", "it's", "its", "i", "i'd", "i'll", "is", "are"),
        *("be", "have", "has", "to", "for", "and", "und", "the", "with", "sie", "wir", "ich"),
        *(
            "contract",
            "vertrag",
            "hoffentlich",
            "soll",
            "sollte",
            "wohl",
            "vielleicht",
            "ist",
            "sind",
            "haben",
            "hat",
        ),
    }
)

# In a sentence about them, these say nothing besides.
_LITTLE = frozenset(
    {
        *("value", "close", "source", "by", "before", "on", "in", "at", "of", "a", "an", "that"),
        *("need", "needs", "in", "im", "am", "bis", "until", "till", "year", "per", "up", "this"),
        *("live", "signed", "done", "closed", "something", "going", "get", "all", "als", "zum"),
        *("looking", "decide", "deciding", "sign", "start", "yet", "but", "aber", "noch"),
        *("brauchen", "laufen", "losgehen", "starten", "wollen", "entscheiden", "will", "der"),
    }
)


def in_field_words(text: str) -> str:
    """Return a text with the names of fields in the place of what is said for them."""
    return "".join(
        part if place % 2 else _renamed(part) for place, part in enumerate(_QUOTED.split(text))
    )


def _renamed(text: str) -> str:
    for form, instead in _TOLD:
        text = form.sub(instead, text)
    return _THROUGH.sub(_as_source, text)


def _as_source(match: re.Match[str]) -> str:
    """Return 'source' for a 'through', but where the clause has its source: 'Ann von der IHK'."""
    before = _CLAUSE_END.split(match.string[: match.start()])[-1]
    has_source = "source" in before.split() or _THROUGH.search(before)
    return match[0] if has_source else "source"


def says_little(word: str) -> bool:
    """Return whether a word of a sentence about a value and a day says nothing besides."""
    return is_filler(word) or word.casefold().strip(",;.()~") in _LITTLE


def is_filler(word: str) -> bool:
    """Return whether a word says nothing beside a value or a day to close on."""
    return word.casefold().strip(",;.").replace("\u2019", "'") in _FILLERS
