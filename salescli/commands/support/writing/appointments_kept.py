"""A mail that names no step takes none off the agenda: what was due by then stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.writing.agenda_items import after_entries
from salescli.domain.deal import Entry

_WRITTEN = ("email", "message")


def with_appointments(entries: Sequence[Entry], about: Subject, session: Session) -> list[Entry]:
    """Return entries whose captured mail puts back what it took off.

    An encounter that names no step takes off what was due on its day or before. Somebody who
    writes hasn't held the meeting of that day by it, nor got what we were to send.
    """
    first, *rest = entries
    if not first.ref or first.kind not in _WRITTEN or first.steps or first.did or rest:
        return list(entries)
    bare = after_entries(about, [replace(first, nexts=())], session)
    left = [item.next for item in bare.standing.agenda]
    gone = [item.next for item in about.standing.agenda if item.next not in left]
    named = {(step.step, step.what) for step in first.nexts}
    kept = [step for step in gone if (step.step, step.what) not in named]
    return [replace(first, nexts=(*first.nexts, *kept))]
