"""The log of a deal that comes in: opened, what was held, how it ended. Nothing is made up.

A day without a time is its noon. What the file has no day for is marked as undated, and stands as
early as it can: with the opening, after the last step before it that has a day. An opening without
a day is when it was imported; of a deal that is closed, its close.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from salescli.domain.deal import Entry
from salescli.domain.process import Reason
from salescli.domain.time.moment import When, day_of, local
from salescli.exchange.csv.outcome_names import outcome_name
from salescli.exchange.csv.rows import Fact
from salescli.exchange.csv.stages import StageMapping


@dataclass(frozen=True, slots=True)
class Source:
    """Where deals come from, when and by whom they are imported.

    `owner` is whose the deals are that have no owner there.
    """

    system: str
    now: datetime
    by: str
    owner: str = ""

    def is_opening(self, fact: Fact) -> bool:
        """Return whether the day of opening can be true.

        A CRM may have made the record after the close.
        """
        if fact.opened is None:
            return False
        return fact.ended is None or day_of(fact.opened) <= day_of(fact.ended)


def instant(when: When, source: Source) -> datetime:
    """When something happened, to the second: a day's noon, and no later than now."""
    if not isinstance(when, datetime):
        when = local(datetime(when.year, when.month, when.day, 12))
    return min(when.replace(microsecond=0), source.now)


def entries_of(fact: Fact, ladder: StageMapping, source: Source) -> tuple[Entry, ...]:
    """Return the entries that a row makes, in order of time."""
    end = instant(fact.ended, source) if fact.ended else source.now
    is_known = source.is_opening(fact) and fact.opened is not None
    days = {step: min(instant(on, source), end) for step, on in fact.held.items()}
    start = min(instant(fact.opened, source), end) if is_known and fact.opened else None
    contact = _contact(fact, source, end)
    first = start or min([end, *days.values(), *(entry.at for entry in contact)])
    entries = []
    if start or not fact.result:
        entries.append(Entry(first, "open", by=source.by, undated=not is_known))
    entries += _held(fact, ladder, source.by, days, first)
    if fact.notes:
        entries.append(Entry(first, "note", by=source.by, note=fact.notes, undated=True))
    entries += [replace(entry, at=max(entry.at, first)) for entry in contact]
    if fact.result:
        entries.append(close_entry(fact, ladder, source))
    return tuple(sorted(entries, key=lambda entry: entry.at))


def _contact(fact: Fact, source: Source, end: datetime) -> list[Entry]:
    """Return the entry of the last contact there; none where that is after the end of the deal."""
    when = fact.contacted
    if when is None or instant(when, source) > end or day_of(when) > day_of(source.now):
        return []
    note = f"Last contact, as {source.system} has it"
    return [Entry(instant(when, source), "import", by=source.by, note=note)]


def _held(
    fact: Fact, ladder: StageMapping, by: str, days: Mapping[str, datetime], first: datetime
) -> list[Entry]:
    """Import entries: the steps of one time in one of them, in the order of the process.

    `days` has the steps that the file has a day of; the others are undated.
    """
    claims = ladder.claims(fact.stood, days)
    met = ladder.met(claims)
    times: list[tuple[datetime, bool, list[str]]] = []
    at = first
    for step in claims:
        at, undated = (days[step], False) if step in days else (at, True)
        if not times or times[-1][:2] != (at, undated):
            times.append((at, undated, []))
        times[-1][2].append(step)
    made = [
        Entry(at, "import", by=by, steps=tuple(steps), undated=undated)
        for at, undated, steps in times
    ]
    if made and met:
        made[-1] = replace(made[-1], met=met)
    return made


def close_entry(fact: Fact, ladder: StageMapping, source: Source) -> Entry:
    """Return the entry that closes a deal, on the day that the file names."""
    declared = {"lost": ladder.process.loss, "disqualified": ladder.process.disqualify}
    reason = loss_reason(declared.get(fact.result, ()), fact.reason)
    return Entry(
        instant(fact.ended or source.now, source),
        "close",
        by=source.by,
        result=fact.result,
        reason=reason,
        evidence="" if reason or fact.result == "won" else fact.reason,
    )


def loss_reason(declared: Sequence[Reason], text: str) -> str:
    """Return the reason that is declared under that name or text; '' where none is."""
    name = outcome_name(text)
    for reason in declared:
        if name and name in (outcome_name(reason.id), outcome_name(reason.text)):
            return reason.id
    return ""
