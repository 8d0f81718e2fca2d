"""Who is meant by words that are no name: 'her', 'his assistant Petra'; and what names nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import takewhile

from salescli.domain.deal import Person
from salescli.domain.people.person_titles import is_title
from salescli.domain.people.role_words import roles_meant
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

_PRONOUNS = frozenset(
    {
        *("she", "her", "he", "him", "they", "them", "herself", "himself", "themselves"),
        *("sie", "ihr", "er", "ihm", "ihn", "ihnen"),
    }
)
_JUST = frozenset({"just", "only", "nur", "with", "mit", "again", "alone", "allein", "alleen"})
_EVERYBODY = frozenset(
    {"all", "everyone", "everybody", "all of them", "alle", "the team", "the whole team"}
    | {"the whole crew", "the crew", "the gang", "the lot", "the usual crew", "whole team", "team"}
    | {"die ganze truppe", "die ganze mannschaft", "das ganze team", "alle zusammen", "every one"}
)
_BOTH = frozenset({"both", "both of them", "beide", "beiden"})
_TWO = 2
_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "funf": 5,
    "beide": 2,
    "beiden": 2,
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
}
_COUNTED = lazy_re(rf"(?:all|alle|die|the|all of the) ({'|'.join(_NUMBERS)})(?: of them|n)?")
_POSSESSIVE = lazy_re(
    r"(?:her|his|their|my|our|the|an?|ihr|sein|mein|unser|der|die|das|dem|den|ein)(?:e[mnr]?)?\s+"
    r"|[^\W\d_]+['\u2019]s\s+|(?-i:suo|sua|son|sa|zijn|haar|hun|leur)\s+",
    re.IGNORECASE,
)
_ARTICLE = lazy_re(r"^(?:the|an?|la|le|il|lo|el|un|une|una|de|het|een|der|die|das|ein|eine)\s+")
_COURTESY = frozenset({"Frau", "Herr", "Herrn", "Mr", "Mrs", "Ms", "Dr", "Prof", "Dott", "dott"})
_ARTICLES = frozenset({"the", "a", "an", "der", "die", "das", "dem", "den", "ein", "eine", "einer"})
_SAYS_NOTHING = frozenset(
    {"guy", "man", "woman", "new", "old", "called", "named", "neue", "neuer", "neuen", "alte"}
)
_RELATIONS = frozenset(
    {
        *("husband", "wife", "brother", "sister", "son", "daughter", "father", "mother", "friend"),
        *("colleague", "co", "worker", "coworker", "team", "intern", "accountant", "neighbour"),
        *("girl", "gal", "rep", "lady", "dude", "buddy", "mate", "kumpel", "cousin", "nachbar"),
        *("business", "tax", "partner", *_SAYS_NOTHING),
        *("mann", "frau", "bruder", "schwester", "sohn", "tochter", "vater", "mutter", "freund"),
        *("freundin", "kollege", "kollegin", "kollegen", "partnerin", "assistentin", "chefin"),
        *("ansprechpartner", "ansprechpartnerin", "contact"),
        *("steuerberater", "steuerberaterin", "azubi", "figlio", "figlia", "moglie", "marito"),
        *("fratello", "sorella", "socio", "fils", "fille", "femme", "mari", "fr\u00e8re", "zoon"),
        *("dochter", "vrouw", "broer", "zus", "collega"),
    }
)
# What somebody is, before a name without any 'the': 'Sohn Luca'.
_BEFORE_NAME = frozenset(
    {
        *("Sohn", "Tochter", "Bruder", "Schwester", "Vater", "Mutter", "Schwager", "Kumpel"),
        *("Kollege", "Kollegin", "Nachbar", "Azubi", "Praktikant", "Praktikantin", "Lehrling"),
        *("Geselle", "Gesellin", "Assistentin", "Assistent", "Sekretärin", "Steuerberater"),
    }
)
# In small letters, behind a name: then it is a sentence about somebody.
VERBS_OF_SENTENCES = frozenset(
    {
        *("can", "cant", "can't", "cannot", "will", "won't", "wont", "is", "isn't", "has", "comes"),
        *("wants", "said", "says", "might", "should", "would", "could", "does", "doesn't", "was"),
        *(
            "kann",
            "ist",
            "hat",
            "kommt",
            "will",
            "wird",
            "war",
            "hatte",
            "hatten",
            "keine",
            "sagt",
            "macht",
            "soll",
            "nicht",
        ),
        *("not", "only", "just", "nur", "but", "aber", "statt"),
    }
)
_CLAUSE = lazy_re(
    r"(?:(?:she|he|who|they|that)(?:'s|'ll| is| will)?|er|sie|die|der|das)\s+"
    r"(?P<rest>(?:(?<=(?:die|der|das"
    r"|sie) )[a-zäöü]+t\b|(?<=er )[a-zäöü]+t\b|(?<![dr]ie )(?<!er )"
    r"(?<!as )[a-z]+s?\b)(?:\s.*)?)$"
)
# With its verb at the end: 'die das Büro schmeißt'.
_GERMAN_CLAUSE = lazy_re(
    r"(?:die|der|das) (?P<rest>(?:das|den|die|dem|der|sich|alles|am|im|mit)\b.* [a-zäöüß]{3,}t)$"
)


def by_pronoun(words: str, people: Mapping[str, Person]) -> tuple[Person, ...]:
    """Return those who may be meant by a word such as 'her', everybody for 'all'; none for a name.

    Raises ValueError where nobody is known.
    """
    wanted = folded(words)
    if counted := _COUNTED.fullmatch(wanted):
        if len(people) != _NUMBERS[counted[1]]:
            raise ValueError(f"'{words}': {len(people)} are known here")
        return tuple(people.values())
    if wanted in _BOTH and len(people) == _TWO:
        return tuple(people.values())
    if wanted in _PRONOUNS | _EVERYBODY:
        if not people:
            raise ValueError(f"'{words}' is nobody yet: no name is known here")
        return tuple(people.values())
    return ()


def is_everybody(words: str) -> bool:
    """Return whether words mean all who are known."""
    wanted = folded(words)
    return wanted in _EVERYBODY | _BOTH or _COUNTED.fullmatch(wanted) is not None


def is_one(words: str) -> bool:
    """Return whether words mean the only one who is spoken of: 'just him'."""
    said = [word for word in folded(words).split() if word not in _JUST]
    return len(said) == 1 and said[0] in _PRONOUNS - {"they", "them", "themselves", "sie", "ihnen"}


def without_possessive(words: str) -> str:
    """Return words without the 'her', 'his' or 'the' that begins them."""
    lead = _POSSESSIVE.match(words)
    return words[lead.end() :] if lead else words


def without_article(words: str) -> str:
    """Return words without an article in small letters: 'la titolare', 'the boss'."""
    return _ARTICLE.sub("", words)


def is_of_somebody(words: str) -> bool:
    """Return whether words begin with whose it is: 'her boss', 'Petra's boss'."""
    lead = _POSSESSIVE.match(words)
    return lead is not None and folded(lead[0]) not in _ARTICLES


