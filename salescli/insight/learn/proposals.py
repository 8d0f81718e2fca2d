"""What a next revision could do better: each proposal with the deals that speak for it.

Two kinds of proof are asked for. That something matters must be more than chance would give among
all the comparisons that were made. That something may go must be shown to cost nothing: to have
found no difference is not enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from salescli.domain.process import Process, Step
from salescli.domain.time.duration import LARGEST
from salescli.insight.learn.compare import LEVEL, ComparedFact, Comparison, more_needed
from salescli.insight.learn.learn import UNUSED, Lessons, family_of
from salescli.insight.learn.pace import limit_of, upper_quartile
from salescli.insight.statistics.proportion import wilson
from salescli.text.handles import slug


class ProposalKind(StrEnum):
    """What is proposed."""

    REQUIRED = "required"
    EARLIER = "earlier"
    TIGHTEN = "tighten"
    MEET = "meet"
    DISQUALIFY = "disqualify"
    OPTIONAL = "optional"
    LOOSEN = "loosen"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """A value of the process's file, taken out where it is None.

    `path` names steps and outcomes by their ids: `("step", "demo", "within")`.
    """

    path: tuple[str, ...]
    value: Any


@dataclass(frozen=True, slots=True)
class ProcessProposal:
    """A change to the process, `about` one thing of it, and why.

    `evidence` is the comparison that speaks for it; without one it is counted in `held` deals.
    `more` is about how many more deals it takes before there is proof: None where it is proposed.
    """

    kind: ProposalKind
    about: str
    changes: tuple[ProposedChange, ...]
    evidence: Comparison | None = None
    held: int = 0
    more: int | None = None

    @property
    def id(self) -> str:
        """Its name on a command line: `required:workshop`."""
        return f"{self.kind}:{self.about}"


def process_proposals(lessons: Lessons) -> list[ProcessProposal]:
    """Return what the deals speak for, the surest of each kind first."""
    proven = [
        proposal
        for proposal in _candidates(lessons)
        if proposal.evidence and proposal.evidence.tells
    ]
    proven.sort(
        key=lambda proposal: (
            list(ProposalKind).index(proposal.kind),
            proposal.evidence.p if proposal.evidence else 0,
        )
    )
    return [*proven, *_unused(lessons)]


def not_yet(lessons: Lessons) -> list[ProcessProposal]:
    """Return proposals that so few deals don't prove yet, with the number of deals missing."""
    hints = []
    for proposal in _candidates(lessons):
        evidence = proposal.evidence
        if (
            evidence is None
            or evidence.tells
            or (evidence.p >= LEVEL and not evidence.question.frees)
        ):
            continue
        more = more_needed(evidence, lessons.tested(family_of(lessons.process, evidence)))
        if more is not None:
            hints.append(replace(proposal, more=more))
    return hints


def _candidates(lessons: Lessons) -> Iterator[ProcessProposal]:
    """Yield what each comparison would speak for, if it showed more than chance."""
    for comparison in lessons.comparisons:
        make = _MAKERS.get(comparison.question)
        possible = make is not None and (comparison.question.frees or not comparison.lacks)
        proposal = make(lessons, comparison) if make and possible else None
        if proposal is not None:
            yield proposal


def _step_of(lessons: Lessons, comparison: Comparison) -> Step:
    step = lessons.process.step(comparison.about)
    assert step is not None  # noqa: S101 - comparisons are made of the process's own steps
    return step


def _required(lessons: Lessons, comparison: Comparison) -> ProcessProposal | None:
    if _step_of(lessons, comparison).required or not comparison.helps:
        return None
    change = ProposedChange(("step", comparison.about, "required"), value=True)
    return ProcessProposal(ProposalKind.REQUIRED, comparison.about, (change,), comparison)


def _optional(_lessons: Lessons, comparison: Comparison) -> ProcessProposal:
    change = ProposedChange(("step", comparison.about, "required"), value=False)
    return ProcessProposal(ProposalKind.OPTIONAL, comparison.about, (change,), comparison)


def _tighten(lessons: Lessons, comparison: Comparison) -> ProcessProposal | None:
    step, limit = _step_of(lessons, comparison), comparison.limit
    # A time frame of hours is tighter than any of days: then `limit_of` gives none.
    tightest = step.within is not None and limit_of(step) is None
    if not comparison.helps or tightest or limit is None or limit >= (limit_of(step) or LARGEST):
        return None
    change = ProposedChange(("step", comparison.about, "within"), f"{limit}bd")
    return ProcessProposal(ProposalKind.TIGHTEN, comparison.about, (change,), comparison)


