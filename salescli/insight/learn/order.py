"""In which order the steps of won deals really came, and where the others stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from salescli.domain.process import Process
from salescli.domain.standing import Status
from salescli.insight.learn.evidence import Evidence


@dataclass(frozen=True, slots=True)
class StepPlace:
    """A step's place among those of the won deals that held it, in the middle one of them."""

    step: str
    deals: int
    median: float


@dataclass(frozen=True, slots=True)
class Precedence:
    """In how many won deals that held both a step came before another one."""

    step: str
    other: str
    before: int
    both: int


@dataclass(frozen=True, slots=True)
class StepOrder:
    """The order of the steps in won deals; `pairs` by (step, other)."""

    places: tuple[StepPlace, ...]
    pairs: Mapping[tuple[str, str], Precedence]


def step_order(process: Process, deals: Sequence[Evidence]) -> StepOrder:
    """Return the order in which encounters first held the steps of won deals, the earliest first.

    An import says that steps were held, not in which order: it is left out.
    """
    held: dict[str, list[int]] = {}
    before: Counter[tuple[str, str]] = Counter()
    for deal in deals:
        if not deal.won:
            continue
        first = ((moment, step) for step, moment in deal.first.items() if step in deal.logged)
        order = [step for _, step in sorted(first)]
        for place, step in enumerate(order, 1):
            held.setdefault(step, []).append(place)
            before.update((step, other) for other in order[place:])
    names = [step.id for step in process.steps if step.id in held]
    places = [StepPlace(name, len(held[name]), median(held[name])) for name in names]
    pairs = {
        (name, other): Precedence(
            name, other, before[name, other], before[name, other] + before[other, name]
        )
        for name in names
        for other in names
        if name != other
    }
    return StepOrder(tuple(sorted(places, key=lambda place: place.median)), pairs)


@dataclass(frozen=True, slots=True)
class StopPoint:
    """How many deals got as far as a stage and no further before they ended; '' is none."""

    stage: str
    lost: int
    disqualified: int


def stop_points(process: Process, deals: Sequence[Evidence]) -> list[StopPoint]:
    """Return where lost and disqualified deals ended, by the furthest stage with a step held."""
    ended = Counter((deal.reached or "", deal.result) for deal in deals if not deal.won)
    declared = [stage.id for stage in process.stages]
    others = sorted({stage for stage, _ in ended} - {"", *declared})
    stops = (
        StopPoint(stage, ended[stage, Status.LOST], ended[stage, Status.DISQUALIFIED])
        for stage in ("", *declared, *others)
    )
    return [stop for stop in stops if stop.lost or stop.disqualified or stop.stage in declared]


@dataclass(frozen=True, slots=True)
class DealResult:
    """How the deals of one revision ended, and the business days that won ones took (median)."""

    revision: int
    won: int
    lost: int
    disqualified: int
    days: float | None


def deal_results(deals: Sequence[Evidence]) -> list[DealResult]:
    """Return the results of each revision, the earliest first."""
    results = []
    for revision in sorted({deal.revision for deal in deals}):
        own = [deal for deal in deals if deal.revision == revision]
        ended = Counter(deal.result for deal in own)
        days = [deal.days for deal in own if deal.won and deal.days is not None]
        results.append(
            DealResult(
                *(revision, ended[Status.WON], ended[Status.LOST], ended[Status.DISQUALIFIED]),
                median(days) if days else None,
            )
        )
    return results
