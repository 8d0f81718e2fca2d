"""A day or a time as it is typed at a prompt or a flag: a day, a time, or both in either order.

What is understood stands in one list, form by form, in date_forms (days) and clock_forms (times).
Capitals, accents, commas and filler words (on, by, at, the, this, in) don't matter. Times are
local, and naive. What could be two days is refused with both of them written out; a suggestion is
the same words with their spelling put right, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache, lru_cache

from salescli.domain.time.clock_forms import (
    PARTS,
    TIMES,
    read_from_now,
    read_time,
    time_of_part,
)
from salescli.domain.time.date_choices import alternatives, without_end
from salescli.domain.time.date_forms import DAYS, read_day
from salescli.domain.time.date_readers import Clock, DateError, UnknownDateError
from salescli.domain.time.date_spelling import LONGEST, canonical, plain
from salescli.domain.time.date_vocabulary import MONTH, SPELLINGS
from salescli.domain.time.exact_when import exact_when
from salescli.domain.time.workdays import Calendar
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import nearest
from salescli.text.wording import distance, excerpt, when_text

__all__ = [
    "GRAMMAR",
    "DateError",
    "UnknownDateError",
    "date_words",
    "parse_day",
    "parse_when",
]

# Phrases, each of them understood as it stands, and their meaning: help, completion and spelling
# suggestions are made of them.
GRAMMAR: tuple[tuple[str, str], ...] = (
    *((form.phrases, form.meaning) for form in DAYS),
    *TIMES,
)

_ZONE = lazy_re(
    r"(?:[0-9] ?[ap]\.?m?\.?|:[0-9]{2}|\b[0-9]{1,2}|uhr) ?(?:(?:c|e|p|m)[sd]?t|central|eastern"
    r"|pacific"
    r"|mountain|gmt|utc|bst|cest|mez|mesz)\b(?: time)?"
)
_OR_SO = lazy_re(r"(?<=\w),? (?:or|oder) so\b")
_WITH_YEAR = lazy_re(".*[0-9]{4}")
HOURS = "09:00-18:00"
_TRY = "Try 'tue 15:00', '3d', 'nov 24' or 2026-11-24."
_ZONED = lazy_re(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ][0-9:.]+ ?(?:z|[+-][0-9]{2}:?[0-9]{2})")
# What is printed behind a date: how far it is away.
_FAR = lazy_re(
    rf"(?P<head>(?=.*(?:{'|'.join(MONTH)}|[0-9]{{4}}-)).+?)"
    r" (?P<tail>today|tomorrow|yesterday|(?:in )?[0-9]+ day(?: ago)?)"
)


def parse_when(
    text: str,
    now: date,
    calendar: Calendar,
    hours: str = HOURS,
    *,
    back: bool = False,
    timed: bool = False,
) -> date | datetime:
    """Return a date, or a naive local datetime where the text gives a time.

    `now` is local; a day alone stands for its beginning. `back` looks for a day that has been:
    'mon' is the last Monday; `timed` gives a part of the day a time. Which side of now the answer
    lies on is not checked.
    Raises DateError, and nothing else, for what the grammar doesn't know.
    """
    if (exact := exact_when(text)) is not None:
        return exact
    clock = replace(_clock(now, calendar, hours, back=back), is_timed=timed)
    shown = repr(excerpt(text))
    words = _OR_SO.sub("", plain(text[: LONGEST + 1]))
    try:
        _refuse_unwritable(text, words)
        when = _read_or_refuse(words, clock)
    except DateError as error:
        separator = "" if str(error).startswith(":") else " "
        raise type(error)(f"{shown}{separator}{error}") from None
    except (ValueError, OverflowError):
        limits = "dates go from 0001-01-01 to 9999-12-31"
        raise DateError(f"{shown} is out of range: {limits}. {_TRY}") from None
    if when is not None:
        return when
    meant = _respelled(words, clock)
    hint = f": did you mean '{meant}'?" if meant else "."
    raise UnknownDateError(f"{shown} is not a date I know{hint} {_TRY}")


def parse_day(
    text: str, now: date, calendar: Calendar, hours: str = HOURS, *, back: bool = False
) -> date:
    """Return a date alone. Raises DateError, for a time too."""
    when = parse_when(text, now, calendar, hours, back=back)
    if isinstance(when, datetime):
        raise DateError(f"{text!r} has a time, and a day alone is wanted: write '{when.date()}'.")
    return when


def _clock(now: date, calendar: Calendar, hours: str, *, back: bool) -> Clock:
    moment = now if isinstance(now, datetime) else datetime.combine(now, time())
    first, last = (time.fromisoformat(end) for end in hours.split("-"))
    return Clock(moment.replace(tzinfo=None), calendar, (first, last), -1 if back else 1)


def _refuse_unwritable(text: str, words: str) -> None:
    if len(text) > LONGEST:
        raise UnknownDateError(f"is too long for a date. {_TRY}")
    if not words:
        raise UnknownDateError(f"is not a date: nothing was typed. {_TRY}")
    if _ZONE.search(words):
        raise DateError("has a time zone: write the time as it is on your clock.")
    if not words.isascii():
        raise UnknownDateError(
            f"has a character that no date here uses: only a-z and 0-9 do. {_TRY}"
        )


def _read_or_refuse(words: str, clock: Clock) -> date | datetime | None:
    """Read plain words, of a time from one hour to another the first. Raises DateError for two."""
    if len(parts := alternatives(words)) > 1:
        _refuse_several(parts, clock)
    shorter = without_end(words)
    try:
        when = _read(words, clock)
    except (ValueError, OverflowError):
        if not shorter or (when := _read(shorter, clock)) is None:
            raise
    return _read(shorter, clock) if when is None and shorter else when


def _refuse_several(parts: Sequence[str], clock: Clock) -> None:
    """Raise DateError with all days that are named, where each part names one."""
    try:
        days = [when for part in parts if (when := _read(part, clock)) is not None]
    except (ValueError, OverflowError):
        return
    if len(days) < len(parts) or len(set(days)) < 2:
        return
    if isinstance(last := days[-1], datetime):
        days = [w if isinstance(w, datetime) else datetime.combine(w, last.time()) for w in days]
    raise DateError(f"could be {' or '.join(map(when_text, days))}: write one of these.")


def _read(words: str, clock: Clock) -> date | datetime | None:
    """Read plain words: None when no form knows them, an error when one refuses them."""
    if _ZONED.fullmatch(words):
        moment = datetime.fromisoformat(words.upper().replace(" +", "+").replace(" -", "-"))
        return moment.astimezone().replace(tzinfo=None)
    words = canonical(words)
    echoed = _FAR.fullmatch(words)
    when = _when(echoed["head"], clock) if echoed else None
    if echoed is None or when is None:
        return _when(words, clock)
    day = when.date() if isinstance(when, datetime) else when
    if echoed["tail"] == canonical(distance(day, clock.today)):
        return when
    other = read_day(echoed["tail"], clock)
    if other and other != day:
        raise DateError(f"names two days: write '{when_text(day)}' or '{when_text(other)}'.")
    return when


def _when(words: str, clock: Clock) -> date | datetime | None:
    """Return what canonical words mean. Raises DateError where they can mean two things."""
    if moment := read_from_now(words, clock):
        return moment
    listed = words.split()
    part = next((word for word in listed if word in PARTS), "")
    if part:
        listed.remove(part)
    meanings: list[date | datetime] = []
    errors: list[Exception] = []
    for day_words, time_words in _splits(listed):
        try:
            when = _one(day_words, time_words, part, clock)
        except (ValueError, OverflowError) as error:
            errors.append(error)
        else:
            if when is not None and not time_words and _WITH_YEAR.fullmatch(day_words):
                return when  # the day with its year, rather than an hour in its place
            if when is not None and when not in meanings:
                meanings.append(when)
    if not meanings and errors:
        raise errors[0]
    return _only(meanings, clock)


def _only(meanings: Sequence[date | datetime], clock: Clock) -> date | datetime | None:
    """Return the one meaning, or the one on the wanted side of now. Raises DateError for two."""
    reached = [when for when in meanings if _is_reached(when, clock)] or meanings
    if len(reached) > 1:
        either = " or ".join(when_text(when) for when in reached)
        raise DateError(f"could be {either}: write one of these.")
    return next(iter(reached), None)


def _is_reached(when: date | datetime, clock: Clock) -> bool:
    """Return whether a day or a time lies on the wanted side of now."""
    if isinstance(when, datetime):
        return (when - clock.now).total_seconds() * clock.step >= 0
    return clock.reaches(when)


def _splits(listed: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the words of the day and those of the time: all, none, or the time on either side."""
    yield " ".join(listed), ""
    for place in range(len(listed)):
        before, after = " ".join(listed[:place]), " ".join(listed[place:])
        yield before, after
        if before:
            yield after, before


