"""The days and times that a text names for what is to come, such as those of a mail. Pure.

A run of words of which days and times are made, in English or German, is read as it would be at a
prompt, the longest part first: 'am Freitag, 27.11. um 14 Uhr', 'Thursday afternoon'. What names no
day without a doubt ('14 trucks', 'in May', 'call today') is none. A month ('in March') comes last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from salescli.domain.time.date_grammar import HOURS, DateError, parse_when
from salescli.domain.time.day_phrases import EDGE, is_of_days, names_day, names_month
from salescli.domain.time.moment import When, day_of, local, sort_key
from salescli.domain.time.workdays import Calendar
from salescli.text.lazy_re import lazy_re

_READ, _SENTENCES, _LONGEST, _RUNS = 10_000, 60, 400, 60
_NEAR = timedelta(days=270)  # what is further away without a year has been: 'your mail of 2 Nov'
_MOST, _WORDS = 3, 9  # days that are named, words of one
_SENTENCE = lazy_re(r"(?<=[!?])\s+|(?<=[^\W\d]{3}\.)\s+|\n\s*\n|;\s")
_BETWEEN = lazy_re(
    r"\b(?:zwischen|between|from|von) ([0-9]{1,2}(?:[:.][0-9]{2})?)(?: uhr)?"
    r" ?(?:und|and|bis|to|-) ?[0-9]{1,2}(?:[:.][0-9]{2})?(?: ?(uhr|[ap]m))?",
    re.IGNORECASE,
)
_PAST = lazy_re(
    r"\b(?:was|were|had|met|spoke|talked|sent|got|received|wrote|war|waren|hatten?|schrieb)\b[^,;]*",
    re.IGNORECASE,
)
# Words around a month that was: 'as discussed in March', 'wie im M\u00e4rz besprochen'.
_TOLD = frozenset(
    (
        *("discussed", "agreed", "promised", "mentioned", "started", "since", "last", "signed"),
        *("besprochen", "vereinbart", "versprochen", "seit", "letzten", "begonnen", "gestartet"),
    )
)
_OR = frozenset({"or", "oder", "/", "bzw", "beziehungsweise"})
_CLOCK = lazy_re(
    r"\b(?:[01]?[0-9]|2[0-3])(?:[:.][0-5][0-9])? ?(?:uhr|[ap]m)\b"
    r"|\b(?:[01]?[0-9]|2[0-3]):[0-5][0-9]\b",
    re.IGNORECASE,
)
_NUMBERED = lazy_re(r"[0-9]{1,2}[./][0-9]")
_ZONES = {
    **dict.fromkeys(("utc", "gmt"), "UTC"),
    **dict.fromkeys(("cet", "cest", "mez", "mesz"), "Europe/Berlin"),
    **dict.fromkeys(("est", "edt", "et"), "America/New_York"),
    **dict.fromkeys(("pst", "pdt", "pt"), "America/Los_Angeles"),
}


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that was found in a sentence, and the places of its words; the first of a month."""

    when: When
    first: int
    after: int
    is_month: bool = False


@dataclass(frozen=True, slots=True)
class _Reader:
    """From when, and with which workdays and hours, a text is read."""

    at: datetime
    calendar: Calendar
    hours: str

    def read(self, words: str) -> When | None:
        """Return what some words mean; None where that is nothing, or could be two."""
        try:
            return parse_when(words, self.at, self.calendar, self.hours)
        except DateError:
            return None


def named_days(
    text: str, at: datetime, today: date, calendar: Calendar, hours: str = HOURS
) -> tuple[When, ...]:
    """Return the first few days that a text written `at` a time names, none before `today`.

    Those with a time stand first: they are meant for a meeting.
    """
    reader = _Reader(local(at), calendar, hours)
    ahead: dict[object, When] = {}
    for when in _in_text(text[:_READ], reader):
        if today <= day_of(when) <= today + _NEAR:
            ahead.setdefault(sort_key(when), when)
    if len(ahead) == 1:
        (day,) = ahead.values()
        ahead = {"": _with_time(day, text[:_READ], reader)}
    timed = {day_of(when) for when in ahead.values() if isinstance(when, datetime)}
    ordered = sorted(ahead.values(), key=lambda when: not isinstance(when, datetime))
    kept = (one for one in ordered if isinstance(one, datetime) or one not in timed)
    return tuple(islice(kept, _MOST))


