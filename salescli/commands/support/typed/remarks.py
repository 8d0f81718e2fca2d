"""What an answer says beside what it answers: 'first reply, he called me back friday'."""

from __future__ import annotations

from collections.abc import Callable

from salescli.domain.encounter_kinds import kinds_meant
from salescli.domain.time.day_phrases import is_of_days
from salescli.text.contact_words import is_contact
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.talk_words import is_talk
from salescli.text.yes_words import NO, YES

_CLAUSE = lazy_re(r"\s*[,;.!(]+\s*|\s+[\u2013\u2014-]\s+|\s+(?=(?:but|because|aber|weil|maar)\b)")
_SAYS_NOTHING = frozenset(
    {
        *("one", "ones", "two", "both", "all", "everything", "too", "well", "that", "this", "it"),
        *("i", "we", "he", "she", "they", "him", "her", "them", "me", "us", "you", "my", "our"),
        *("is", "was", "were", "are", "be", "been", "to", "of", "in", "at", "for", "with", "by"),
        *("not", "none", "nothing", "step", "steps", "session", "part", "tbh", "kinda", "quick"),
        *("and", "und", "et", "en", "plus", "bit", "get", "any", "yet", "actually", "basically"),
        *("er", "sie", "es", "wir", "mit", "beide", "alle", "alles", "noch", "auch", "s", "t"),
        *("talked", "talk", "spoke", "chat", "chatted", "short", "small", "beforehand", "earlier"),
    }
)
_SHORTEST = 3  # words of a remark


def parted_remark(
    text: str, is_answer: Callable[[str], bool], *, only_answers: bool = False
) -> tuple[str, str]:
    """Return the clauses of a text that answer, and those that say more than an answer.

    `is_answer` is whether a word belongs to an answer. With `only_answers` the first are no more
    than such words, and what has none of them is a remark.
    """
    answers: list[str] = []
    remarks: list[str] = []
    leading = ""  # what says nothing by itself, and may begin a remark
    for clause in (part.strip(" )") for part in _CLAUSE.split(text)):
        words = folded(clause).split()
        named = [word for word in words if is_answer(word)]
        more = [word for word in words if not (is_answer(word) or _is_filler(word))]
        is_long = len(words) >= _SHORTEST
        is_sentence = not named and (is_long or more) if only_answers else is_long and more
        if is_sentence or (remarks and not named and words):
            remarks += filter(None, (leading, clause))
            leading = ""
        elif words and not named and not more and answers:
            leading = ", ".join(filter(None, (leading, clause)))
        elif named and only_answers and not more:
            answers.append(" ".join(word for word in clause.split() if _has(word, is_answer)))
        elif (words and not (only_answers and not named)) or clause == "-":
            answers.append(clause)
    if leading and remarks:
        remarks.append(leading)
    if not remarks and not only_answers:
        return text, ""
    return ", ".join(answers), ", ".join(remarks)


def says_only(text: str, is_answer: Callable[[str], bool]) -> bool:
    """Return whether a text has no words but those of answers, and those that say nothing."""
    return all(is_answer(word) or _is_filler(word) for word in folded(text).split())


def _has(word: str, is_answer: Callable[[str], bool]) -> bool:
    return any(map(is_answer, folded(word).split()))


def _is_filler(word: str) -> bool:
    return (
        word in _SAYS_NOTHING
        or word in YES
        or word in NO
        or word.isdecimal()
        or is_talk(word)
        or is_contact(word)
        or len(kinds_meant(word)) == 1
        or is_of_days(word)
    )
