"""The steps of a deal that are still to come: which waits for which, and the days of each. Pure.

Still to come are the required steps that are unfinished, what is owed after a step that was held,
and a step that is scheduled. Each begins when all that it waits for is done, and takes its time
frame, once for each encounter that it still needs; what has no time frame takes no time. A step is
always done on a workday. Counted forwards from today that gives the earliest day of each step;
counted backwards from the close, the latest. The one is the mirror of the other: every step has
its earliest day no later than its latest one if, and only if, the last one can be done by then.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from salescli.model.calendar import Calendar
from salescli.model.process import Process, Step, earlier_steps
from salescli.model.standing import Standing

_MOST = 1000  # encounters of one step that are counted: nobody has time for more


@dataclass(frozen=True, slots=True)
class Turn:
    """A step still to come: how many encounters it needs, and the ids of those it waits for."""

    step: Step
    times: int
    waits_for: frozenset[str]


def is_pending(step: Step, standing: Standing) -> bool:
    """Whether a step is unfinished, and may be held once more."""
    exhausted = step.at_most is not None and standing.held(step.id) >= step.at_most
    return step.id not in standing.finished and not exhausted


def owed(standing: Standing, process: Process) -> set[str]:
    """The ids of the steps that must come after one that was held, and haven't yet."""
    return {
        following
        for step in process.steps
        if (held := standing.trace.held.get(step.id))
        for following in step.leads_to
        if not _came_after(standing, following, held[-1])
    }


def _came_after(standing: Standing, step: str, moment: int) -> bool:
    held = standing.trace.held.get(step)
    return standing.was_skipped(step) or bool(held and held[-1] > moment)


def in_turn(
    standing: Standing, process: Process, without: Collection[str] = ()
) -> tuple[Turn, ...]:
    """The steps still to come, less some, in an order in which they can be done.

    Where steps wait for one another in a circle, one of them has to begin: one that waits for the
    others only by implication (see `_implied`), if there is any.
    """
    left = [one for one in _to_come(standing, process) if one.id not in without]
    names = {one.id for one in left}
    said = {one.id: {*one.after, *earlier_steps(one, process)} & names for one in left}
    every = {one.id: (said[one.id] | _implied(one, process) & names) - {one.id} for one in left}
    turns: list[Turn] = []
    done: set[str] = set()
    while left:
        step = _first(left, every, done) or _out_of_a_circle(left, every, said, done)
        times = max(step.times - standing.held(step.id), 1)
        turns.append(Turn(step, times, frozenset(every[step.id] & done)))
        done.add(step.id)
        left.remove(step)
    return tuple(turns)


def _to_come(standing: Standing, process: Process) -> list[Step]:
    called = owed(standing, process)
    if standing.next is not None:
        called.add(standing.next.step)
    pending = (one for one in process.steps if is_pending(one, standing))
    steps = {one.id: one for one in pending if one.required or one.id in called}
    return list(steps.values())


def _implied(step: Step, process: Process) -> set[str]:
    """What a step had better wait for: what leads to it, and before asking, the minimum."""
    before = {other.id for other in process.steps if step.id in other.leads_to}
    if process.ask is not None and process.ask.step == step.id:
        before |= set(process.minimum())
    return before


def _first(left: Sequence[Step], waits: Mapping[str, set[str]], done: set[str]) -> Step | None:
    return next((one for one in left if waits[one.id] - {one.id} <= done), None)


def _out_of_a_circle(
    left: Sequence[Step],
    every: Mapping[str, set[str]],
    said: Mapping[str, set[str]],
    done: set[str],
) -> Step:
    """The step to begin with where each one waits for another."""
    circle = _circle(left, every, done)
    return _first(circle, said, done) or _first(left, said, done) or _circle(left, said, done)[0]


def _circle(left: Sequence[Step], waits: Mapping[str, set[str]], done: set[str]) -> list[Step]:
    """Steps that wait for one another, each for the one after it."""
    way = [left[0]]
    while True:
        ahead = waits[way[-1].id] - done - {way[-1].id}
        step = next(one for one in left if one.id in ahead)
        if step in way:
            return way[way.index(step) :]
        way.append(step)


def earliest(turns: Sequence[Turn], today: date, calendar: Calendar) -> dict[str, date]:
    """The day by which each step can be done, when all begin as soon as they can."""
    ends: dict[str, date] = {}
    for turn in turns:
        day = max((ends[name] for name in turn.waits_for), default=today)
        for _ in range(min(turn.times, _MOST)):
            day = _forwards(day, turn.step, calendar)
        ends[turn.step.id] = day
    return ends


def latest(turns: Sequence[Turn], close: date, calendar: Calendar) -> dict[str, date]:
    """The day by which each step must be done, for the last of them to be done by the close."""
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
