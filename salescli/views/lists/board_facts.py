"""The board as JSON has it. Fields are added, never renamed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from salescli.insight.board import BoardPlace
from salescli.insight.report.results import Amounts
from salescli.views.facts import envelope
from salescli.views.lists.board import Board, signs_of


def board_facts(board: Board, deals: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the deals, each with its signs of trouble and its weighted value, and the columns."""
    rows = ({**facts, **_own(board, facts["deal"])} for facts in deals)
    columns = [_column(board, place) for place in board.places]
    return {**envelope(board.today, "deals", rows), "columns": columns}


def _own(board: Board, handle: str) -> dict[str, Any]:
    review = board.deals.get(handle)
    if review is None:
        return {}
    value, weight = review.about.value, board.weights.get(handle)
    weighted = None if value is None or weight is None else round(value * weight, 2)
    return {"weighted": weighted, "signs": signs_of(review, board.today)}


def _column(board: Board, place: BoardPlace) -> dict[str, Any]:
    return {
        "process": place.process,
        "stage": place.stage,
        "title": board.titles.get((place.process, place.stage), place.stage),
        "deals": list(place.deals),
        "without_value": place.unvalued,
        "value": dict(place.value),
        "weighted": None if place.weighted is None else _rounded(place.weighted),
    }


def _rounded(values: Amounts) -> dict[str, Any]:
    return {currency: round(value, 2) for currency, value in values.items()}
