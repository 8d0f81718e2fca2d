"""A day or a time in figures, as programs write them: what needs no grammar to be read."""

from __future__ import annotations

from datetime import date, datetime

_DAY, _TIME = len("2026-11-24"), len("2026-11-24T15:00")


def exact_when(text: str) -> date | datetime | None:
    """Return the day, or the naive time, that is written as in 2026-11-24 or 2026-11-24T15:00.

    None for any other text.
    """
    digits = text[:4] + text[5:7] + text[8:10] + text[11:13] + text[14:]
    is_timed = len(text) == _TIME and text[10] in "T " and text[13] == ":"
    if text[4:_DAY:3] != "--" or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        if is_timed:
            return datetime.fromisoformat(text)
        return date.fromisoformat(text) if len(text) == _DAY else None
    except ValueError:
        return None
