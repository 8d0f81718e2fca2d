"""How a deal ended, by what its row says: the result, and the day of it.

A day on which it was won or lost is its ending, stage or not. An expected close never is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from salescli.exchange.csv.outcome_names import (
    LOST,
    OPEN,
    WON,
    ending_of,
    is_over,
    outcome_name,
    status_ending,
    yes_or_no,
)
from salescli.text.lazy_re import lazy_re
from salescli.text.shell_quoting import word

Days = Mapping[str, date | datetime]

ENDS = {WON: "closed_won", LOST: "closed_lost"}
_EXPECTED = lazy_re(
    r"expect|estimat|forecast|planned|projected|target|\best\b|erwartet|voraus|geplant|pr[ée]v",
    re.IGNORECASE,
)


def result_of(fields: Mapping[str, str], days: Days, endings: Mapping[str, str]) -> str:
    """Return how the deal ended there, '' where it is open.

    Raises ValueError where nothing says how.
    """
    stage, status = fields.get("stage", ""), fields.get("status", "")
    typed = endings.get(status) or endings.get(stage)
    result = typed or status_ending(status) or ending_of(stage)
    if result:
        return result
    closed = yes_or_no(fields.get("ended", ""))
    if yes_or_no(fields.get("won", "")):
        return WON
    if closed and "won" in fields:
        return LOST
    if outcome_name(status) in OPEN or (closed is False and fields.get("ended")):
        return ""
    if by_day := _by_day(days):
        return by_day
    if closed:
        raise ValueError("it is closed there, but the file does not show whether it was won")
    for name in (status, stage):
        if name not in endings and is_over(name):
            flag = f"--stage {word(f'{name}=lost')}"
            raise ValueError(f"'{name}' does not show how the deal ended: add {flag}, or won")
    return ""


def _by_day(days: Days) -> str:
    """Return the result whose own day is filled: the later one of two; '' for none."""
    filled = [(_plain(days[end]), result) for result, end in ENDS.items() if end in days]
    return max(filled)[1] if filled else ""


def _plain(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def stands_apart(fields: Mapping[str, str], endings: Mapping[str, str]) -> bool:
    """Return whether the stage is where the deal stood, and a status or a day tells how it ended.

    Columns that say whether it was won or is closed stand beside a stage that is an ending itself.
    """
    stage, status = fields.get("stage", ""), fields.get("status", "")
    told = endings.get(status) or status_ending(status) or not {"won", "ended"} & fields.keys()
    return bool(told) and not (endings.get(stage) or ending_of(stage))


def ended_on(
    result: str, days: Days, layout: Mapping[str, str], unread: Mapping[str, str]
) -> date | datetime | None:
    """Return when a deal ended; None for an open one. Raises ValueError where nothing says so.

    `unread` says why a day could not be read. The day of the close is taken for it where no column
    of its own has the ending, and where that day is no expectation by the name of its column.
    """
    if not result:
        return None
    ended = own_end(result, days)
    if ended is None and not _is_expected(result, layout):
        ended = days.get("close")
    if ended is None and not _is_expected(result, layout) and "close" in unread:
        raise ValueError(unread["close"])
    if ended is None:
        raise ValueError(f"it was {result}, but the file does not show when")
    return ended


def _is_expected(result: str, layout: Mapping[str, str]) -> bool:
    """Return whether the close of a file is an expectation, for deals of that result too."""
    own = {ENDS.get(result, "closed_lost"), "closed"}
    return bool(own & layout.keys() or _EXPECTED.search(layout.get("close", "")))


def own_end(result: str, days: Days) -> date | datetime | None:
    """Return the day on which it ended, where a column of its own has it."""
    return days.get(ENDS.get(result, "closed_lost")) or days.get("closed")
