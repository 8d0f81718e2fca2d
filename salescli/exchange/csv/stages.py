"""The stages of another system, as steps of a process: what a deal that stood in one has behind it.

A CRM keeps one thing of a deal's way: the stage that it stands in. Its pipeline is a line, so what
is mapped to the stages up to that one counts as held; of steps that no stage is mapped to, it says
nothing, and nothing is claimed. The name of an ending (`Closed Won`) says nothing of the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from salescli.domain.process import Process, Step
from salescli.exchange.csv.outcome_names import outcome_name
from salescli.exchange.csv.rows import Fact

PAST = "past-"  # begins the outcome of a step that was made of a stage: a deal went on from it

# The order in which stages of such names come in most pipelines.
_USUAL = (
    "lead|new|inbox|idea|target|prospect",
    "qualif|contact|reply|replied|inquiry",
    "engag|appointment|discover|needs|first (?:call|meeting)|intro",
    "demo|presentation|evaluat|trial|pilot|proof|poc",
    "solution|design|business case|validat",
    "proposal|quote|offer|pricing",
    "decision|negotiat|review|legal|procure",
    "contract|verbal|commit|sign|closing",
)


@dataclass(frozen=True, slots=True)
class StageMapping:
    """A process, and the step of it that each stage of the other system is mapped to."""

    process: Process
    steps: Mapping[str, str] = field(default_factory=dict)

    def claims(self, stood: str, dated: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the steps that were held, by the stage a deal stood in and by those with a day."""
        order = [step.id for step in self.process.steps]
        known = [step for step in (self.steps.get(stood, ""), *dated) if step in order]
        if not known:
            return ()
        furthest = max(map(order.index, known))
        mapped = {*self.steps.values(), *dated}
        return tuple(step for step in order[: furthest + 1] if step in mapped)

    def met(self, claims: Sequence[str]) -> tuple[str, ...]:
        """Return the outcomes of steps that were made of stages.

        A deal went on from all but the last stage. No process that was written by hand has such
        outcomes; of its own, nothing is claimed.
        """
        declared = {outcome.id for step in self.process.steps for outcome in step.outcomes}
        return tuple(PAST + step for step in claims[:-1] if PAST + step in declared)


def stages_of(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return the stages that deals stood in, in the order in which the file names them."""
    return tuple(dict.fromkeys(fact.stood for fact in facts if fact.stood))


def matching_steps(stages: Iterable[str], process: Process) -> dict[str, str]:
    """Return the steps of a process for the stages that have the same name.

    The name may be that of a step, or of its stage.
    """
    steps: dict[str, str] = {}
    for stage in stages:
        step = _named(stage, process)
        if step is not None:
            steps[stage] = step.id
    return steps


def _named(stage: str, process: Process) -> Step | None:
    name = outcome_name(stage)
    for step in process.steps:
        if name and name in (outcome_name(step.id), outcome_name(step.title)):
            return step
    return None


def known_line(stages: Sequence[str], known: Sequence[str]) -> tuple[str, ...] | None:
    """Return the stages in the order of the known pipeline; None where it lacks one of them."""
    ranks = {s: known.index(outcome_name(s)) for s in stages if outcome_name(s) in known}
    return _line(stages, ranks)


def usual_line(stages: Sequence[str]) -> tuple[str, ...] | None:
    """Return the stages in the order that such names have in most pipelines: a guess.

    None where the names don't say it.
    """
    return _line(stages, {s: rank for s in stages if (rank := _usual(s)) is not None})


def _line(stages: Sequence[str], ranks: Mapping[str, int]) -> tuple[str, ...] | None:
    if len(stages) < 2:
        return tuple(stages)
    is_whole = len(ranks) == len(stages) == len(set(ranks.values()))
    return tuple(sorted(stages, key=ranks.__getitem__)) if is_whole else None


def _usual(stage: str) -> int | None:
    words = stage.casefold()
    places = [n for n, names in enumerate(_USUAL) if re.search(rf"\b(?:{names})", words)]
    return places[0] if len(places) == 1 else None
