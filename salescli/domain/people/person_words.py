"""Who is meant by words that are no name: 'her', 'his assistant Petra'; and what names nobody."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import takewhile

from salescli.domain.deal import Person
from salescli.domain.people.person_titles import is_title
from salescli.domain.people.role_words import roles_meant
from salescli.domain.time.date_grammar import DateError, UnknownDateError, parse_when
from salescli.domain.time.workdays import Calendar
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded, nearest

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
_NO_NAME = frozenset({"tbd", "same", "same people", "the same people", "dieselben", *_BOTH})
_UNKNOWN = frozenset({"someone", "somebody", "anyone", "anybody", "whoever", "jemand"})
_POSSESSIVE = lazy_re(
    r"(?:her|his|their|my|our|the|an?|ihr|sein|mein|unser|der|die|das|dem|den|ein)(?:e[mnr]?)?\s+"
    r"|[^\W\d_]+['\u2019]s\s+",
    re.IGNORECASE,
)
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
        *("steuerberater", "steuerberaterin", "azubi"),
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
# Days that are first names too.
_NAMES = {"jan", "april", "may", "june", "august", "mai", "sun", "mar", "mo", "di", "sat", "so"}
_NAMES |= {"domingo", "sabato", "domenica", "julio", "avril", "abril", "mayo"}
# In small letters, behind a name: then it is a sentence about somebody.
_UNITS = frozenset({"day", "week", "month", "hour", "tag", "woche", "monat", "stunde"})
_VERBS = frozenset(
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
_SOME_PEOPLE = lazy_re(
    r"some (?:\w+ )?(?:guy|man|woman|person|lady|dude|bloke|colleague)\b.*|"
    r"(?:two|three|four|five|some|several|a few|zwei|drei|vier|ein paar) "
    r"(?:people|persons|others|guys|folks|colleagues|leute|personen|kollegen|kolleginnen)\b.*"
)
_NUMBER = lazy_re(r"[\s\u20ac$\u00a3]*[0-9]+(?!st|nd|rd|th|[0-9])")
_PHONE = lazy_re(r"[0-9 ()/.+-]{7,}")
_DAY_DIGITS = 8  # of a day in figures
_LONGEST_LOWER = 3  # words of a name in small letters
_LIKE = 0.88  # how like two names are that may be one
_LETTERS = 2  # of the shortest name
_NOW = datetime(2026, 1, 5, 9)  # any moment: it is not kept


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


def is_of_somebody(words: str) -> bool:
    """Return whether words begin with whose it is: 'her boss', 'Petra's boss'."""
    lead = _POSSESSIVE.match(words)
    return lead is not None and folded(lead[0]) not in _ARTICLES


def parted_relation(words: str) -> tuple[str, str]:
    """Return what somebody is and their name: 'her husband Klaus' is ('husband', 'Klaus').

    Both are '' where the words begin with no such word; the name is, where there is none.
    """
    rest = without_possessive(words)
    if not _VERBS.isdisjoint(words.split()):
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


def check_is_name(words: str) -> None:
    """Raise ValueError for what is a day, a time, an amount or a word for somebody unknown."""
    first = folded(words).split()[:1]
    if _PHONE.fullmatch(words) and "." not in words and sum(map(str.isdigit, words)) > _DAY_DIGITS:
        return
    if folded(words) in _NO_NAME or (first and first[0] in _UNKNOWN):
        raise ValueError(f"'{words}' is nobody's name")
    if len(listed := words.split()) > _LONGEST_LOWER and listed[0][0].islower():
        raise ValueError(f"'{words}' is a sentence, and nobody's name")
    if not _VERBS.isdisjoint(listed[1:]):
        raise ValueError(f"'{words}' is a sentence, and nobody's name")
    if len(listed) > 2 and listed[0][0].islower() and is_day(" ".join(listed[-1:])):
        raise ValueError(f"'{words}' has a day in it, and is nobody's name")
    if _SOME_PEOPLE.fullmatch(words.casefold()):
        raise ValueError(f"'{words}' are people without names")
    if is_day(words):
        raise ValueError(f"'{words}' is a day or a time, and nobody's name")
    if _NUMBER.match(words) and not _PHONE.fullmatch(words):
        raise ValueError(f"'{words}' is a number, and nobody's name")


def is_day(words: str) -> bool:
    """Return whether words are a day or a time, rather than a name."""
    if "@" in words or folded(words) in _NAMES:
        return False
    if folded(words).split()[:1] and folded(words).split()[0] in _UNITS:
        words = f"1 {words}"
    try:
        parse_when(words, _NOW, Calendar())
    except UnknownDateError:
        return False
    except DateError:
        return any(map(str.isdigit, words))
    return True


def _words_of(people: Collection[Person]) -> list[str]:
    return [word for who in people for word in folded(who.name).split()]


def check_whole(who: Person, people: Collection[Person]) -> None:
    """Raise ValueError for a new name that is a part of a known one, or nearly one."""
    name = folded(who.name)
    if " " in name or who != Person(who.handle, who.name):
        return
    known = [
        other
        for other in people
        if any(word.startswith(name) for word in folded(f"{other.name} {other.handle}").split())
    ]
    if not known and (near := nearest(name, _words_of(people), _LIKE)):
        known = [other for other in people if near in folded(other.name).split()]
    if known:
        either = " or ".join(f"{other.handle} ({other.name})" for other in known)
        raise ValueError(f"'{who.name}' could be {either}; for someone new type the whole name")
    if len(name) < _LETTERS and name.isascii():
        raise ValueError(f"'{who.name}' is too short for a name")
