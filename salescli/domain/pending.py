"""Which steps of a deal may still be held, and which must be. Pure."""

from __future__ import annotations

from salescli.domain.process import Process, Step
from salescli.domain.standing import Standing


def is_pending(step: Step, standing: Standing) -> bool:
    """Return whether a step is unfinished, and may be held once more."""
    exhausted = step.at_most is not None and standing.held(step.id) >= step.at_most
    return step.id not in standing.finished and not exhausted


def owed(standing: Standing, process: Process) -> set[str]:
    """Return the ids of the steps that must come after one that was held, and haven't yet."""
    return {
        following
        for step in process.steps
        if (held := standing.trace.held.get(step.id))
        for following in step.leads_to
        if not _came_after(standing, following, held[-1])
    }


def _came_after(standing: Standing, step: str, moment: int) -> bool:
    held = standing.trace.held.get(step)
    return standing.was_skipped(step) or bool(held and held[-1] > moment)
