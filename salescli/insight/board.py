"""The board: the open deals of each process by the stage in which they stand. Pure.

A value is weighed as the report's forecast weighs it: by the chance of a deal that came as far,
from the closed deals of the book.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from salescli.insight.report.forecast import chance_of, chance_weight, chances
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


def weights(deals: Sequence[Trajectory]) -> Weights:
    """Return the factor that weighs the value of each open deal; empty without a closed deal."""
    known, lines = chances(deals), stage_paths(deals)
    by_handle = {deal.deal: chance_of(deal, known, lines) for deal in deals if deal.is_open}
    worth: dict[int, Decimal] = {}  # of each chance: many deals share one, and its interval is slow
    for chance in by_handle.values():
        if chance is not None and id(chance) not in worth:
            worth[id(chance)] = chance_weight(chance)
    return {handle: worth[id(chance)] for handle, chance in by_handle.items() if chance is not None}


def place_on_board(
    deals: Sequence[Trajectory], shown: Iterable[str], known: Weights
) -> tuple[BoardPlace, ...]:
    """Return the columns of every process that has one of the deals that are `shown`, in its order.

    `courses` are those of all deals: the newest revision among them says which stages there are.
    """
    handles, lines = set(shown), stage_paths(deals)
    chosen = [deal for deal in deals if deal.deal in handles]
    places: list[BoardPlace] = []
    for process, own in sorted(grouped(chosen, lambda deal: (deal.process,)).items()):
        groups = grouped(own, lambda deal: (deal.stage or "",))
        stages = dict.fromkeys([*lines[process], *sorted(groups)])
        places += [board_place(process, stage, groups.get(stage, []), known) for stage in stages]
    return tuple(places)


def board_place(
    process: str, stage: str, deals: Sequence[Trajectory], known: Weights
) -> BoardPlace:
    """Return what some deals come to together."""
    return BoardPlace(
        process=process,
        stage=stage,
        deals=tuple(deal.deal for deal in deals),
        unvalued=sum(deal.value is None for deal in deals),
        value=sums(deals),
        weighted=_weighted(deals, known) if known else None,
    )


def _weighted(deals: Iterable[Trajectory], known: Weights) -> Amounts:
    total: dict[str, Decimal] = {}
    for deal in deals:
        if deal.value is not None:
            worth = Decimal(deal.value) * known[deal.deal]
            total[deal.currency] = total.get(deal.currency, Decimal(0)) + worth
    return dict(sorted(total.items()))
