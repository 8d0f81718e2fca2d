"""The days and times that a text names for what is to come, such as those of a mail. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from salescli.domain.promises import day_named
from salescli.domain.time.moment import When, day_of, sort_key
from salescli.domain.time.workdays import Calendar
from salescli.text.lazy_re import lazy_re

_SENTENCE = lazy_re(r"(?<=[.!?])\s+|\n+|;\s")
_SENTENCES, _LONGEST, _MOST = 40, 300, 3


def named_days(text: str, at: datetime, today: date, calendar: Calendar) -> tuple[When, ...]:
    """Return the first few days that a text written `at` a time names, none before `today`."""
    return tuple(islice(_ahead(text, at, today, calendar), _MOST))


def _ahead(text: str, at: datetime, today: date, calendar: Calendar) -> Iterator[When]:
    known = set()
    for sentence in islice(_SENTENCE.split(text[:10_000]), _SENTENCES):
        when = day_named(sentence[:_LONGEST], at, calendar)
        if when is not None and day_of(when) >= today and sort_key(when) not in known:
            known.add(sort_key(when))
            yield when
