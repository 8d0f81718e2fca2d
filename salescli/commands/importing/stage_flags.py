"""What `--stage` and `--stages` say of the stages of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salescli.domain.deal import RESULTS
from salescli.errors import NotFoundError
from salescli.exchange.csv.outcome_names import outcome_name

NAMED = 6  # stages that a message names


@dataclass(frozen=True, slots=True)
class StageFlags:
    """What `--stage` said: stages that are endings, that are steps, and the order of the others."""

    endings: Mapping[str, str]
    steps: Mapping[str, str]
    order: tuple[str, ...]


def stage_flags(texts: Sequence[str], stages: Sequence[str]) -> StageFlags:
    """Return what `--stage 'Closed=lost'`, `'Engaging=discovery'` and `'Engaging'` say.

    Raises NotFoundError for a stage that the file doesn't have.
    """
    endings, steps, order = {}, {}, []
    for text in texts:
        name, equals, target = (text, "", "") if text in stages else text.rpartition("=")
        if not equals:
            order.append(_stage(text, stages))
        elif target.strip() in RESULTS:
            endings[_stage(name.strip(), stages)] = target.strip()
        else:
            steps[_stage(name.strip(), stages)] = target.strip().removeprefix("-")
    return StageFlags(endings, steps, tuple(dict.fromkeys(order)))


def order_names(text: str) -> list[str]:
    """Return the stages that `--stages A,B,C` names."""
    return [name.strip() for name in text.split(",") if name.strip()]


def _stage(name: str, stages: Sequence[str]) -> str:
    found = next((stage for stage in stages if outcome_name(stage) == outcome_name(name)), None)
    if name in stages:
        return name
    if found is None:
        names = ", ".join(stages[:NAMED]) + (", …" if len(stages) > NAMED else "")
        raise NotFoundError(f"the file has no stage '{name}'", fix=f"its stages: {names or 'none'}")
    return found
