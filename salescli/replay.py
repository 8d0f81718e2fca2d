"""Replay: a deal's log, read against its process, gives its standing.

The theory. A log is a finite sequence of entries in order of `at` (entries of the same time in
the order of the file). An encounter or an import *holds* the steps that it names, in their
order, each at a moment of its own; the people and outcomes of an entry belong to its beginning,
so that they count for all its steps. A step is *finished* once it was held `times` times and
each of its required outcomes was met, or once it was skipped: a skip is no holding, it only
sets the step aside. An ending clears the next step, reopening starts anew without one.

Replay is pure, total and linear in the length of the log: it never raises on what it can't use
(undeclared steps, unknown people), it passes over it, and checks speak of it. It knows no
clock. What each requirement of the process comes to is read off the trace in `verdicts.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import attrgetter

from salescli.model.deal import RESULTS, Deal, Entry, NextStep
from salescli.model.moment import When, day_of, sort_key
from salescli.model.process import STAGES, Process, Step
from salescli.model.standing import Standing, Status, Trace

_BY_TIME = attrgetter("at")
STARTS_OVER = ("open", "reopen", "close")  # what came before such an entry is not in force


def replay(deal: Deal, process: Process) -> Standing:
    """The standing of a deal in a process."""
    log = tuple(sorted(deal.log, key=_BY_TIME))
    trace = trace_of(log, {handle: person.role for handle, person in deal.people.items()})
    status, ending = _status(log)
    finished = _finished(process, trace)
    reached = _reached(process, trace)
    next_entry, put_off = _next_entry(log) if status is Status.OPEN else (None, 0)
    return Standing(
        status=status,
        log=log,
        trace=trace,
        finished=finished,
        stage=_stage(process, finished),
        reached=reached,
        left=_left(process, trace, reached, status),
        next=next_entry.next if next_entry else None,
        next_entry=next_entry,
        put_off=put_off,
        ending=ending,
        last_encounter=next((entry for entry in reversed(log) if entry.is_encounter), None),
        unfollowed=_unfollowed(log),
    )


def is_open(deal: Deal) -> bool:
    """Whether a deal is still to be won: as its standing says, without replaying it."""
    return _status(sorted(deal.log, key=_BY_TIME))[0] is Status.OPEN


def trace_of(log: Sequence[Entry], roles: Mapping[str, str]) -> Trace:
    """The moments of a log that is in order of time; `roles` gives the role of each person."""
    entries: list[Entry] = []
    held: dict[str, list[int]] = {}
    skipped: dict[str, int] = {}
    met: dict[str, int] = {}
    role_first: dict[str, int] = {}
    role_last: dict[str, int] = {}
    for entry in log:
        beginning = len(entries)
        entries.append(entry)
        for outcome in entry.met:
            met.setdefault(outcome, beginning)
        if entry.holds:
            for step in dict.fromkeys(entry.steps):
                held.setdefault(step, []).append(len(entries))
                entries.append(entry)
        elif entry.kind == "skip":
            for step in dict.fromkeys(entry.steps):
                skipped.setdefault(step, len(entries))
                entries.append(entry)
        if entry.is_encounter:
            for role in filter(None, map(roles.get, entry.people)):
                role_first.setdefault(role, beginning)
                role_last[role] = len(entries) - 1
    return Trace(tuple(entries), held, skipped, met, role_first, role_last)


def finished_by_holding(step: Step, trace: Trace) -> int | None:
    """The moment at which a step was finished by being held, skips aside; None if it wasn't."""
    held = trace.held.get(step.id, ())
    if len(held) < step.times:
        return None
    last = held[step.times - 1]
    for outcome in step.outcomes:
        if outcome.required:
            met = trace.met.get(outcome.id)
            if met is None:
                return None
            last = max(last, met)
    return last


def _finished(process: Process, trace: Trace) -> dict[str, int]:
    finished = {}
    for step in process.steps:
        moment = finished_by_holding(step, trace)
        skipped = trace.skipped.get(step.id)
        if skipped is not None and (moment is None or skipped < moment):
            moment = skipped
        if moment is not None:
            finished[step.id] = moment
    return finished


def _status(log: Sequence[Entry]) -> tuple[Status, Entry | None]:
    for entry in reversed(log):
        if entry.kind == "close" and entry.result in RESULTS:
            return Status(entry.result), entry
        if entry.kind in ("open", "reopen"):
            break
    return Status.OPEN, None


def _stage(process: Process, finished: Mapping[str, int]) -> str | None:
    unfinished = {step.stage for step in process.steps if step.required and step.id not in finished}
    for stage in process.stages:
        if stage.id in unfinished:
            return stage.id
    return process.stages[-1].id if process.stages else None


def _reached(process: Process, trace: Trace) -> str | None:
    held = {step.stage for step in process.steps if step.id in trace.held}
    return next((stage.id for stage in reversed(process.stages) if stage.id in held), None)


def _left(process: Process, trace: Trace, reached: str | None, status: Status) -> frozenset[str]:
    """The stages that were left.

    With order "free", asking leaves the stage of the ask and those before it: what comes after
    the ask can't have been left by it.
    """
    stages = [stage.id for stage in process.stages]
    if status is Status.WON:
        return frozenset(stages)
    if process.order == STAGES:
        return frozenset(stages[: stages.index(reached)] if reached else ())
    asked = process.step(process.ask.step) if process.ask else None
    if asked is None or asked.id not in trace.held or asked.stage not in stages:
        return frozenset()
    return frozenset(stages[: stages.index(asked.stage) + 1])


def _next_entry(log: Sequence[Entry]) -> tuple[Entry | None, int]:
    """The entry whose next step is in force, and how often that step was put off."""
    current: Entry | None = None
    put_off = 0
    for entry in log:
        if entry.kind in STARTS_OVER:
            current = None
        if entry.next is not None:
            put_off = _put_off(put_off, current.next if current else None, entry, entry.next)
            current = entry
        elif entry.is_encounter:
            current = None
    return current, put_off


def _put_off(count: int, before: NextStep | None, entry: Entry, after: NextStep) -> int:
    """How often the next step was put off, now that `entry` names `after` in place of `before`.

    It starts from zero with another step, and once the step was held.
    """
    if before is None or not same_step(before, after) or before.step in entry.steps:
        return 0
    return count + _is_later(after.on, before.on)


def _is_later(on: When, than: When) -> bool:
    """Whether that is later, by the day where one of them is a day alone."""
    if isinstance(on, datetime) and isinstance(than, datetime):
        return sort_key(on) > sort_key(than)
    return day_of(on) > day_of(than)


def same_step(before: NextStep, after: NextStep) -> bool:
    """Whether a next step takes up another one, be it at another time or with other people."""
    return (before.step or before.what) == (after.step or after.what)


def _unfollowed(log: Sequence[Entry]) -> tuple[Entry, ...]:
    """Encounters without a next step after which the log goes on, neither scheduling nor closing.

    The encounter whose lack leaves the deal without a next step now is not among them.
    """
    last = max((n for n, entry in enumerate(log) if entry.is_encounter or entry.next), default=-1)
    return tuple(
        entry
        for place, entry in enumerate(log[: max(last, 0)])
        if entry.is_encounter
        and entry.next is None
        and log[place + 1].next is None
        and log[place + 1].kind != "close"
    )
