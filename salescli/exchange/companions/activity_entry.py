"""What an activity of another system becomes: an entry of the log, a proposal, or nothing. Pure.

A call, meeting, email, message or visit that took place is one here, on its own day. What failed
(no answer, no show) and a task are notes. What is still to come is proposed, never scheduled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from salescli.domain.calendar.planned_elsewhere import PlannedStep, words_of
from salescli.domain.deal import ELSEWHERE, ENCOUNTERS, Entry
from salescli.domain.time.moment import When, day_of, local
from salescli.exchange.companions.activity_words import (
    DONE,
    FAILED,
    NOTE,
    PLANNED,
    TASK,
    is_one_of,
    kind_of,
)
from salescli.exchange.companions.table_rows import ActivityRow
from salescli.exchange.csv.imported_log import Source, instant
from salescli.exchange.csv.update_deal import mark_of


@dataclass(frozen=True, slots=True)
class Become:
    """What an activity becomes: one of `entry` and `proposal`, or `reason` why neither.

    An `entry` whose day is not known is undated: it stands with the opening of its deal.
    """

    entry: Entry | None = None
    proposal: PlannedStep | None = None
    reason: str = ""


def become(row: ActivityRow, system: str, source: Source) -> Become:
    """Return what an activity becomes. Its entry has no people yet."""
    kind = NOTE if row.is_note else kind_of(row.kinds)
    when = _took_place_on(row, kind, source.now)
    if row.unread or (when is None and kind != NOTE):
        return Become(reason=row.unread or "it has no day")
    if when is None or not _is_ahead(row, kind, when, source.now):
        return Become(_entry(row, kind, when, system, source))
    if kind == NOTE or _failed(row):
        return Become(reason="its day is in the future")
    if _is_done(row):
        return Become(reason="it is done there, and its day is in the future")
    what = words_of(row.subject or row.text) or _spoken(row, kind)
    return Become(proposal=PlannedStep(what, _minute(when)))


def _took_place_on(row: ActivityRow, kind: str, now: datetime) -> When | None:
    """Return when it took place: a task when it was done, all else when it was to be."""
    on, done_on = row.on, row.done_on
    if done_on is None or on is None or _is_after(done_on, now):
        return on or done_on
    is_same_day = not isinstance(on, datetime) and day_of(done_on) == on
    return done_on if is_same_day or kind == TASK or _is_after(on, now) else on


def _is_ahead(row: ActivityRow, kind: str, when: When, now: datetime) -> bool:
    """Return whether it is still to come; what is to be done today is."""
    if _is_after(when, now):
        return True
    is_open = not _is_done(row) and (kind == TASK or _is_planned(row))
    return is_open and not isinstance(when, datetime) and when == day_of(now)


def _is_after(when: When, now: datetime) -> bool:
    return local(when) > now if isinstance(when, datetime) else day_of(when) > day_of(now)


def _minute(when: When) -> When:
    return local(when).replace(second=0, microsecond=0) if isinstance(when, datetime) else when


def _is_done(row: ActivityRow) -> bool:
    if row.done is not None:
        return row.done
    return is_one_of(row.status, DONE) or is_one_of(row.outcome, DONE)


def _is_planned(row: ActivityRow) -> bool:
    if row.done is not None:
        return not row.done
    return is_one_of(row.status, PLANNED)


def _failed(row: ActivityRow) -> bool:
    return row.has_failed or is_one_of(row.outcome, FAILED) or is_one_of(row.status, FAILED)


def _entry(row: ActivityRow, kind: str, on: When | None, system: str, source: Source) -> Entry:
    is_talk = kind in ENCOUNTERS and not _failed(row) and not _is_planned(row)
    head = "" if is_talk or row.is_note or kind == NOTE else _head(row, kind)
    outcome = row.outcome if is_talk and not is_one_of(row.outcome, DONE | PLANNED) else ""
    text = row.text if row.text != row.subject else ""
    first = ": ".join(filter(None, (head, row.subject)))
    parts = (first, text, f"Outcome: {outcome}" if outcome else "")
    return Entry(
        source.now if on is None else instant(on, source),
        kind if is_talk else NOTE,
        by=source.by,
        note="\n\n".join(filter(None, parts)),
        ref=_ref(row, on, system),
        undated=on is None,
    )


def _head(row: ActivityRow, kind: str) -> str:
    """Return what stands before the words of a note that was no conversation."""
    name = _spoken(row, kind)
    if _failed(row):
        why = row.outcome if is_one_of(row.outcome, FAILED) else row.status
        return f"{name}, {why.casefold() if why and not row.has_failed else 'nobody came'}"
    if _is_planned(row):
        return f"{name}, not done there"
    return f"{name}, done" if kind == TASK and _is_done(row) else name


def _spoken(row: ActivityRow, kind: str) -> str:
    """Return what an activity is called: `Call`; a word that is not known as it stands there."""
    word = kind or next(iter(row.kinds), "") or "activity"
    return f"{word[:1].upper()}{word[1:]}"


def _ref(row: ActivityRow, on: date | datetime | None, system: str) -> str:
    """Return what an activity is known by, so that it comes in once."""
    what = "note" if row.is_note else "activity"
    if row.id:
        return f"{ELSEWHERE}{system}:{what}:{row.id}"
    when = on.isoformat() if on is not None else ""
    text = "\n".join((*row.kinds, when, row.subject, row.text))
    return f"{ELSEWHERE}{system}:{what}:{mark_of(text)}"