def parted_relation(words: str) -> tuple[str, str]:
    """Return what somebody is and their name: 'her husband Klaus' is ('husband', 'Klaus').

    Both are '' where the words begin with no such word; the name is, where there is none.
    """
    rest = without_possessive(words)
    if not VERBS_OF_SENTENCES.isdisjoint(words.split()):
        return "", ""
    split = rest.split()
    if not split:
        return "", ""
    small = list(takewhile(lambda word: word.islower() or word.isupper(), split))
    is_led = (
        bool(small)
        and len(small) < len(split)
        and (folded(small[-1]) in _RELATIONS or is_title(small[-1]))
    )
    is_led = is_led or (split[0] in _BEFORE_NAME and split[1:] != [] and split[1][0].isupper())
    if not rest or (rest == words and not is_led):
        return "", ""
    end = 0
    while end < len(split) and _is_relation(split, end) and not _is_courtesy(words, split, end):
        end += 1
    said = [word for word in split[:end] if folded(word) not in _SAYS_NOTHING]
    return " ".join(said) or " ".join(split[:end]), " ".join(split[end:])


def says_what(relation: str) -> bool:
    """Return whether words before a name say what somebody is: 'husband', and not 'guy called'."""
    return not _SAYS_NOTHING.issuperset(folded(relation).split())


def _is_courtesy(words: str, split: list[str], place: int) -> bool:
    """Return whether a 'Frau' is a part of a name, and nobody's wife: 'the secretary Frau Kern'."""
    is_wife = place == 0 and is_of_somebody(words)
    return split[place].rstrip(".") in _COURTESY and not is_wife and split[place + 1 :] != []


def _is_relation(split: list[str], place: int) -> bool:
    word, behind = split[place], split[place + 1 :]
    if folded(word) in _RELATIONS or is_title(word):
        return True
    return word.islower() and any(not other.islower() for other in behind)


def clause_about(words: str) -> str:
    """Return what a clause says of the one before it: 'die macht das Büro'; '' for no such one."""
    clause = _CLAUSE.match(words) or _GERMAN_CLAUSE.match(words)
    return clause["rest"].strip() if clause else ""


def is_capital(words: str) -> bool:
    """Return whether words are written like a name: the first and the last not in small letters."""
    listed = words.split()
    return bool(listed) and not (listed[0][0].islower() or listed[-1][0].islower())


def is_relation(words: str) -> bool:
    """Return whether words only say what somebody is to another: 'Mann', 'co worker'."""
    split = set(folded(words).split())
    return bool(split) and split <= _RELATIONS and not split <= _SAYS_NOTHING


def of_relation(relation: str, people: Iterable[Person], roles: Mapping[str, str]) -> list[Person]:
    """Return those of whom a title or a role says what the relation does."""
    wanted = set(folded(relation).split())
    meant = roles_meant(relation, roles)
    return [
        who
        for who in people
        if (len(meant) == 1 and who.role == meant[0])
        or wanted <= set(folded(f"{who.title} {who.role} {roles.get(who.role, '')}").split())
    ]
