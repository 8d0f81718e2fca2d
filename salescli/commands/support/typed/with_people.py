"""'With declan only', 'w/ Tom and Katrin', 'mit Frau Grün': who is there, said with a next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salescli.commands.support.typed.words_of_days import is_of_day
from salescli.domain.deal import Person
from salescli.domain.people.known_person import UnclearPersonError, known_person
from salescli.domain.people.person_words import by_pronoun, is_one
from salescli.errors import UsageError
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

_WITH = frozenset({"with", "w/", "mit"})
_WITH_KNOWN = _WITH | {"w", "met", "avec", "w."}
_JOINED = lazy_re(r"(?<!\S)w/(?=\w\w)")
_ONLY = frozenset({"only", "just", "nur", "alone", "allein", "alleine", "lediglich"})
_AND = lazy_re(r"\s*(?:[,;&+/]|(?<!\S)(?:and|und|u\.?|en|et|n)(?!\S))\s*")
_ANDS, _SIGNS = frozenset({"and", "und", "en", "et", "n"}), frozenset({"&", "+"})
_TOO = lazy_re(r"(?i:\b(?:too|also|as well|plus|auch|ook)\b)")
_IN_PLACE = lazy_re(
    r"\s+(?i:statt|anstatt|instead of|rather than|in plaats van|au lieu de)\s+(?P<who>[^\s,;]+)"
)
_ALL = frozenset({"both", "beide", "beiden", "all", "alle", "everyone", "everybody", "them all"})
_LONGEST = 10  # words about people
_LONGEST_NAME = 3
_COURTESY = frozenset({"Herr", "Herrn", "Frau", "Mr", "Mrs", "Ms", "Dr"})
_GOES_ON = frozenset(
    {"about", "at", "on", "by", "in", "for", "to", "re", "und", "um", "am", "wegen", "via", "from"}
)


@dataclass(frozen=True, slots=True)
class WithPeople:
    """A text without what says who is there, and who that is.

    `stranger` is whom it names where nobody of the deal is called so. `is_short`: its 'with' is no
    word to be kept.
    """

    rest: str
    people: tuple[str, ...] = ()
    stranger: str = ""
    is_short: bool = False

    def beside(self, before: tuple[str, ...]) -> tuple[str, ...]:
        """Return the people; with those who were there `before`, where a text says 'too'."""
        is_too = _TOO.search(self.rest) is not None
        return tuple(dict.fromkeys((*(before if is_too else ()), *self.people)))


def with_people(text: str, people: Mapping[str, Person]) -> WithPeople | None:
    """Return a text parted from the people that it is with; None where it says nothing of them.

    Raises UsageError for a name that several have.
    """
    words = _without_others(_JOINED.sub("w/ ", text), people).split()
    for at in range(len(words) - 1, -1, -1):
        if (joint := words[at].lower()) not in _WITH_KNOWN:
            continue
        behind = words[at + 1 :]
        for length in range(min(len(behind), _LONGEST), 0, -1):
            rest = " ".join((*words[:at], *behind[length:])).strip(" ,")
            if named := _named(behind[:length], people):
                rest = " ".join(words) if _go_on(behind, length) else rest
                return WithPeople(rest, named, is_short=joint not in _WITH)
            partly = _partly(behind, length, people, joint)
            if partly is not None:
                return WithPeople(rest, *partly)
    return None


def _go_on(words: list[str], length: int) -> bool:
    """Return whether more is named behind so many words: 'Dave & helen', 'Dave, helen'."""
    follows = words[length : length + 1]
    if not follows or (is_of_day(follows[0]) and folded(follows[0]) not in _ANDS):
        return False
    return folded(follows[0]) in _ANDS or follows[0] in _SIGNS or words[length - 1][-1] in ",;"


def _without_others(text: str, people: Mapping[str, Person]) -> str:
    """Return a text without those in whose place others are: 'with Bob instead of Eva'."""
    match = _IN_PLACE.search(text)
    if match is None or not _named(match["who"].split(), people):
        return text
    return f"{text[: match.start()]} {text[match.end() :]}"


def _partly(
    words: list[str], length: int, people: Mapping[str, Person], joint: str
) -> tuple[tuple[str, ...], str] | None:
    """Return those whom words name, and whom the deal doesn't know; None where they may be things.

    Behind an 'only' anything is a name; else what is written like one, and nothing follows that it
    may belong to. Behind a short 'w' somebody who is known is named too.
    """
    is_only = length > 1 and folded(words[length - 1]) in _ONLY
    follows = words[length : length + 1]
    if follows and not (is_of_day(follows[0]) or folded(follows[0]) in _GOES_ON):
        return None
    known: dict[str, None] = {}
    new: list[str] = []
    for part in filter(None, _AND.split(_bare(words[:length]))):
        if named := _named(part.split(), people):
            known |= dict.fromkeys(named)
        elif is_only or _is_name(part.split(), joint):
            new.append(part)
        else:
            return None
    is_clear = known or joint in _WITH
    return (tuple(known), ", ".join(new)) if new and is_clear else None


def _is_name(words: list[str], joint: str) -> bool:
    """Return whether words are written like somebody's name: in German every noun is so."""
    is_german = joint == "mit" and words[0].rstrip(".") not in _COURTESY and len(words) < 2
    is_written = all(
        word[0].isupper() and not word.isupper() and not is_of_day(word) and word.isalpha()
        for word in (word.strip(".'-") or "-" for word in words)
    )
    return is_written and not is_german and len(words) <= _LONGEST_NAME


def _named(words: list[str], people: Mapping[str, Person]) -> tuple[str, ...]:
    """Return the people of the deal whom words are, all of them; else nobody."""
    handles: dict[str, None] = {}
    for part in _AND.split(_bare(words)):
        try:
            who = known_person(part, people) if part else None
            several = (who,) if who else by_pronoun(part, people)
        except UnclearPersonError as error:
            raise UsageError(str(error), fix="write one of the handles") from None
        except ValueError:
            return ()
        is_known = who is not None or folded(part) in _ALL or is_one(part)
        if not (several and is_known) or (len(several) > 1 and folded(part) not in _ALL):
            return ()
        handles |= {person.handle: None for person in several}
    return tuple(handles)


def _bare(words: list[str]) -> str:
    return " ".join(word for word in words if folded(word) not in _ONLY).strip(" ,;")