def _one(day_words: str, time_words: str, part: str, clock: Clock) -> date | datetime | None:
    """Return what a day and a time mean together; None where either is unknown."""
    if not day_words:
        at = read_time(time_words, clock, part, beside=bool(part)) if time_words else None
        day = clock.today if at or (part and not time_words) else None
        return datetime.combine(day, at) if day and at else _in_part(day, part, clock)
    if not time_words:
        return _in_part(read_day(day_words, clock), part, clock)
    error: Exception | None = None
    day = None
    try:
        day = read_day(day_words, clock)
    except (ValueError, OverflowError) as wrong:
        error = wrong
    if day is None and error is None:
        return None
    at = read_time(time_words, clock, part, beside=True)
    if at is not None and error is not None:
        raise error
    return datetime.combine(day, at) if day and at else None


def _in_part(day: date | None, part: str, clock: Clock) -> date | datetime | None:
    """Return the day, with the time of its part where that is asked for."""
    if day and part and clock.is_timed:
        return time_of_part(part, day, clock)
    return day


@cache
def date_words() -> frozenset[str]:
    """Return the words that days and times are made of, as they may be typed."""
    in_phrases = (
        word for phrases, _ in GRAMMAR for word in re.findall("[a-z]{3,}", phrases.lower())
    )
    return frozenset({*SPELLINGS, *in_phrases})


@lru_cache(maxsize=1024)
def _put_right(word: str) -> str:
    """Return the word of a day or a time that a word is meant for; itself where none is near."""
    vocabulary = date_words()
    if word in vocabulary or len(word) < 3:
        return word
    letters = sorted(word)
    swapped = [known for known in vocabulary if sorted(known) == letters]
    if len(swapped) == 1 or len(word) == 3:
        return swapped[0] if len(swapped) == 1 else word
    return nearest(word, vocabulary, 0.8) or word


def _respelled(words: str, clock: Clock) -> str | None:
    """Return the words with their spelling put right, where they mean something then."""
    respelled = re.sub("[a-z]+", lambda match: _put_right(match[0]), words)
    try:
        is_known = respelled != words and _read(respelled, clock) is not None
    except (ValueError, OverflowError):
        is_known = False
    return respelled if is_known else None
