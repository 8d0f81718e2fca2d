"""A day that stands among words: 'call Enzo about the till fri 10', 'fri call Enzo at 10'.

A day that is unclear or past is refused there as it is by itself: it never becomes a title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.typed.words_of_days import is_of_day
from salescli.domain.time.date_choices import alternatives
from salescli.domain.time.date_grammar import date_words
from salescli.domain.time.date_spelling import LONGEST, canonical, plain
from salescli.domain.time.date_vocabulary import (
    ARTICLES,
    CLASHING,
    FILLERS,
    ORDINALS,
    SHORT_WEEKDAYS,
    WEEKDAY,
)
from salescli.domain.time.day_phrases import names_day
from salescli.domain.time.moment import When
from salescli.errors import SalescliError, UsageError
from salescli.text.contact_words import is_contact
from salescli.text.length_words import parted_bare_length, parted_length
from salescli.text.matching import folded

_LONGEST_DAY = 8  # words
_ASAP = frozenset(
    {
        *("asap", "as soon as possible", "right away", "immediately", "sofort"),
        *("so bald wie moglich", "so schnell wie moglich", "schnellstmoglich"),
    }
)
# What a period is about, before which it is no day: 'the budget for Q1'.
_ABOUT = frozenset({"for", "about", "of", "from", "fur", "uber", "the"})
_NAMING = frozenset({"in", "by", "this", "next", "end", "early", "mid", "late", "bis"})
_LEFT_OVER = (FILLERS - ARTICLES) | {"at", "in", "am", "um", "for", "next", "nxt", "this", "auf"}
_LEFT_OVER |= {"but", "aber", "erst", "nur", "w c", "so", "then", "dann"}
_AND = frozenset({"and", "und", "then", "dann"})
_OR = frozenset({"or", "oder"})
_GOES_ON = frozenset(
    {
        *("about", "re", "regarding", "with", "for", "to", "at", "because", "if", "whether", "and"),
        *("before", "after", "when", "once", "while", "in", "at", "during", "since", "as"),
        *("bevor", "wenn", "sobald", "nachdem", "wahrend", "vor", "nach", "beim", "und"),
        *("wegen", "uber", "mit", "zu", "zum", "zur", "bei", "fur"),
    }
)
# Around a day that is talked about.
_SAYING = frozenset({"if", "that", "whether", "ob", "dass", "why", "what", "wer", "who", "is"})
_VERBS = frozenset({"works", "is", "was", "will", "ist", "war", "geht", "passt", "would", "could"})
_BACK = frozenset({"back", "again", "between", "an", "ab", "zuruck", "wieder", "vorbei", "nochmal"})
_WITH_IN = frozenset({"check", "pop", "drop", "stop"})  # their 'in' belongs to no day
_NO_DAY_ALONE = (
    SHORT_WEEKDAYS
    | ORDINALS
    | {
        *("may", "mar", "now", "noon", "end", "morning", "night"),
        *("domingo", "sabato", "domenica", "fall", "ore"),
    }
)


def lone_day(text: str, session: Session) -> When | None:
    """Return the day that a text is; None for other words. Raises UsageError for a wrong day."""
    try:
        return _when(text, session)
    except arguments.NoDateError as error:
        if parted_length(text)[1] or parted_bare_length(text)[1]:
            return None
        words, known = canonical(plain(text[:LONGEST])).split(), date_words()
        is_day = all(word in known or word[0].isdigit() or "/" in word for word in words)
        if is_day or "did you mean" in error.message:
            raise
        return None


def words_and_day(text: str, session: Session) -> tuple[str, When | None]:
    """Return the words, and the day behind or before them; how long it lasts is one of the words.

    Raises UsageError for a day that is past, or could be two, or is none: 'call again 3/12'.
    """
    rest, length = parted_length(text)
    if length:
        on = lone_day(rest, session) if rest else None
        words, on = ("", on) if on or not rest else _words_and_day(rest, session)
        return _text(filter(None, (words, length))), on
    rest, length = parted_bare_length(text)
    if length:
        words, on = _words_and_day(rest, session)
        if on is not None:
            return f"{words} {length}", on
    return _words_and_day(text, session)


def _words_and_day(text: str, session: Session) -> tuple[str, When | None]:
    _refuse_choice(text.split(), session)
    wrong: tuple[list[str], UsageError] | None = None
    for words, day, is_behind in _splits(text.split()):
        try:
            on = _when(" ".join(day), session)
        except arguments.NoDateError:
            continue
        except UsageError as error:
            if wrong is None and _is_meant(day, words, is_behind=is_behind):
                wrong = day, error
            continue
        if wrong is not None and not all(map(_is_beside_day, wrong[0][: -len(day)])):
            break  # a part of the wrong day only
        if is_behind and day[0] == "in" and folded(words[-1]) in _WITH_IN:
            return " ".join((*words, "in")), on
        before = _earlier_day(words, day, session) if is_behind else None
        return (_without_left_over(words), on) if before is None else before
    if wrong is not None:
        raise wrong[1]
    return _day_within(text.split(), session) or (text, None)


def _refuse_choice(split: list[str], session: Session) -> None:
    """Raise UsageError with both of 'thurs or fri, whichever suits': which is asked."""
    joints = [place for place, word in enumerate(split) if folded(word) in _OR or "/" in word]
    for start, end in _runs(split) if joints else ():
        is_edge = start == 0 or end == len(split)
        if any(start <= place < end for place in joints) and (
            is_edge or _is_when(split, start, end)
        ):
            with suppress(arguments.NoDateError):
                if len(alternatives(plain(_text(split[start:end])))) > 1:
                    _when(_text(split[start:end]).strip(" ,;"), session)


def two_steps(text: str, session: Session) -> tuple[str, str] | None:
    """Return the two of 'meet Mo mon 2pm and ring Jess thurs', each with its day; None for one."""
    words = text.split()
    for place in range(2, len(words) - 1):
        if folded(words[place]) in _AND and is_contact(words[place + 1]):
            both = _text(words[:place]), _text(words[place + 1 :])
            with suppress(SalescliError):
                if all(words_and_day(half, session)[1] is not None for half in both):
                    return both
    return None


def _is_beside_day(word: str) -> bool:
    """Return whether a word before a day may be another's: a number, or 'so' that is no Sunday."""
    return word.isdigit() or folded(word) in CLASHING


