"""Courses as rows of plain values, as the cache keeps them for reports, and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from salescli.insight.days_at_zero import Lapse
from salescli.insight.trajectory import Move, Trajectory
from salescli.store.cache.summary_rows import AMOUNT, DAY, STATUS, TEXTS, form_of


def _day_texts(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in days]


def _days(texts: Iterable[str]) -> tuple[date, ...]:
    return tuple([date.fromisoformat(text) for text in texts])


def _entered_texts(days: Iterable[date | None]) -> list[str | None]:
    return [day.isoformat() if day else None for day in days]


def _entered(texts: Iterable[str | None]) -> tuple[date | None, ...]:
    return tuple([date.fromisoformat(text) if text else None for text in texts])


def _move_rows(moves: Iterable[Move]) -> list[tuple[str, int]]:
    return [(day.isoformat(), days) for day, days in moves]


def _moves(rows: Iterable[tuple[str, int]]) -> tuple[Move, ...]:
    return tuple([(date.fromisoformat(day), days) for day, days in rows])


def _lapse_rows(lapses: Iterable[Lapse]) -> list[tuple[str, str | None]]:
    return [(first.isoformat(), last.isoformat() if last else None) for first, last in lapses]


def _lapses(rows: Iterable[tuple[str, str | None]]) -> tuple[Lapse, ...]:
    days = date.fromisoformat
    return tuple([(days(first), days(last) if last else None) for first, last in rows])


_DAYS = _day_texts, _days

COURSES = form_of(
    "course",
    Trajectory,
    {
        "status": STATUS,
        "opened": DAY,
        "ended": DAY,
        "stages": TEXTS,
        "entered": (_entered_texts, _entered),
        "value": AMOUNT,
        "close": DAY,
        "first_close": DAY,
        "moves": (_move_rows, _moves),
        "tags": TEXTS,
        "advances": _DAYS,
        "continuations": _DAYS,
        "loose": _DAYS,
        "closing": _DAYS,
        "lapses": (_lapse_rows, _lapses),
    },
)