def _loosen(lessons: Lessons, comparison: Comparison) -> ProcessProposal | None:
    most = upper_quartile(lessons.process, comparison.about, lessons.deals)
    if most is None or comparison.limit is None or not comparison.limit < most <= LARGEST:
        return None
    change = ProposedChange(("step", comparison.about, "within"), f"{most}bd")
    return ProcessProposal(ProposalKind.LOOSEN, comparison.about, (change,), comparison)


def _meet(lessons: Lessons, comparison: Comparison) -> ProcessProposal | None:
    ask = lessons.process.ask
    if ask is None or comparison.about in ask.roles or not comparison.helps:
        return None
    change = ProposedChange(("ask", "roles"), (*ask.roles, comparison.about))
    return ProcessProposal(ProposalKind.MEET, comparison.about, (change,), comparison)


def _earlier(lessons: Lessons, comparison: Comparison) -> ProcessProposal | None:
    step, process = _step_of(lessons, comparison), lessons.process
    if not comparison.helps:
        return None
    early = [deal.early[step.id] for deal in lessons.deals if deal.won and step.id in deal.early]
    jumped = Counter(other for others in early for other in others)
    usual = {other for other, times in jumped.items() if times * 2 >= len(early)}
    stage = _earliest_stage(process, step, usual)
    after = tuple(
        other
        for other in step.after
        if other not in usual and _place(process, other) <= _stage_place(process, stage)
    )
    changes = []
    if stage != step.stage:
        changes.append(ProposedChange(("step", step.id, "stage"), stage))
    if after != step.after:
        changes.append(ProposedChange(("step", step.id, "after"), after or None))
    return (
        ProcessProposal(ProposalKind.EARLIER, step.id, tuple(changes), comparison)
        if changes
        else None
    )


def _earliest_stage(process: Process, step: Step, others: set[str]) -> str:
    stages = [other.stage for other in process.steps if other.id in others] + [step.stage]
    return min(stages, key=lambda stage: _stage_place(process, stage))


def _place(process: Process, name: str) -> int:
    step = process.step(name)
    return _stage_place(process, step.stage) if step else -1


def _stage_place(process: Process, name: str) -> int:
    return next((n for n, stage in enumerate(process.stages) if stage.id == name), -1)


def _disqualify(lessons: Lessons, comparison: Comparison) -> ProcessProposal | None:
    """Return a proposal where even the top of the interval is under half of what the others win."""
    table = comparison.total
    others = table.won_without / table.lacking
    name = slug(comparison.about)
    known = {reason.id for reason in lessons.process.disqualify}
    if wilson(table.won_with, table.having).high * 2 >= others or not name or name in known:
        return None
    field, _, value = comparison.about.partition(":")
    change = ProposedChange(("disqualify", name), f"{field.capitalize()}: {value}")
    return ProcessProposal(ProposalKind.DISQUALIFY, comparison.about, (change,), comparison)


_MAKERS: dict[ComparedFact, Callable[[Lessons, Comparison], ProcessProposal | None]] = {
    ComparedFact.STEP: _required,
    ComparedFact.LEFT_OUT: _optional,
    ComparedFact.PACE: _tighten,
    ComparedFact.LATE: _loosen,
    ComparedFact.ROLE: _meet,
    ComparedFact.EARLY: _earlier,
    ComparedFact.FACT: _disqualify,
}


def _unused(lessons: Lessons) -> Iterator[ProcessProposal]:
    """Yield the outcomes that nobody met, though their step was held often enough."""
    for step in lessons.process.steps:
        for outcome in step.outcomes:
            held = lessons.held.get(outcome.id, 0)
            if held >= UNUSED and not lessons.used.get(outcome.id):
                change = ProposedChange(("step", step.id, "outcome", outcome.id), None)
                yield ProcessProposal(ProposalKind.DROP, outcome.id, (change,), held=held)


def changes_of(chosen: Sequence[ProcessProposal]) -> list[tuple[tuple[str, ...], Any]]:
    """Return the changes of several proposals, by path; two that add to one list add both."""
    merged: dict[tuple[str, ...], Any] = {}
    for change in (change for proposal in chosen for change in proposal.changes):
        before = merged.get(change.path)
        both = isinstance(before, tuple) and isinstance(change.value, tuple)
        merged[change.path] = (
            tuple(dict.fromkeys((*(before or ()), *change.value))) if both else change.value
        )
    return list(merged.items())
