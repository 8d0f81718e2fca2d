"""The steps of a deal that are still to come: which waits for which, and the days of each. Pure.

Still to come are the required steps that are unfinished, what is owed after a step that was held,
and the steps on the agenda; a gap, which the deal has got past, only where it is one of these.
Each begins when all that it waits for is done, and takes its time frame, once for each encounter
that it still needs; what has no time frame takes no time. A step is always done on a workday.
Counted forwards from today that gives the earliest day of each step; counted backwards from the
close, the latest. The one is the mirror of the other: every step has its earliest day no later
than its latest one if, and only if, the last one can be done by then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from salescli.domain.pending import is_pending, owed
from salescli.domain.process import Process, Step, earlier_steps
from salescli.domain.standing import Standing
from salescli.domain.time.workdays import Calendar

_MOST = 1000  # encounters of one step that are counted: nobody has time for more


@dataclass(frozen=True, slots=True)
class PendingStep:
    """A step still to come: how many encounters it needs, and the ids of those it waits for.

    `in_circle`: it begins although it waits for another, for they wait for one another.
    """

    step: Step
    times: int
    waits_for: frozenset[str]
    in_circle: bool = False


def in_turn(
    standing: Standing, process: Process, without: Collection[str] = ()
) -> tuple[PendingStep, ...]:
    """Return the steps still to come, less some, in an order in which they can be done.

    Where steps wait for one another in a circle, one of them has to begin: one that waits for the
    others only by implication (see `_implied`), if there is any.
    """
    left = [step for step in _to_come(standing, process) if step.id not in without]
    names = {step.id for step in left}
    declared = {step.id: {*step.after, *earlier_steps(step, process)} & names for step in left}
    every = {
        step.id: (declared[step.id] | _implied(step, process) & names) - {step.id} for step in left
    }
    turns: list[PendingStep] = []
    done: set[str] = set()
    while left:
        free = _first(left, every, done)
        begun = free or _out_of_a_circle(left, every, declared, done)
        times = max(begun.times - standing.held(begun.id), 1)
        turns.append(PendingStep(begun, times, frozenset(every[begun.id] & done), free is None))
        done.add(begun.id)
        left.remove(begun)
    return tuple(turns)


def _to_come(standing: Standing, process: Process) -> list[Step]:
    called = owed(standing, process)
    called.update(item.next.step for item in standing.agenda)
    pending = (step for step in process.steps if is_pending(step, standing))
    steps = {
        step.id: step
        for step in pending
        if step.id in called or (step.required and step.id not in standing.gaps)
    }
    return list(steps.values())


def _implied(step: Step, process: Process) -> set[str]:
    """Return what a step had better wait for: what leads to it, and before asking, the minimum."""
    before = set(_leading(process).get(step.id, ()))
    if process.ask is not None and process.ask.step == step.id:
        before |= set(process.minimum())
    return before


@lru_cache(maxsize=64)
def _leading(process: Process) -> dict[str, list[str]]:
    """Return the steps that lead to each step."""
    leading: dict[str, list[str]] = {}
    for step in process.steps:
        for following in step.leads_to:
            leading.setdefault(following, []).append(step.id)
    return leading


def _first(left: Sequence[Step], waits: Mapping[str, set[str]], done: set[str]) -> Step | None:
    return next((step for step in left if waits[step.id] - {step.id} <= done), None)


def _out_of_a_circle(
    left: Sequence[Step],
    every: Mapping[str, set[str]],
    declared: Mapping[str, set[str]],
    done: set[str],
) -> Step:
    """Return the step to begin with where each one waits for another."""
    circle = _circle(left, every, done)
    return (
        _first(circle, declared, done)
        or _first(left, declared, done)
        or _circle(left, declared, done)[0]
    )


def _circle(left: Sequence[Step], waits: Mapping[str, set[str]], done: set[str]) -> list[Step]:
    """Return steps that wait for one another, each for the one after it."""
    way = [left[0]]
    while True:
        ahead = waits[way[-1].id] - done - {way[-1].id}
        step = next(other for other in left if other.id in ahead)
        if step in way:
            return way[way.index(step) :]
        way.append(step)


def earliest(
    turns: Sequence[PendingStep],
    today: date,
    calendar: Calendar,
    scheduled: Mapping[str, date] | None = None,
    not_before: Mapping[str, date] | None = None,
) -> dict[str, date]:
    """Return the day by which each step can be done, when all begin as soon as they can.

    A step that is `scheduled` for today or later takes place on that day, whatever it waits for;
    one that is `not_before` a day waits for that day too.
    """
    days = {step: day for step, day in (scheduled or {}).items() if day >= today}
    least = not_before or {}
    ends: dict[str, date] = {}
    for turn in turns:
        name = turn.step.id
        if name in days:
            ends[name] = _after(replace(turn, times=turn.times - 1), days[name], calendar)
        else:
            day = max((ends[other] for other in turn.waits_for), default=today)
            ends[name] = max(_after(turn, day, calendar), least.get(name, date.min))
    return ends


def _after(turn: PendingStep, day: date, calendar: Calendar) -> date:
    """Return the day by which a step can be done that begins on a day."""
    for _ in range(min(turn.times, _MOST)):
        day = _forwards(day, turn.step, calendar)
    return day


def earliest_without(
    turns: Sequence[PendingStep], today: date, calendar: Calendar
) -> Iterator[tuple[Step, date]]:
    """Yield each step, and the day by which all the others can be done when it is left out.

    For steps of which none waits for a later one: those before the one left out stay as they are.
    What all steps of a stage wait for is looked at once for all of them.
    """
    ends = earliest(turns, today, calendar)
    shared = {
        stage: frozenset.intersection(
            *(turn.waits_for for turn in turns if turn.step.stage == stage)
        )
        for stage in {turn.step.stage for turn in turns}
    }
    own = [turn.waits_for - shared[turn.step.stage] for turn in turns]
    before = today
    for place, out in enumerate(turns):
        now = ends | {out.step.id: date.min}
        starts: dict[str, date] = {}
        last = before
        for turn, waits in zip(turns[place + 1 :], own[place + 1 :], strict=True):
            stage = turn.step.stage
            if stage not in starts:
                starts[stage] = max((now[name] for name in shared[stage]), default=date.min)
            day = max((now[name] for name in waits), default=date.min)
            now[turn.step.id] = day = _after(turn, max(day, starts[stage], today), calendar)
            last = max(last, day)
        yield out.step, last
        before = max(before, ends[out.step.id])


def latest(turns: Sequence[PendingStep], close: date, calendar: Calendar) -> dict[str, date]:
    """Return the day by which each step must be done for all of them to be done by the close."""
    ends: dict[str, date] = {}
    begins: dict[str, date] = {}  # the latest day on which what waits for a step can begin
    for turn in reversed(turns):
        day = begins.get(turn.step.id) or _workday_before(close, calendar)
        ends[turn.step.id] = day
        for _ in range(min(turn.times, _MOST)):
            day = _backwards(day, turn.step, calendar)
        for name in turn.waits_for:
            begins[name] = min(begins.get(name, day), day)
    return ends


def _forwards(day: date, step: Step, calendar: Calendar) -> date:
    try:
        return calendar.next_workday(calendar.add(day, step.within) if step.within else day)
    except ValueError:
        return date.max


def _backwards(day: date, step: Step, calendar: Calendar) -> date:
    try:
        before = calendar.subtract(day, step.within) if step.within else day
    except ValueError:
        return date.min
    return _workday_before(before, calendar)


def _workday_before(day: date, calendar: Calendar) -> date:
    try:
        return calendar.last_workday(day)
    except ValueError:
        return date.min
