"""A mail on the day of a meeting is not the meeting: what is still to come that day stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.writing.agenda_items import after_entries
from salescli.domain.deal import Entry, NextStep
from salescli.domain.time.moment import local

_WRITTEN = ("email", "message")


def with_appointments(entries: Sequence[Entry], about: Subject, session: Session) -> list[Entry]:
    """Return entries whose captured mail puts back what it took off, where that is still to come.

    An encounter that names no step takes off what was due on its day. Somebody who writes in the
    morning hasn't held the meeting of the afternoon by that.
    """
    first, *rest = entries
    if not first.ref or first.kind not in _WRITTEN or first.steps or first.did or rest:
        return list(entries)
    bare = after_entries(about, [replace(first, nexts=())], session)
    left = [item.next for item in bare.standing.agenda]
    gone = [item.next for item in about.standing.agenda if item.next not in left]
    kept = [step for step in gone if _is_to_come(step, first) and step not in first.nexts]
    return [replace(first, nexts=(*first.nexts, *kept))]


def _is_to_come(step: NextStep, entry: Entry) -> bool:
    return isinstance(step.on, datetime) and local(step.on) > entry.at
