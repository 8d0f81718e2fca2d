"""A day or a time so long after another one, or before it: 'an hour earlier'. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from salescli.domain.time.date_spelling import plain
from salescli.domain.time.date_vocabulary import NUMBERS, WORDS
from salescli.domain.time.moment import When
from salescli.text.lazy_re import lazy_re

_COUNTS = "|".join(NUMBERS)
_GERMAN = "eine?[nr]?|n(?:e|en|er)?|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn"
_GERMAN += "|een|twee|drie|vijf|zes"
_UNITS = {"day": 1, "week": 7, "month": 30, "hour": 1 / 24, "minute": 1 / 1440, "fortnight": 14}
_SHIFT = lazy_re(
    rf"(?:by |um |in |am |on )?(?P<count>an?|another|the|half an?|eine halbe|ne halbe|{_COUNTS}"
    rf"|{_GERMAN}|[0-9]{{1,3}}|couple of|few)? ?(?P<unit>[a-z]+)"
    r" (?P<side>later|after|more|further|behind|on|spater|danach|drauf|darauf|weiter"
    r"|earlier|sooner|before|fruher|vorher|davor|eher)"
)
_BACK = frozenset({"earlier", "sooner", "before", "fruher", "vorher", "davor", "eher"})
_UNIT_ALIKE = {"tags": "day", "d": "day", "w": "week", "h": "hour"}


def shifted(text: str, start: When) -> When | None:
    """Return what a text means, counted from a day or a time; None for other words.

    A month is of the same day, where the later one has it.
    """
    match = _SHIFT.fullmatch(plain(text))
    if match is None:
        return None
    unit = _UNIT_ALIKE.get(match["unit"]) or WORDS.get(match["unit"], match["unit"])
    number = _number(match["count"] or "1")
    if unit not in _UNITS or (_UNITS[unit] < 1 and not isinstance(start, datetime)):
        return None
    step = -1 if match["side"] in _BACK else 1
    if unit == "month":
        return _months_away(start, int(step * number))
    return start + timedelta(days=step * number * _UNITS[unit])


def _number(count: str) -> float:
    if count.startswith(("half", "eine halbe", "ne halbe")):
        return 0.5
    word = WORDS.get(count, count)
    return {"few": 3, "couple of": 2}.get(count) or (int(word) if word.isdecimal() else 1)


def _months_away(start: When, months: int) -> When:
    from calendar import monthrange

    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return start.replace(
        year=year, month=month + 1, day=min(start.day, monthrange(year, month + 1)[1])
    )