def _day_within(split: list[str], session: Session) -> tuple[str, When] | None:
    """Return the words around a day that stands in the middle: 'ring Bo tue 10 about the till'."""
    behind = [place for place in range(2, len(split)) if folded(split[place]) in _GOES_ON]
    for end in reversed(behind):
        for start in range(max(end - _LONGEST_DAY, 1), end):
            day = split[start:end]
            if _may_be_day(day) and not day[0].isdigit():
                try:
                    on = _when(" ".join(day), session)
                except SalescliError:
                    continue
                return _around(split, start, end), on
    for start, end in _runs(split):
        if _is_when(split, start, end) and names_day(_text(split[start:end])):
            with suppress(SalescliError):
                return _around(split, start, end), _when(_text(split[start:end]), session)
    return None


def _when(text: str, session: Session) -> When:
    """Return a day or a time that isn't past; as soon as possible is the next workday."""
    if folded(text) in _ASAP:
        tomorrow = session.today + timedelta(days=1)
        return session.book.settings.calendar.next_workday(tomorrow)
    return arguments.when_ahead(text, session)


def _is_meant(day: list[str], words: list[str], *, is_behind: bool) -> bool:
    """Whether words that would be a wrong day were meant as one, or as one of two."""
    if is_behind and not _OR.isdisjoint(map(folded, day)):
        return True
    if any(map(str.isdigit, canonical(plain(" ".join(day))))):
        return folded(words[-1]) not in _ABOUT if is_behind else not day[0].isdigit()
    return is_behind and folded(day[0]) in _NAMING


def _splits(split: list[str]) -> Iterator[tuple[list[str], list[str], bool]]:
    """Yield words and a day, the longest day first, those with the words before it first.

    The third is whether the day stands behind the words.
    """
    longest = min(len(split) - 1, _LONGEST_DAY)
    for length in range(longest, 0, -1):
        if _may_be_day(split[-length:]):
            yield split[:-length], split[-length:], True
    for length in range(longest, 0, -1):
        if _may_be_day(split[:length]):
            yield split[length:], split[:length], False


def _earlier_day(
    words: list[str], time: list[str], session: Session
) -> tuple[str, When | None] | None:
    """Return the day before or among the words with its time behind them: 'fri call Enzo at 10'."""
    for start, end in _runs(words):
        is_sure = _is_when([*words, ""], start, end) and names_day(_text(words[start:end]))
        if end - start < len(words) and (start == 0 or is_sure):
            try:
                _when(_text(words[start:end]), session)
                on = arguments.when_ahead(_text((*words[start:end], *time)), session)
            except SalescliError:
                continue
            if isinstance(on, datetime):
                return _around(words, start, end), on
    return None


def _is_when(words: list[str], start: int, end: int) -> bool:
    """Return whether a day among words says when, and isn't what they are about."""
    if start == 0 or end == len(words):
        return False
    first, last = folded(words[start]), folded(words[end - 1])
    leads_on = _OR | _SAYING | _ABOUT
    if folded(words[start - 1]) in leads_on | ARTICLES or last in ARTICLES | FILLERS:
        return False
    is_thing = first in ARTICLES and not any(map(str.isdigit, "".join(words[start:end])))
    is_bare = end == start + 1 and canonical(plain(words[start])) in WEEKDAY
    behind = folded(words[end])
    if is_bare and words[end] and not (behind in _GOES_ON | _BACK or behind.endswith("en")):
        return False  # the Friday report
    return not is_thing and behind not in _OR | _VERBS


def _runs(words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each run of words begins and ends that may be a day, the longest first."""
    for length in range(min(len(words), _LONGEST_DAY), 0, -1):
        for start in range(len(words) - length + 1):
            if _may_be_day(words[start : start + length]):
                yield start, start + length


def _around(words: list[str], start: int, end: int) -> str:
    """Return the words without those of a day, and without what leads to it."""
    before = _without_left_over(words[:start]) if start else ""
    return _text(filter(None, (before, *words[end:])))


def _text(words: Iterable[str]) -> str:
    return " ".join(words)


def _may_be_day(words: list[str]) -> bool:
    """Whether words can be a day; a number alone is none beside words, nor is 'may' or 'first'."""
    first = folded(words[0])
    if len(" ".join(words)) > LONGEST or (first in ARTICLES and first != "the"):
        return False
    if len(words) == 1 and (words[0].isdigit() or first in _NO_DAY_ALONE):
        return False
    if first in ORDINALS and len(words) > 1 and folded(words[1]) in ARTICLES:
        return False  # 'first the 2 quotes'
    return all(map(is_of_day, words))


def _without_left_over(words: list[str]) -> str:
    """Return the words without those at their end that belong to the day."""
    kept = list(words)
    while len(kept) > 1 and folded(kept[-1]) in _LEFT_OVER and folded(kept[-2]) not in _WITH_IN:
        kept.pop()
    return " ".join(kept)
