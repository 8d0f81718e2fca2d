"""'Yes, but at 3', 'ja, aber erst um 15 uhr': what is due stays, at another time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time

from salescli.commands.support.session import Session
from salescli.commands.support.typed.day_in_words import lone_day
from salescli.commands.support.typed.move_text import read_moved_day
from salescli.domain.deal import NextStep
from salescli.domain.time.moment import When, local
from salescli.errors import UsageError
from salescli.text.lazy_re import lazy_re

_LEAD = lazy_re(
    r"(?:(?:yes|yep|yeah|yup|ja|jo|jep|jup|sure|ok|okay|klar|no|nope|nein|nee|nö|but|aber|however"
    r"|just|only|nur|erst|doch|lieber|rather|now|jetzt|then|dann|it's|its|it is|es ist|is|ist|make"
    r" it|move it|moved|verschoben|ver?legt)(?![\w'])[\s,;:.!]*)+",
    re.IGNORECASE,
)
_TODAY = lazy_re(r"\b(?:today|tonight|now|heute?|jetzt|this)\b", re.IGNORECASE)


def moved_day(text: str, before: NextStep, session: Session) -> When | None:
    """Return when a next step is, where an answer gives another day or another time alone.

    A time alone is one of its own day. None where the answer is anything else.
    """
    lead = _LEAD.match(text.strip())
    rest = text.strip()[lead.end() :] if lead else text.strip()
    if not rest:
        return None
    try:
        at = _time_alone(rest, session)
        if at is not None and before.day > session.today:
            return local(datetime.combine(before.day, at))
        on = read_moved_day(rest, before, session, _whole_day)
    except UsageError:
        return None
    is_its_day = not isinstance(on, datetime) and on == before.day
    return None if is_its_day or on == before.on else on


def _whole_day(text: str, session: Session) -> When:
    on = lone_day(text, session)
    if on is None:
        raise UsageError(f"'{text}' is no day")
    return on


def _time_alone(text: str, session: Session) -> time | None:
    """Return the time that a text is, without a day: it is one of whatever day it is read on."""
    if _TODAY.search(text):
        return None
    times = set()
    for day in (date(2026, 3, 3), date(2026, 3, 12)):
        midnight = local(datetime.combine(day, time(0, 1)))
        on = lone_day(text, replace(session, now=midnight))
        if not isinstance(on, datetime) or local(on).date() != day:
            return None
        times.add(local(on).time())
    return times.pop() if len(times) == 1 else None
