"""The checks: the modules of this package declare rules, and are found by being here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import chain
from typing import Any

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
    found = [check(subject) for check in _checks(of_processes=of_processes)]
    places = _places()
    return sorted(chain(faults, *found), key=lambda finding: places[finding.code])


@cache
def _checks(*, of_processes: bool) -> tuple[Callable[[Any], Iterator[Finding]], ...]:
    """Return the checks of processes, or those of deals."""
    return tuple(
        rule.check
        for code, rule in all_rules().items()
        if rule.check and (code[0] == _ABOUT_PROCESSES) is of_processes
    )


@cache
def _places() -> Mapping[str, int]:
    """Return the place of each code among all."""
    return {code: place for place, code in enumerate(all_rules())}
