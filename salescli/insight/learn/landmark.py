"""The point from which deals are compared: where they have passed a step, held or left out.

Steps late in a process are held in nearly all won deals and in few lost ones, simply because lost
deals end earlier. Whoever compares all deals learns that the signature wins deals. So a step is
judged only among the deals that went on past it, by what had happened when they did, and by how
they ended afterwards: the landmark method (J. R. Anderson, K. C. Cain, R. D. Gelber, Journal of
Clinical Oncology 1 (1983), 710-719). It says nothing of a step after which nothing comes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from salescli.domain.process import STAGES, Process
from salescli.insight.learn.evidence import Evidence

Point = Callable[[Evidence], int | None]


@lru_cache(maxsize=64)
def landmarks(process: Process) -> Mapping[str, tuple[str, ...]]:
    """Return, for each step, those whose holding shows that it has been passed.

    As stages are left: with the first step of a later stage, or with the ask. With order "free"
    with the ask alone, where the process has one.
    """
    places = {stage.id: place for place, stage in enumerate(process.stages)}
    asker = process.step(process.ask.step) if process.ask else None
    listed = {step.id: place for place, step in enumerate(process.steps)}
    behind: dict[str, tuple[str, ...]] = {}
    for step in process.steps:
        place = places.get(step.stage, -1)
        later = [other.id for other in process.steps if places.get(other.stage, -1) > place]
        asks = (
            asker is not None
            and places.get(asker.stage, -1) >= place
            and listed[step.id] < listed[asker.id]
        )
        if asker is not None and process.order != STAGES:
            later = []
        if asker is not None and asks:
            later.append(asker.id)
        behind[step.id] = tuple(dict.fromkeys(later))
    return behind


def passed(process: Process, step: str, deal: Evidence) -> int | None:
    """Return the moment at which a deal had passed a step; None where it did not get so far."""
    moments = [deal.first[name] for name in landmarks(process)[step] if name in deal.first]
    return min(moments, default=None)


def decisive_step(process: Process) -> str | None:
    """Return the step before which people should be met: the ask, else the last stage's first."""
    if process.ask is not None and process.step(process.ask.step) is not None:
        return process.ask.step
    last = process.stages[-1].id if len(process.stages) > 1 else None
    return next((step.id for step in process.steps if last and step.stage == last), None)
