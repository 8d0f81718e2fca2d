"""Replay: a deal's log, read against its process, gives its standing.

The theory. A log is a finite sequence of entries in order of `at` (entries of the same time in
the order of the file). An encounter or an import *holds* the steps that it names, in their
order, each at a moment of its own; the people and outcomes of an entry belong to its beginning,
so that they count for all its steps. A step is *finished* once it was held `times` times and
each of its required outcomes was met, or once it was skipped: a skip is no holding, it only
sets the step aside. The stage *reached* is the furthest one in which a step was held; the deal's
stage is that one, or the next where every required step of it is finished: what is unfinished in
earlier ones are its *gaps*, which never hold it back. What is due is the agenda (see `agenda.py`).

Replay is pure, total and linear in the length of the log: it never raises on what it can't use
(undeclared steps, unknown people), it passes over it, and checks report it. It knows no
clock. What each requirement of the process comes to is read off the trace in `verdicts.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from salescli.domain.agenda import Agenda, Turn
from salescli.domain.deal import RESULTS, TURNS, Deal, Entry, by_time
from salescli.domain.process import STAGES, Process, Step
from salescli.domain.standing import Standing, Status, Trace


def replay(deal: Deal, process: Process) -> Standing:
    """Return the standing of a deal in a process."""
    log = by_time(deal.log)
    trace = trace_of(log, {handle: person.role for handle, person in deal.people.items()})
    status, ending = _status(log)
    finished = _finished(process, trace)
    reached = _reached(process, trace)
    stage = _stage(process, finished, reached)
    agenda = Agenda({step.id for step in process.steps})
    turns = [agenda.take(entry) for entry in log]
    return Standing(
        status=status,
        log=log,
        trace=trace,
        finished=finished,
        stage=stage,
        reached=reached,
        left=frozenset(stage.id for stage in process.stages)
        if status is Status.WON
        else left_behind(process, trace, reached),
        gaps=_gaps(process, finished, stage),
        agenda=agenda.items() if status is Status.OPEN else (),
        follow_ups={
            n: turn.follow_up
            for n, turn in enumerate(turns)
            if turn.entry.is_encounter and not turn.entry.is_elsewhere
        },
        ending=ending,
        last_encounter=next((entry for entry in reversed(log) if entry.is_encounter), None),
        unfollowed=_unfollowed(turns),
    )


def is_open(deal: Deal) -> bool:
    """Return whether a deal is still to be won: as its standing says, without replaying it."""
    return _status(by_time(entry for entry in deal.log if entry.kind in TURNS))[0] is Status.OPEN


def trace_of(log: Sequence[Entry], roles: Mapping[str, str]) -> Trace:
    """Return the moments of a log in order of time; `roles` gives the role of each person."""
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
        if entry.steps and entry.holds:
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
    """Return the moment at which a step was finished by being held, None if it was not."""
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


def _stage(process: Process, finished: Mapping[str, int], reached: str | None) -> str | None:
    """Return the stage reached, the next one where all of it is finished; else the first."""
    stages = [stage.id for stage in process.stages]
    if reached is None:
        return stages[0] if stages else None
    here = stages.index(reached)
    done = all(
        step.id in finished for step in process.steps if step.required and step.stage == reached
    )
    return stages[min(here + done, len(stages) - 1)]


def _gaps(process: Process, finished: Mapping[str, int], stage: str | None) -> tuple[str, ...]:
    stages = [each.id for each in process.stages]
    earlier = set(stages[: stages.index(stage)]) if stage is not None else ()
    unfinished = (step for step in process.steps if step.required and step.id not in finished)
    return tuple(dict.fromkeys(step.id for step in unfinished if step.stage in earlier))


def _reached(process: Process, trace: Trace) -> str | None:
    held = {step.stage for step in process.steps if step.id in trace.held}
    return next((stage.id for stage in reversed(process.stages) if stage.id in held), None)


def left_behind(process: Process, trace: Trace, reached: str | None) -> frozenset[str]:
    """Return the stages that were left by what was done, whatever became of the deal.

    With order "free", asking leaves the stage of the ask and those before it: what comes after
    the ask can't have been left by it.
    """
    stages = [stage.id for stage in process.stages]
    if process.order == STAGES:
        return frozenset(stages[: stages.index(reached)] if reached else ())
    asking = process.step(process.ask.step) if process.ask else None
    if asking is None or asking.id not in trace.held or asking.stage not in stages:
        return frozenset()
    return frozenset(stages[: stages.index(asking.stage) + 1])


def _unfollowed(log: Sequence[Turn]) -> tuple[Entry, ...]:
    """Return the encounters that left nothing on the agenda, though the log goes on after them.

    The entry after them neither schedules nor closes. The encounter whose lack leaves the deal
    without a next step now is not among them.
    """
    speaking = (n for n, turn in enumerate(log) if turn.entry.is_encounter or turn.entry.nexts)
    last = max(speaking, default=-1)
    return tuple(
        turn.entry
        for turn, after in pairwise(log[: last + 1])
        if turn.entry.is_encounter
        and not turn.entry.is_elsewhere
        and turn.follow_up is None
        and not after.entry.nexts
        and after.entry.kind != "close"
    )
