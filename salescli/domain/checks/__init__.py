"""The checks: the modules of this package declare rules, and are found by being here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module

from salescli.domain.checks.checked_deal import Case
from salescli.domain.checks.template import Template
from salescli.domain.finding import Finding
from salescli.domain.rules import REGISTRY, FindingRule

_ABOUT_PROCESSES = "R"  # the family whose checks take a template; all others take a deal's case


@cache
def all_rules() -> Mapping[str, FindingRule]:
    """Return every rule by its code, family by family."""
    import_module("salescli.domain.faults")
    for file in sorted(os.listdir(__path__[0])):  # noqa: PTH208 - it is pure but for this
        if file.endswith(".py") and file[0] != "_":
            import_module(f"{__name__}.{file.removesuffix('.py')}")
    return {rule.code: rule for rule in sorted(REGISTRY.values(), key=lambda rule: rule.rank)}


def codes_matching(word: str) -> frozenset[str]:
    """Return the codes that a word stands for: itself, or all of the family that it is."""
    return frozenset(code for code in all_rules() if word in (code, code[0]))


def examine(case: Case) -> list[Finding]:
    """Return all findings about one deal, those of reading its file among them."""
    return _in_order(case.faults, case, of_processes=False)


def examine_template(template: Template) -> list[Finding]:
    """Return all findings about one process, those of reading its file among them."""
    return _in_order(template.faults, template, of_processes=True)


def _in_order(
    faults: Iterable[Finding], subject: Case | Template, *, of_processes: bool
) -> list[Finding]:
    rules = all_rules()
    checks = [
        rule.check
        for code, rule in rules.items()
        if rule.check and (code[0] == _ABOUT_PROCESSES) is of_processes
    ]
    findings = [*faults, *(finding for check in checks for finding in check(subject))]
    return sorted(findings, key=lambda finding: rules[finding.code].rank)
