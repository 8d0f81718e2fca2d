"""The course of a deal: what a report or a lesson needs of it, as plain values.

One pure function makes it from a deal, its process and its standing, without a clock, so that it
holds as long as the file does and may be kept in the cache.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from salescli.domain.deal import Deal, Entry
from salescli.domain.deal_fields import Amount
from salescli.domain.process import Process
from salescli.domain.standing import Standing, Status, is_untold
from salescli.domain.summary import Summary
from salescli.domain.time.moment import day_of
from salescli.insight.days_at_zero import Lapse, lapses

Move = tuple[date, int]


@dataclass(frozen=True, slots=True)
class Trajectory:
    """One deal from its first entry to its end, or as far as it has come. Days are local ones.

    What an import did not know the day of has none: neither `opened` nor a place in `entered`.

    `stages` are those of its process, in order; `entered` has for each of them the first day on
    which a step of it was held. `moves` are the changes of the expected close: on which day, and
    by how many days (negative: brought forward); `first_close` is what was expected at first.
    `advances`, `continuations` and `loose` are the days of the encounters whose follow-up the
    buyer confirmed, whose follow-up they have not, and that had none; those that the deal's end
    followed are `closing`. `lapses` are the days on which it was left without a next step ahead.
    `said_by` is empty where the reason is our guess. `untold` are
    deals that were imported as closed, when nothing said how far they had come.
    """

    deal: str
    process: str = ""
    revision: int = 1
    status: Status = Status.OPEN
    opened: date | None = None
    ended: date | None = None
    stages: tuple[str, ...] = ()
    stage: str | None = None
    reached: str | None = None
    entered: tuple[date | None, ...] = ()
    value: Amount | None = None
    currency: str = ""
    close: date | None = None
    first_close: date | None = None
    moves: tuple[Move, ...] = ()
    owner: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    reason: str = ""
    said_by: str = ""
    advances: tuple[date, ...] = ()
    continuations: tuple[date, ...] = ()
    loose: tuple[date, ...] = ()
    untold: bool = False
    closing: tuple[date, ...] = ()
    lapses: tuple[Lapse, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the deal is still to be won."""
        return self.status is Status.OPEN

    @property
    def is_won(self) -> bool:
        """Whether the deal was won."""
        return self.status is Status.WON

    @property
    def days(self) -> int | None:
        """The days from the first entry to the end; None where there is none."""
        if self.opened is None or self.ended is None:
            return None
        return max((self.ended - self.opened).days, 0)


def trajectory_of(deal: Deal, process: Process, standing: Standing) -> Trajectory:
    """Return the course of a deal by its log; the clock has no part in it."""
    log, ending = standing.log, standing.ending
    first_close, moves = _moves(deal, log)
    advances, continuations, loose, closing = _encounters(standing)
    return Trajectory(
        deal=deal.handle,
        process=process.name,
        revision=deal.revision,
        status=standing.status,
        opened=standing.opened_on,
        ended=day_of(ending.at) if ending else None,
        stages=tuple(stage.id for stage in process.stages),
        stage=standing.stage,
        reached=standing.reached,
        entered=_entered(process, standing),
        value=deal.value,
        currency=deal.currency,
        close=deal.close,
        first_close=first_close,
        moves=moves,
        owner=deal.owner,
        source=deal.source,
        tags=tuple(dict.fromkeys(deal.tags)),
        reason=ending.reason if ending else "",
        said_by=ending.said_by if ending else "",
        advances=advances,
        continuations=continuations,
        loose=loose,
        untold=is_untold(deal, standing),
        closing=closing,
        lapses=lapses(standing),
    )


def brief_trajectory(summary: Summary, process: Process) -> Trajectory:
    """Return the course of a deal as far as a summary has it: where it stands, not since when."""
    return Trajectory(
        deal=summary.handle,
        process=summary.process,
        revision=summary.revision,
        status=summary.status,
        stages=tuple(stage.id for stage in process.stages),
        stage=summary.stage,
        reached=summary.reached,
        value=summary.value,
        currency=summary.currency,
        close=summary.close,
    )


def _entered(process: Process, standing: Standing) -> tuple[date | None, ...]:
    trace = standing.trace
    firsts: dict[str, int] = {}
    for step in process.steps:
        held = trace.held.get(step.id)
        if held:
            firsts[step.stage] = min(held[0], firsts.get(step.stage, held[0]))
    moments = (firsts.get(stage.id) for stage in process.stages)
    entries = [None if moment is None else trace.entries[moment] for moment in moments]
    return tuple(None if e is None or e.undated else day_of(e.at) for e in entries)


def _moves(deal: Deal, log: Iterable[Entry]) -> tuple[date | None, tuple[Move, ...]]:
    """Return the close that was expected at first, and how it was moved."""
    first, moves = None, []
    for entry in log:
        if not entry.change:
            continue
        old, new = entry.change.get("close", (None, None))
        if isinstance(old, date):
            first = first or day_of(old)
            if isinstance(new, date):
                moves.append((day_of(entry.at), (day_of(new) - day_of(old)).days))
    return first or deal.close, tuple(moves)


def _encounters(standing: Standing) -> list[tuple[date, ...]]:
    """Return the days of the encounters: advances, continuations, loose ones, the closing one."""
    days: tuple[list[date], ...] = ([], [], [], [])
    for place, following in standing.follow_ups.items():
        entry, after = standing.log[place], next(iter(standing.log[place + 1 : place + 2]), None)
        if after is not None and not entry.nexts:
            if after.kind == "close":
                days[3].append(day_of(entry.at))
                continue
            if following is None and after.kind == "schedule":
                following = next(iter(after.nexts), None)  # noqa: PLW2901
        days[2 if following is None else not following.agreed].append(day_of(entry.at))
    return [tuple(group) for group in days]
