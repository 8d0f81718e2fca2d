"""The checks: an explicit tuple of them, each a pure function from a case to its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from salescli.checks import files, next_step, process, quality, references, time
from salescli.checks.case import Case
from salescli.model.finding import Finding

Check = Callable[[Case], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    next_step.n01,
    next_step.n02,
    next_step.n03,
    next_step.n04,
    next_step.n05,
    next_step.n06,
    next_step.n07,
    next_step.n08,
    process.p01,
    process.p02,
    process.p03,
    process.p04,
    process.p05,
    process.p06,
    references.p07,
    process.p08,
    process.p09,
    process.p10,
    time.t01,
    time.t02,
    time.t03,
    time.t04,
    time.t05,
    quality.q01,
    quality.q02,
    quality.q03,
    quality.q04,
    quality.q05,
    quality.q06,
    files.f01,
    files.f02,
    files.f03,
    files.f04,
    files.f05,
    files.f06,
)


def examine(case: Case) -> list[Finding]:
    """Everything that the checks have to say of one deal."""
    return [found for check in CHECKS for found in check(case)]
