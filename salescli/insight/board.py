"""The board: the open deals of each process by the stage in which they stand. Pure.

A value is weighed as the report's forecast weighs it: by the chance of a deal that came as far,
from the closed deals of the book.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from salescli.insight.report.forecast import chance_of, chances, weight
from salescli.insight.report.results import Amounts, grouped, sums
from salescli.insight.report.stages import stage_paths
from salescli.insight.trajectory import Trajectory

Weights = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class BoardPlace:
    """One column of the board: the deals that stand in a stage of a process, by their handles.

    Amounts are per currency, and never added across. `weighted` is None where no deal of the book
    ever closed. `unvalued` deals have no value. The stage is empty where the process has none.
    """

    process: str
    stage: str
    deals: tuple[str, ...]
    unvalued: int
    value: Amounts
    weighted: Amounts | None


def weights(courses: Sequence[Trajectory]) -> Weights:
    """What the value of each open deal is multiplied by; none at all without a closed deal."""
    known, lines = chances(courses), stage_paths(courses)
    found = {one.deal: chance_of(one, known, lines) for one in courses if one.is_open}
    worth: dict[int, Decimal] = {}  # of each chance: many deals share one, and its interval is slow
    for chance in found.values():
        if chance is not None and id(chance) not in worth:
            worth[id(chance)] = weight(chance)
    return {deal: worth[id(chance)] for deal, chance in found.items() if chance is not None}


def place_on_board(
    courses: Sequence[Trajectory], shown: Iterable[str], known: Weights
) -> tuple[BoardPlace, ...]:
    """The columns of every process that has one of the deals that are `shown`, in its order.

    `courses` are those of all deals: the newest revision among them says which stages there are.
    """
    handles, lines = set(shown), stage_paths(courses)
    chosen = [one for one in courses if one.deal in handles]
    places: list[BoardPlace] = []
    for process, some in sorted(grouped(chosen, lambda one: (one.process,)).items()):
        groups = grouped(some, lambda one: (one.stage or "",))
        stages = dict.fromkeys([*lines[process], *sorted(groups)])
        places += [board_place(process, stage, groups.get(stage, []), known) for stage in stages]
    return tuple(places)


def board_place(process: str, stage: str, some: Sequence[Trajectory], known: Weights) -> BoardPlace:
    """What some deals come to together."""
    return BoardPlace(
        process=process,
        stage=stage,
        deals=tuple(one.deal for one in some),
        unvalued=sum(one.value is None for one in some),
        value=sums(some),
        weighted=_weighted(some, known) if known else None,
    )


def _weighted(some: Iterable[Trajectory], known: Weights) -> Amounts:
    total: dict[str, Decimal] = {}
    for one in some:
        if one.value is not None:
            worth = Decimal(one.value) * known[one.deal]
            total[one.currency] = total.get(one.currency, Decimal(0)) + worth
    return dict(sorted(total.items()))
