"""The checks: an explicit tuple of them, each a pure function from a case to its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from salescli.domain.checks import (
    files,
    next_step,
    process,
    quality,
    references,
    template_names,
    template_order,
    time,
)
from salescli.domain.checks.case import Case
from salescli.domain.checks.template import Template
from salescli.domain.finding import Finding

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
    quality.q07,
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


TemplateCheck = Callable[[Template], Iterator[Finding]]

TEMPLATE_CHECKS: tuple[TemplateCheck, ...] = (
    template_names.r01,
    template_names.r02,
    template_order.r03,
    template_order.r04,
    template_order.r05,
    template_names.r06,
    template_order.r07,
    template_names.r08,
    template_names.r09,
    template_names.r10,
    template_names.r11,
    template_names.r12,
    template_names.r13,
    template_order.r14,
)


def examine_template(template: Template) -> list[Finding]:
    """Everything that reading and the checks have to say of one process."""
    faults = [fault for fault in template.faults if fault.code.startswith("F")]
    return faults + [found for check in TEMPLATE_CHECKS for found in check(template)]
