"""The plan of a deal as it can be sent to the buyer: what both sides know, days that hold. Pure.

Where what is left doesn't fit before the agreed close, it proposes the first close that does, the
same one that our own plan comes to. A step that took place is behind both sides, whatever we would
still like to come of it: it isn't shown, and its time is left. A day on the agenda that has passed
is no day for what is still to come. The close of a renewal is the contract's last day, and stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from salescli.domain.action_plan import Done, PlannedRow, rows_to_come
from salescli.domain.advice import earliest_end, renews
from salescli.domain.deal import Deal, NextStep
from salescli.domain.process import Process, Step
from salescli.domain.schedule import earliest, in_turn, latest
from salescli.domain.standing import Standing
from salescli.domain.time.moment import day_of, sort_key
from salescli.domain.time.workdays import Calendar


@dataclass(frozen=True, slots=True)
class BuyerPlan:
    """What is still to come until the `close`, and what was done.

    `is_proposed`: the close is not the one that was agreed, or none was. Each row is done `by` its
    day, or on the day that is scheduled; only with the dates as they are may a day have passed.
    `again` are steps that took place and that we would have once more: they are no rows.
    """

    deal: Deal
    process: Process
    today: date
    close: date
    is_proposed: bool
    again: tuple[Step, ...]
    rows: tuple[PlannedRow, ...]
    done: tuple[Done, ...]


def make_buyer_plan(
    deal: Deal,
    process: Process,
    standing: Standing,
    today: date,
    calendar: Calendar,
    *,
    as_is: bool = False,
) -> BuyerPlan:
    """Return the plan to share of an open deal; `as_is` keeps an agreed close that can't be met."""
    booked = _booked(standing, today)
    behind = _behind(standing, process, booked)
    turns = in_turn(standing, process, behind)
    held_from = {name: item.day for name, item in booked.items()}
    soonest = earliest(turns, today, calendar, not_before=held_from)
    ends = [*soonest.values(), earliest_end(standing, process, today, calendar)] if turns else []
    end = max(ends, default=today)
    agreed, stays = deal.close, as_is or renews(deal, process)
    close = agreed if agreed is not None and (stays or agreed >= end) else end
    days = {name: (day, soonest[name]) for name, day in latest(turns, close, calendar).items()}
    rows = rows_to_come(deal, process, standing, turns, days)
    return BuyerPlan(
        deal=deal,
        process=process,
        today=today,
        close=close,
        is_proposed=close != agreed,
        again=tuple(turn.step for turn in in_turn(standing, process) if turn.step.id in behind),
        rows=_placed(rows, booked),
        done=_held(process, standing),
    )


def _booked(standing: Standing, today: date) -> dict[str, NextStep]:
    """Return the first item of the agenda from today on, by its step."""
    ahead: dict[str, NextStep] = {}
    for item in standing.agenda:
        if item.next.step and item.next.day >= today:
            ahead.setdefault(item.next.step, item.next)
    return ahead


def _behind(standing: Standing, process: Process, booked: Collection[str]) -> set[str]:
    """Return the steps that took place as often as they must, and of which no other is booked."""
    return {
        step.id
        for step in process.steps
        if step.id not in booked and standing.held(step.id) >= step.times
    }


def _placed(rows: Iterable[PlannedRow], booked: Mapping[str, NextStep]) -> tuple[PlannedRow, ...]:
    """Return the rows in the order of their days, each waiting for those before it only."""
    placed = [replace(row, scheduled=booked.get(row.step.id)) for row in rows]
    placed.sort(key=_when)
    seen: set[str] = set()
    after: list[PlannedRow] = []
    for row in placed:
        after.append(replace(row, after=tuple(step for step in row.after if step.id in seen)))
        seen.add(row.step.id)
    return tuple(after)


def _when(row: PlannedRow) -> tuple[date, time]:
    return sort_key(row.scheduled.on if row.scheduled is not None else row.by)


def _held(process: Process, standing: Standing) -> tuple[Done, ...]:
    """Return the steps that took place, by the day of the last time."""
    trace = standing.trace
    done = [
        Done(step, day_of(trace.entries[held[-1]].at), len(held))
        for step in process.steps
        if (held := trace.held.get(step.id))
    ]
    return tuple(sorted(done, key=lambda item: item.on))
