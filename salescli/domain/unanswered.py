"""What we wrote last and nobody has answered: the mails and messages at the end of a log. Pure.

Only what says whose it is counts. Whatever we did together since, such as a call, is an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from salescli.domain.deal import Entry


def unanswered(log: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the mails at the end of a log, in order of time, that we wrote without an answer."""
    waiting: list[Entry] = []
    for entry in reversed(log):
        if entry.kind in ("open", "reopen", "close"):
            break
        if entry.is_encounter:
            if entry.wrote != "we":
                break
            waiting.append(entry)
    return tuple(reversed(waiting))


def waiting_since(log: Sequence[Entry]) -> datetime | None:
    """Return since when we wait for an answer: the first mail without one; None for never."""
    waiting = unanswered(log)
    return waiting[0].at if waiting else None
