"""What names nobody: a day, an amount, a sentence, a part of a known name. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache

from salescli.domain.deal import Person
from salescli.domain.people.person_words import VERBS_OF_SENTENCES
from salescli.domain.time.date_grammar import DateError, UnknownDateError, parse_when
from salescli.domain.time.workdays import Calendar
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded, nearest

_NO_NAME = frozenset(
    {
        "tbd",
        "same",
        "same people",
        "the same people",
        "dieselben",
        "both",
        "beide",
        "both of them",
        "beiden",
    }
)
_UNKNOWN = frozenset({"someone", "somebody", "anyone", "anybody", "whoever", "jemand"})
# Days that are first names too.
_NAMES = {"jan", "april", "may", "june", "august", "mai", "sun", "mar", "mo", "di", "sat", "so"}
_NAMES |= {"domingo", "sabato", "domenica", "julio", "avril", "abril", "mayo"}
_UNITS = frozenset({"day", "week", "month", "hour", "tag", "woche", "monat", "stunde"})
_SOME_PEOPLE = lazy_re(
    r"some (?:\w+ )?(?:guy|man|woman|person|lady|dude|bloke|colleague)\b.*|"
    r"(?:two|three|four|five|some|several|a few|zwei|drei|vier|ein paar) "
    r"(?:people|persons|others|guys|folks|colleagues|leute|personen|kollegen|kolleginnen)\b.*"
)
_NUMBER = lazy_re(r"[\s\u20ac$\u00a3]*[0-9]+(?!st|nd|rd|th|[0-9])")
_PHONE = lazy_re(r"[0-9 ()/.+-]{7,}(?:(?:ext\.?|x|dw) ?[0-9]{1,5})?")
_BRACKETS = lazy_re(r"\([^()]*\)")
_DAY_DIGITS = 8  # of a day in figures
_LONGEST_LOWER = 3  # words of a name in small letters
_LIKE = 0.88  # how like two names are that may be one
_LETTERS = 2  # of the shortest name
_NOW = datetime(2026, 1, 5, 9)  # any moment: it is not kept


def check_is_name(words: str) -> None:
    """Raise ValueError for what is a day, a time, an amount or a word for somebody unknown."""
    first = folded(words).split()[:1]
    if _PHONE.fullmatch(words) and "." not in words and sum(map(str.isdigit, words)) > _DAY_DIGITS:
        return
    if folded(words) in _NO_NAME or (first and first[0] in _UNKNOWN):
        raise ValueError(f"'{words}' is nobody's name")
    if len(listed := _BRACKETS.sub(" ", words).split()) > _LONGEST_LOWER and listed[0][0].islower():
        raise ValueError(f"'{words}' is a sentence, and nobody's name")
    if not VERBS_OF_SENTENCES.isdisjoint(listed[1:]):
        raise ValueError(f"'{words}' is a sentence, and nobody's name")
    if len(listed) > 2 and listed[0][0].islower() and is_day(" ".join(listed[-1:])):
        raise ValueError(f"'{words}' has a day in it, and is nobody's name")
    if _SOME_PEOPLE.fullmatch(words.casefold()):
        raise ValueError(f"'{words}' are people without names")
    if is_day(words):
        raise ValueError(f"'{words}' is a day or a time, and nobody's name")
    if _NUMBER.match(words) and not _PHONE.fullmatch(words):
        raise ValueError(f"'{words}' is a number, and nobody's name")


@lru_cache(maxsize=256)
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
