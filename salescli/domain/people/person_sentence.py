"""People told in a sentence: 'owner is Ann Lee', 'her husband Bo does the books'. Pure."""

from __future__ import annotations

import re

from salescli.domain.people.person_titles import is_title
from salescli.domain.people.person_words import is_relation
from salescli.text.lazy_re import lazy_re

_SMALL = (
    "el|al|de|da|di|do|dos|del|della|van|von|v\\.|der|den|ter|ten|la|le|bin|ibn|zu|zur|af|st\\.|'t"
)
_WORD = r"[A-Z\u00c0-\u00de][\w'\u2019.-]*"
NAME = rf"{_WORD}(?: (?:(?:{_SMALL}) )*{_WORD})*"  # 'Fatima el Amrani'
_LONGEST = 200  # characters of a sentence about somebody
# Said before a name, and nothing about who it is.
_LEAD = lazy_re(
    r"(?:(?:i |we |ich |wir )?(?:just )?(?:but |aber )?(?:spoke|talk|talked|chatted"
    r"|speaking|talking|met|meeting|know|reached|emailed|gesprochen|getroffen)\b"
    r"(?: (?:to|with|mit|zu))?|(?:main |my )?contact"
    r"(?: person)?(?: is)?|ansprechpartner(?:in)?|contactpersoon|contatto|cc|attn|ask for|add"
    r"|name(?:'s| is)|later"
    r"|afterwards|(?:the |their )?(?:guy|man|woman|lady|person)(?:'s| is)(?: called| named)?"
    r"|(?:[0-9]|two|three|four|zwei|drei|twee) (?:people|persons|guys|contacts|leute|personen)(?=:)"
    r"|danach|später|(?:an?|some) certain|there'?s|it'?s|well|just|nur)\b[:.]?\s+(?=\S)",
    re.IGNORECASE,
)
_TAIL = lazy_re(
    r"\s+(?:for now|for the moment|at first|first|fürs erste|erstmal|voorlopig|per ora|i think"
    r"|i guess|glaub ich|denk ik|(?:did|said) (?:so|it|that)|did|told (?:me|us)"
    r"|obviously|of course|really|again|as (?:always|usual)"
    r"|nat\u00fcrlich|wieder|(?:by|via|per|over|on|am)\s(?:the\s)?"
    r"(?:e-?mail|mail|phone|telefon|whatsapp))$",
    re.IGNORECASE,
)
TOLD = lazy_re(r"\b(?:said|says|told|thinks|reckons|sagte?|meinte?|glaubt|heard)\b", re.IGNORECASE)
# 'Owner is Fatima el Amrani', 'the boss is called Dirk'.
_IS = lazy_re(
    rf"(?P<title>(?:(?!\b(?:and|und)\b)[\w' -]){{2,30}}?) (?:is|was|ist|war|heißt|hieß|heet|è|est"
    rf"|s'appelle|si chiama) (?:called |named |genannt )?(?P<name>{NAME})(?P<rest>\s*[<(].*)?"
)
# 'His wife Els who does the books', 'Tom decides': what somebody does is what they are.
_VERB = r"(?:does|[a-zäöü]{2,}[st])\b"
_DOES = lazy_re(
    rf"(?P<who>(?:[a-zäöü'-]+ ){{0,4}}{NAME}),? (?:(?:who|that|die|der|qui|che) )?"
    rf"(?P<does>{_VERB}(?: (?!(?:and|und)\b)[^,;()@]+)?)"
)
DOES = lazy_re(
    r"(?:will|would|has|have|been|used to|does|works|runs|[a-zäöü]{3,}(?<![siu])s) \S.*|since .+"
)
# No verbs of what somebody does, or of who is there.
_NO_VERBS = frozenset(
    {
        *("is", "was", "has", "hat", "ist", "vs", "cant", "wont", "isnt", "not", "nicht", "at"),
        *("isn't", "wasn't", "didn't", "can't", "won't", "doesn't", "comes", "joins", "kommt"),
        *("mit", "est", "et", "says", "sagt", "thinks", "wants", "gets", "selbst", "aus", "bis"),
        *(
            "als",
            "des",
            "das",
            "plus",
            "less",
            "but",
            "statt",
            "fast",
            "erst",
            "us",
            "this",
            "dort",
        ),
    }
)


def in_brackets(part: str) -> str:
    """Return a part of a text about people, what is said of somebody in brackets behind them."""
    while lead := _LEAD.match(part):
        part = part[lead.end() :]
    tail = _TAIL.search(part)
    part = part[: tail.start()] if tail else part
    if len(part) > _LONGEST:
        return part
    told = _IS.fullmatch(part)
    if told and TOLD.search(part) is None:  # what somebody said of another stays as typed
        title = told["title"].strip().removesuffix("'s name")
        return f"{told['name']} ({title}){told['rest'] or ''}"
    if (told := _DOES.fullmatch(part)) and not _is_no_verb(told["does"].split()[0]):
        return f"{told['who']} ({told['does'].strip()})"
    return part


def _is_no_verb(word: str) -> bool:
    return word in _NO_VERBS or is_title(word) or is_relation(word)