def _with_time(when: When, text: str, reader: _Reader) -> When:
    """Return the only day that a text names at the only time that it names elsewhere."""
    times = {match[0].lower() for match in islice(_CLOCK.finditer(text), _MOST)}
    if isinstance(when, datetime) or len(times) != 1:
        return when
    timed = reader.read(f"{when.isoformat()} {times.pop()}")
    return local(timed) if isinstance(timed, datetime) else when


def _in_text(text: str, reader: _Reader) -> Iterator[When]:
    left, months = _RUNS, list[When]()
    for sentence in islice(_SENTENCE.split(text), _SENTENCES):
        spread = _BETWEEN.sub(r"\1 \2", sentence[:_LONGEST])
        words = spread.replace("\u2013", "-").split()
        days: list[_Day] = []
        for run in islice(_runs(words), left):
            left -= 1
            days += _in_run(words, run, reader)
        months += [day.when for day in days if day.is_month]
        yield from _completed([day for day in days if not day.is_month], words)
    yield from months


def _runs(words: Sequence[str]) -> Iterator[range]:
    """Yield the places of words that stand together and are all words of days and times."""
    first = 0
    for place in range(len(words) + 1):
        if place == len(words) or not is_of_days(words[place]):
            if place > first:
                yield range(first, place)
            first = place + 1


def _in_run(words: Sequence[str], run: range, reader: _Reader) -> Iterator[_Day]:
    """Yield the days of a run of words, each read from as many of them as make one."""
    first = run.start
    if _PAST.fullmatch(_clause(words[:first])):
        return
    while first < run.stop:
        day = _longest(words, first, run.stop, reader)
        if day is not None:
            yield day
        first = day.after if day else first + 1


def _clause(before: Sequence[str]) -> str:
    """Return the last words of what stands before, from a verb of the past on where one is near."""
    near = " ".join(before[-6:])
    match = _PAST.search(near)
    return near[match.start() :] if match else near


def _longest(words: Sequence[str], first: int, stop: int, reader: _Reader) -> _Day | None:
    for after in range(min(first + _WORDS, stop), first, -1):
        phrase = " ".join(words[first:after]).strip(EDGE)
        ends = after == len(words) or not words[after - 1][-1].isalnum()
        if after < len(words) and _NUMBERED.match(words[after]):
            continue  # 'Wednesday' of 'Wednesday 12/2', which could be two days
        if names_month(phrase):
            return _month(words, first, after, reader)
        if names_day(phrase, ends=ends) and (when := reader.read(phrase)) is not None:
            zone = _ZONES.get(words[after].strip(EDGE + ".").lower()) if after < len(words) else ""
            return _Day(_in_zone(when, zone or ""), first, after)
    return None


def _month(words: Sequence[str], first: int, after: int, reader: _Reader) -> _Day | None:
    """Return the first of a month that is named; None where it is said what was then."""
    around = (*words[max(0, first - 4) : first], *words[after : after + 2])
    if not _TOLD.isdisjoint(word.strip(EDGE + ".").lower() for word in around):
        return None
    when = reader.read(" ".join(words[first:after]).strip(EDGE))
    return None if when is None else _Day(when, first, after, is_month=True)


def _in_zone(when: When, zone: str) -> When:
    """Return a time on the local clock; that of a zone where one is named."""
    if not isinstance(when, datetime):
        return when
    if not zone:
        return local(when)
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return local(when.replace(tzinfo=ZoneInfo(zone)))
    except (ZoneInfoNotFoundError, OverflowError):
        return local(when)


def _completed(days: Sequence[_Day], words: Sequence[str]) -> Iterable[When]:
    """Return the days of a sentence; one before an 'or' has the time of the one after it."""
    whens = [day.when for day in days]
    for place in range(len(days) - 2, -1, -1):
        between = words[days[place].after : days[place + 1].first]
        following = whens[place + 1]
        is_either = between and all(word.strip(EDGE + ".").lower() in _OR for word in between)
        if is_either and isinstance(following, datetime) and not isinstance(whens[place], datetime):
            at = local(following).time()
            whens[place] = local(datetime.combine(day_of(whens[place]), at))
    return whens
