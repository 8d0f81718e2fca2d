"""Where a deal stands, and the findings of family P: salescli/README.md, read plainly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from salescli.domain.deal import Deal
from salescli.domain.process import Process, Step
from salescli.domain.time.duration import Duration
from support.brute_force import (
    Clause,
    Word,
    clauses,
    in_order,
    steps_held,
    word_of,
)

Said = tuple[str, ...]  # a finding: its code and the names that its message is about


def status_of(deal: Deal) -> str:
    """Open, or the result of the close that was not followed by a reopening."""
    status = "open"
    for entry in in_order(deal):
        if entry.kind in {"open", "reopen"}:
            status = "open"
        if entry.kind == "close":
            status = entry.result
    return status


def reached_of(process: Process, word: Word) -> str | None:
    """The furthest stage in which a step was held."""
    reached = None
    for stage in process.stages:
        if any(step.stage == stage.id and ("held", step.id) in word for step in process.steps):
            reached = stage.id
    return reached


def was_left(stage: str, process: Process, word: Word, status: str) -> bool:
    """A win leaves every stage.

    Order "stages": it is left when a step of a later one was held. Order "free": asking leaves
    the ask's stage and those before it.
    """
    stages = [each.id for each in process.stages]
    if status == "won":
        return True
    if process.order == "stages":
        later = stages[stages.index(stage) + 1 :]
        return any(("held", step.id) in word for step in process.steps if step.stage in later)
    if process.ask is None or ("held", process.ask.step) not in word:
        return False
    asked_in = next(step.stage for step in process.steps if step.id == process.ask.step)
    return stages.index(stage) <= stages.index(asked_in)


# The findings of family P


def findings(deal: Deal, process: Process, now: datetime) -> set[Said]:
    """What P01 to P06, P08 and P09 say; each with the step first, then the others by name."""
    word, status = word_of(deal), status_of(deal)
    undone = [clause for clause in clauses(process) if not clause.holds(word)]
    said = set(of_what_happened(undone, word))
    if status in {"open", "won"}:
        said |= set(of_what_is_missing(undone, process, word))
        declared = {step.id: step for step in process.steps}
        if status == "won":
            now = [entry.at for entry in in_order(deal) if entry.kind == "close"][-1]
        for clause in undone:
            target = declared.get(clause.other)
            if clause.rule == "leads_to" and is_late(deal, clause, target, now, declared):
                said.add(("P08", clause.other, clause.step))
    return said


def of_what_happened(undone: list[Clause], word: Word) -> Iterator[Said]:
    """P01, P02, P06 and P09: they stay, on closed deals too. P01 and P02 group per step.

    A step that was passed over is in one P01 alone: that of the first step that passed it.
    """
    passed = [clause for clause in undone if clause.rule == "after"]
    first = [
        clause
        for clause in passed
        if word.index(("held", clause.step))
        == min(word.index(("held", c.step)) for c in passed if c.other == clause.other)
    ]
    asked = [clause for clause in undone if clause.rule in {"ask-step", "ask-role"}]
    for code, clauses_of in (("P01", first), ("P02", asked)):
        for step in {clause.step for clause in clauses_of}:
            others = {clause.other for clause in clauses_of if clause.step == step}
            yield (code, step, *sorted(others))
    for clause in undone:
        if clause.rule == "at_most":
            yield "P06", clause.step
        if clause.rule == "never_with":
            yield "P09", clause.step, clause.other


def of_what_is_missing(undone: list[Clause], process: Process, word: Word) -> Iterator[Said]:
    """P03, P04 and P05: what is missing now, once the step's stage was left by what was done.

    Each speaks once of a step. Of the outcomes of a step that was never held, P05 says enough.
    """
    codes = {"outcome": "P03", "role": "P04", "times": "P05"}
    for step in process.steps:
        for rule, code in codes.items():
            others = {c.other for c in undone if c.rule == rule and c.step == step.id}
            never = rule == "outcome" and ("held", step.id) not in word
            if others and not never and was_left(step.stage, process, word, "open"):
                yield (code, step.id, *sorted(others - {""}))


def is_late(
    deal: Deal, clause: Clause, target: Step | None, now: datetime, declared: dict[str, Step]
) -> bool:
    """Whether the time frame of what must follow has passed since it was first left unanswered.

    What must follow in one go has the time frames of what stands before it as well.
    """
    if target is None or target.within is None:
        return False
    held = [(entry, name) for entry in in_order(deal) for name in steps_held(entry)]
    answers = [place for place, (_, name) in enumerate(held) if name == clause.other]
    waiting = held[answers[-1] + 1 :] if answers else held
    unanswered = [entry for entry, name in waiting if name == clause.step]
    unanswered = unanswered or [entry for entry, name in held if name == clause.step][-1:]
    limit = local_day(unanswered[0].at)
    for name in declared[clause.step].leads_to:
        frame = declared[name].within if name in declared else None
        limit = day_after(limit, frame) if frame is not None else limit
        if name == target.id:
            break
    return local_day(now) > limit


def local_day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo("Europe/Berlin")).date()


def day_after(day: date, duration: Duration) -> date:
    """So many days later, counted one by one; Monday to Friday are worked on."""
    left = duration.amount * {"bd": 1, "d": 1, "w": 7, "h": 0, "m": 0}[duration.unit]
    while left:
        day += timedelta(days=1)
        if duration.unit != "bd" or day.weekday() < 5:
            left -= 1
    return day
