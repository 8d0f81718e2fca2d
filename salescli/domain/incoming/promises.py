"""Promises and open questions: lines of notes that begin with `we:`, `they:` or `?`. Pure.

    they: Felix's open clauses by friday
    we: the security pack. they: the number of seats
    ? who decides on liability
    done: security pack

A day in the line is understood as it is at a prompt, seen from the day of the entry. A later line
that begins with `done:` ends what has all of its words; so does a promise of the same side that
says the same and ends with done, sent, got or received.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from salescli.domain.deal import Entry
from salescli.domain.time.date_grammar import DateError, parse_when
from salescli.domain.time.moment import When, day_of, local
from salescli.domain.time.workdays import Calendar
from salescli.text.lazy_re import lazy_re


class Side(StrEnum):
    """Whose line it is: what they or we promised, or what nobody knows yet."""

    THEY = "they"
    WE = "we"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Promise:
    """One line: `text` without the day that it names, which is `due` (None for none).

    `entry` is what it was noted in.
    """

    side: Side
    text: str
    due: When | None
    entry: Entry

    @property
    def day(self) -> date:
        """The local day on which it was noted."""
        return day_of(self.entry.at)

    @property
    def due_day(self) -> date | None:
        """The local day by which it is due."""
        return None if self.due is None else day_of(self.due)


_WORDS = {
    "we": "we",
    "they": "they",
    "done": "done",
    "wir": "we",
    "sie": "they",
    "erledigt": "done",
}
_MARK = rf"(?:{'|'.join(_WORDS)})[ \t]*:"
_LINE = lazy_re(rf"[ \t>*•\u2013-]*(?:({'|'.join(_WORDS)})[ \t]*:|(\?))[ \t]*(\S.*)", re.IGNORECASE)
# Where a line goes on with another: behind a sign, or anywhere in one that begins with such a word.
_BEHIND_SIGN = lazy_re(rf"(?<=[.;,!?)/\u2013-])[ \t]+(?={_MARK}[ \t]*\S)", re.IGNORECASE)
_BEHIND_ANY = lazy_re(
    rf"(?<=[^\s>*•\u2013-])[ \t]*[\u2013-]?[ \t]+(?={_MARK}[ \t]*\S)", re.IGNORECASE
)
_DONE = lazy_re(r"(.*\S)[ \t]+(?:done|sent|got|received)[ \t.!]*", re.IGNORECASE)
_LEADS = "by|before|until|till|on|due|latest|bis|vor|am"  # a day may follow them anywhere in a line
_LEAD = lazy_re(rf"[(]?(?:{_LEADS})", re.IGNORECASE)
_WORD = lazy_re(r"\S+")
_TOKEN = lazy_re(r"\w+")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_PLACE = "(?:start|beginning|early|mid|middle|end|late)"
# What makes words a day: without one of these, '3' and 'may' are a number and a verb.
_DAY = lazy_re(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|today|tomorrow|tonight"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|heute|morgen|woche|monatsende"
    r"|week|wk|month|quarter|year|eo[dwmqy]|cob|days?|bd|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    rf"|[0-9]{{1,2}}[./][0-9]{{1,2}}|[0-9]+(?:d|w|bd)|{_PLACE}\s+(?:of\s+)?{_MONTH}[a-z]*)\b"
    rf"|\b[0-9]{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTH}"
    rf"|\b{_MONTH}[a-z]*\.?\s+[0-9]",
    re.IGNORECASE,
)
_BEGIN = lazy_re(rf"(?:next|in|this|the|{_PLACE})\b", re.IGNORECASE)  # so may a day begin
_MORE = lazy_re(rf"[(]?(?:[0-9]|{_MONTH})", re.IGNORECASE)  # so may a day go on
_FILLERS = ("the", "a", "an", "of", "on", "by", "in", "at", "this")  # none of them ends a day
_MOST_WORDS = 6
_AROUND = " \t,;.:()\u2013-"


def promises(log: Iterable[Entry], calendar: Calendar) -> tuple[Promise, ...]:
    """Return the promises and questions of a log, the newest first, those of a note in its order.

    What was done is left out. A line that is noted again, word for word, counts where it was noted
    last.
    """
    known: dict[tuple[Side, str], Promise] = {}
    for entry in sorted(log, key=lambda entry: entry.at):
        for side, text in _lines(entry.note):
            ended = [key for key in known if _ends(side, text, key)]
            for key in ended:
                del known[key]
            if side is None or (ended and _DONE.fullmatch(text)):
                continue
            rest, due = (text, None) if side is Side.OPEN else _due(text, entry.at, calendar)
            known[side, text.casefold()] = Promise(side, rest, due, entry)
    return tuple(sorted(known.values(), key=lambda promise: promise.entry.at, reverse=True))


def current(
    noted: Iterable[Promise], log: Sequence[Entry], today: date
) -> tuple[tuple[Promise, ...], tuple[Promise, ...]]:
    """Return the promises to show, and the older ones, which are only counted.

    Older is what was noted before the last two conversations, unless its day is still to come.
    `log` is in order of time.
    """
    talks = [entry.at for entry in log if entry.is_encounter][-_TALKS:]
    since = talks[0] if len(talks) == _TALKS else None
    fresh: list[Promise] = []
    older: list[Promise] = []
    for promise in noted:
        ahead = promise.due_day is not None and promise.due_day >= today
        is_fresh = ahead or since is None or promise.entry.at >= since
        (fresh if is_fresh else older).append(promise)
    return tuple(fresh), tuple(older)


_TALKS = 2  # conversations whose promises are shown whatever their day


def without_promises(note: str) -> str:
    """Return what a note says besides its promises and questions."""
    return "\n".join(line for line in _parted(note) if not _LINE.fullmatch(line)).strip()


def in_one_line(note: str) -> str:
    """Return a note on one line, its promises and questions parted from the rest by dots."""
    text, apart = "", False
    for line in filter(None, map(str.strip, _parted(note))):
        before, apart = apart, _LINE.fullmatch(line) is not None
        text += f"{(' · ' if apart or before else ' ') if text else ''}{line}"
    return text


def _lines(note: str) -> Iterator[tuple[Side | None, str]]:
    """Yield the lines of a note that count, each with its side; None says what was done."""
    for line in _parted(note):
        if match := _LINE.fullmatch(line):
            word = _WORDS.get((match[1] or "").lower(), Side.OPEN)
            yield (None if word == "done" else Side(word)), match[3].strip()


def _parted(note: str) -> Iterator[str]:
    """Yield the lines of a note, those with several promises in them as one each."""
    for line in note.splitlines():
        parts = [line] if _LINE.fullmatch(line) else _BEHIND_SIGN.split(line)
        forms = ((_BEHIND_ANY if _LINE.fullmatch(part) else _BEHIND_SIGN, part) for part in parts)
        parts = [one for form, part in forms for one in form.split(part)]
        yield from (part.rstrip(" \t,;/\u2013-") for part in parts[:-1])
        yield parts[-1]


def _ends(side: Side | None, text: str, key: tuple[Side, str]) -> bool:
    """Return whether a line ends an earlier one, or is the same one again."""
    whose, before = key
    if side is None:
        return _says(before, text)
    if side is not whose:
        return False
    done = _DONE.fullmatch(text)
    return text.casefold() == before or (done is not None and _says(before, done[1]))


def _says(text: str, words: str) -> bool:
    """Return whether a text has all of the words, whatever their order."""
    wanted = {word for word in _TOKEN.findall(words.casefold()) if word not in _FILLERS}
    return bool(wanted) and wanted <= set(_TOKEN.findall(text.casefold()))


def _due(text: str, at: datetime, calendar: Calendar) -> tuple[str, When | None]:
    """Return a promise without the day that it names, and the day; None where it names none."""
    words = list(_WORD.finditer(text))
    for first, word in enumerate(words):
        follows = first > 0 and _LEAD.fullmatch(words[first - 1][0]) is not None
        for last in range(min(first + _MOST_WORDS, len(words)), first, -1):
            if not follows and last < len(words):
                break
            if last < len(words) and _MORE.match(words[last][0]):
                continue  # 'fri 20' of 'fri 20 nov' is no time of a Friday
            if words[last - 1][0].lower() in _FILLERS:
                continue
            phrase = text[word.start() : words[last - 1].end()].strip(_AROUND)
            if not (follows or _DAY.match(phrase) or _BEGIN.match(phrase)):
                break
            if (due := _read(phrase, at, calendar)) is not None:
                begin = words[first - 1].start() if follows else word.start()
                head, tail = text[:begin].rstrip(_AROUND), text[words[last - 1].end() :].strip()
                return (text if _DAY.search(tail) else f"{head} {tail}".strip(_AROUND)) or text, due
    return text, None


def _read(phrase: str, at: datetime, calendar: Calendar) -> When | None:
    """Return the day or time that a phrase means; None where it means none, or could be two."""
    if not _DAY.search(phrase):
        return None
    at = local(at)
    for back in (False, True):  # a day that had passed by then is one all the same
        try:
            when = parse_when(phrase, at, calendar, back=back)
        except DateError:
            continue
        return local(when) if isinstance(when, datetime) else when
    return None
