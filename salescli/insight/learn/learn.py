"""What the closed deals of a process teach: all the comparisons, and what is merely counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from salescli.domain.process import Process
from salescli.domain.standing import Status
from salescli.insight.learn.compare import ComparedFact, Comparison, corrected_for_number, missing
from salescli.insight.learn.evidence import Evidence
from salescli.insight.learn.order import (
    DealResult,
    StepOrder,
    StopPoint,
    deal_results,
    step_order,
    stop_points,
)
from salescli.insight.learn.pace import Pace, compared_paces, paces
from salescli.insight.learn.shares import share_comparisons

# An outcome that none of so many deals met can be missed in 15 % of all deals at most (Wilson).
UNUSED = 22


class Family(StrEnum):
    """Comparisons whose p-values are corrected together."""

    MATTERS = "matters"
    MAY_GO = "may go"
    SHOWN = "only shown"


@dataclass(frozen=True, slots=True)
class Lessons:
    """What some closed deals say of the process in force.

    `comparisons` are all that were asked for, their p-values corrected for their number: apart for
    those that ask what matters, for those that ask what may go, and for the others, which are
    only shown. `skipped` counts
    the deals in which each step was set aside on the record, `used` those in which each outcome
    was met, of the `held` in which an encounter held its step and outcomes are kept at all.
    `imported` counts the deals of which some steps come from elsewhere.
    """

    process: Process
    deals: tuple[Evidence, ...]
    comparisons: tuple[Comparison, ...]
    paces: tuple[Pace, ...]
    order: StepOrder
    stops: tuple[StopPoint, ...]
    results: tuple[DealResult, ...]
    skipped: Mapping[str, int]
    held: Mapping[str, int]
    used: Mapping[str, int]
    imported: int

    def answers_to(self, question: ComparedFact) -> list[Comparison]:
        """Return the comparisons of one kind."""
        return [comparison for comparison in self.comparisons if comparison.question is question]

    def counted(self, result: Status) -> int:
        """Return how many deals ended with that result."""
        return sum(deal.result == result for deal in self.deals)

    def tested(self, family: Family) -> int:
        """Return how many comparisons of a family had enough deals."""
        own = (
            comparison
            for comparison in self.comparisons
            if family_of(self.process, comparison) is family
        )
        return sum(not comparison.lacks for comparison in own)

    @property
    def lacks(self) -> tuple[int, int]:
        """How many won and how many lost deals are missing before anything can be compared."""
        return missing(self.counted(Status.WON)), missing(self.counted(Status.LOST))


def learn_from(process: Process, deals: Sequence[Evidence]) -> Lessons:
    """Return the lessons of closed deals for the process in force, whatever revision they followed.

    Won deals are compared with lost ones: what the buyer decided. Those that we walked away from
    are counted beside them, and compared with neither: their end was our own choice.
    """
    comparisons = [*share_comparisons(process, deals), *compared_paces(process, deals)]
    return Lessons(
        process=process,
        deals=tuple(deals),
        comparisons=tuple(_by_family(process, comparisons)),
        paces=tuple(paces(process, deals)),
        order=step_order(process, deals),
        stops=tuple(stop_points(process, deals)),
        results=tuple(deal_results(deals)),
        skipped=Counter(step for deal in deals for step in deal.skipped),
        held=_held(process, deals),
        used=Counter(outcome for deal in deals for outcome in deal.met),
        imported=sum(deal.unknown for deal in deals),
    )


def _by_family(process: Process, comparisons: Sequence[Comparison]) -> list[Comparison]:
    """Return the comparisons in the same order, the p-values of each family corrected together."""
    result = list(comparisons)
    for family in Family:
        own = [
            place
            for place, comparison in enumerate(comparisons)
            if family_of(process, comparison) is family
        ]
        for place, comparison in zip(
            own, corrected_for_number([comparisons[place] for place in own]), strict=True
        ):
            result[place] = comparison
    return result


def family_of(process: Process, comparison: Comparison) -> Family:
    """Return the family of a comparison: by what might be proposed of it, whatever it shows."""
    if comparison.question.frees:
        return Family.MAY_GO
    matters = comparison.question not in (ComparedFact.OUTCOME, ComparedFact.SEVERAL)
    if comparison.question is ComparedFact.STEP:
        step = process.step(comparison.about)
        matters = step is not None and not step.required
    if comparison.question is ComparedFact.ROLE:
        matters = process.ask is not None and comparison.about not in process.ask.roles
    return Family.MATTERS if matters else Family.SHOWN


def _held(process: Process, deals: Sequence[Evidence]) -> dict[str, int]:
    """Return for each outcome how many deals could have met it, where outcomes are recorded."""
    recording = [deal for deal in deals if deal.met]
    return {
        outcome.id: sum(
            step.id in deal.logged and outcome.id in deal.declared for deal in recording
        )
        for step in process.steps
        for outcome in step.outcomes
    }
