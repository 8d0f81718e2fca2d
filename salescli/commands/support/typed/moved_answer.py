"""'Yes, but at 3', 'same call, 11 instead', 'push it to friday': what stands, at another time.

One form for all of them: without the words that only say that something is changed, and those of
what is changed itself, an hour, a day or a span is left. It is read against what stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.domain.deal import NextStep
from salescli.domain.time.date_spelling import canonical, plain
from salescli.domain.time.moment import When, day_of, local
from salescli.domain.time.shift import shifted
from salescli.errors import UsageError
from salescli.text.change_words import SpokenChange, spoken_change
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.wording import WEEKDAYS

Read = Callable[[str, Session], When]

_TODAY = lazy_re(r"\b(?:today|tonight|now|heute?|jetzt|this|vandaag|vanavond)\b", re.IGNORECASE)
_NUMBERED = lazy_re(
    r"(?:(?:the|on|to|am|den|dem|zum)\s+)*([0-9]{1,2})(?:st|nd|rd|th|\.)", re.IGNORECASE
)
_WHOSE = lazy_re(r"\b([^\W\d_]{2,}?)['\u2019]?s(?=\s+[^\W\d_])", re.IGNORECASE)


def moved_day(
    text: str,
    before: NextStep,
    session: Session,
    *,
    own: Collection[str] = (),
    by_name: bool = False,
    read: Read = arguments.when_ahead,
) -> When | None:
    """Return when a next step is, where a text changes its day or its hour; None for other words.

    `own` are names of it beside its words; `by_name`: only where the text says that it stands or
    is moved, and not by a yes or a but alone. Raises UsageError for a day that can't be meant so.
    """
    said = _change(text, before, own)
    if said is None or (by_name and not said.is_clear):
        return None
    wrong: UsageError | None = None
    for words, is_to in said.readings:
        try:
            return _read(words, said, before, session, read=read, is_to=is_to)
        except arguments.NoDateError as error:
            wrong = wrong or (error if "did you mean" in error.message else None)
        except UsageError as error:
            wrong = error
    if wrong is not None:
        raise wrong
    return None


def hour_alone(text: str, before: NextStep, session: Session) -> When | None:
    """Return an hour that a text is, on the day of a next step, today at the earliest.

    None for other words. Raises UsageError for one that is past.
    """
    at = time_alone(text, session)
    if at is None:
        return None
    day = max(before.day, session.today)
    return arguments.check_ahead(local(datetime.combine(day, at)), session)


def without_whose(text: str) -> str:
    """Return a text without the day of what it is about: 'monday's call' is the call."""
    return _WHOSE.sub(lambda match: match[0] if _weekday(match[1]) is None else "", text)


def _weekday(word: str) -> str | None:
    day = canonical(plain(word))
    return day if day in (name[:3].lower() for name in WEEKDAYS) else None


def _change(text: str, before: NextStep, names: Collection[str]) -> SpokenChange | None:
    """Return what a text changes of a next step; None where it is about another day's."""
    weekday, is_others = WEEKDAYS[before.day.weekday()][:3].lower(), False

    def without(match: re.Match[str]) -> str:
        """Return nothing in the place of a weekday; it is noted whether it is another one."""
        nonlocal is_others
        if (day := _weekday(match[1])) is None:
            return match[0]
        is_others = is_others or day != weekday
        return ""

    bare = _WHOSE.sub(without, text)
    words = " ".join((before.what, before.step, *before.people, *names))
    return None if is_others else spoken_change(bare, set(folded(words).split()))


def _read(
    words: str, change: SpokenChange, before: NextStep, session: Session, *, read: Read, is_to: bool
) -> When:
    side = "earlier" if change.is_back else "later"
    words = f"at {words}" if words.isdecimal() else words
    for spoken in (words, f"{words} {side}") if change.moves and not is_to else (words,):
        if (at := span_after(spoken, before, session)) is not None:
            return at
    if (on := hour_alone(words, before, session)) is not None:
        return on
    if change.is_back and not is_to:
        raise arguments.NoDateError(f"'{words}' is no time before another one")
    on = _of_its_month(words, before, session) or read(words, session)
    if change.keeps_time and not isinstance(on, datetime) and isinstance(before.on, datetime):
        return local(datetime.combine(on, local(before.on).time()))
    return on


def _of_its_month(text: str, before: NextStep, session: Session) -> date | None:
    """Return the day that 'the 14th' is of the month in which a next step is ahead.

    None for other words, for a day that has passed, and for one that the month doesn't have.
    """
    if (number := _NUMBERED.fullmatch(text.strip())) is None:
        return None
    with suppress(ValueError):
        on = before.day.replace(day=int(number[1]))
        return on if session.today < before.day and session.today < on else None
    return None


def span_after(text: str, before: NextStep, session: Session) -> When | None:
    """Return the day so long after a next step, or before it; of one overdue, after today.

    None for other words. Raises UsageError for a day that is past.
    """
    start = before.on
    if day_of(start) < session.today:
        start = start + (session.today - day_of(start))
    at = shifted(text, start)
    return None if at is None else arguments.check_ahead(at, session)


def time_alone(text: str, session: Session) -> time | None:
    """Return the time that a text is, without a day: it is one of whatever day it is read on.

    None for other words.
    """
    if _TODAY.search(text):
        return None
    times = set()
    for day, minute in ((date(2026, 3, 3), 1), (date(2026, 3, 12), 2)):
        midnight = local(datetime.combine(day, time(0, minute)))
        try:
            on = arguments.when_ahead(text, replace(session, now=midnight))
        except UsageError:
            return None
        if not isinstance(on, datetime) or local(on).date() != day:
            return None
        times.add(local(on).time())
    return times.pop() if len(times) == 1 else None
