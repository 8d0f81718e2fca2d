"""The rules of findings: each is one function with its code, its severity and its docstring.

A rule registers itself where it is declared, and everything that lists codes reads the registry:

    @rule("Q01", Severity.WARNING)
    def disqualified_but_open(case: Case) -> Iterator[Problem]:
        ...

The docstring is what `salescli rule Q01` shows. Codes are stable and never reused; their first
letter is the family. `salescli.domain.checks.all_rules` loads every rule there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

from salescli.domain.finding import Finding, Severity
from salescli.domain.problem import Problem

P = ParamSpec("P")

FAMILIES: Mapping[str, str] = {
    "N": "next step",
    "P": "process",
    "T": "time",
    "Q": "quality of the deal",
    "F": "file",
    "R": "template of a process",
}


@dataclass(frozen=True, slots=True)
class FindingRule:
    """A rule: its code, how much a finding of it weighs, its text, and the check that applies it.

    `doc` is its docstring. A fault that reading finds has no check.
    """

    code: str
    severity: Severity
    doc: str
    check: Callable[[Any], Iterator[Finding]] | None = None

    @property
    def text(self) -> str:
        """The docstring, its indentation taken out."""
        from inspect import cleandoc

        return cleandoc(self.doc)

    @property
    def summary(self) -> str:
        """The first line of the text."""
        return self.text.partition("\n")[0]

    @property
    def rank(self) -> tuple[int, str]:
        """The place of the rule among all: by family, then by code."""
        return list(FAMILIES).index(self.code[0]), self.code

    def finding(self, problem: Problem) -> Finding:
        """Return the finding that a problem is under this rule; deal and file are left open."""
        severity = problem.severity or self.severity
        return Finding(self.code, severity, problem.message, problem.fix, key=problem.key)


REGISTRY: dict[str, FindingRule] = {}


def rule(
    code: str, severity: Severity
) -> Callable[[Callable[P, Iterable[Problem]]], Callable[P, Iterator[Finding]]]:
    """Declare a check of a deal or a process: its problems become findings of that code.

    Raises:
        ValueError: The code is taken, or its family is not known.
    """

    def declare(function: Callable[P, Iterable[Problem]]) -> Callable[P, Iterator[Finding]]:
        """Register the rule, and return the check that yields its findings."""

        @wraps(function)
        def check(*args: P.args, **kwargs: P.kwargs) -> Iterator[Finding]:
            return map(declared.finding, function(*args, **kwargs))

        declared = _register(FindingRule(code, severity, function.__doc__ or "", check))
        return check

    return declare


def fault(code: str, severity: Severity) -> Callable[[Callable[P, Problem]], Callable[P, Finding]]:
    """Declare a fault that is found while a file is read: its problem becomes a finding.

    Raises:
        ValueError: The code is taken, or its family is not known.
    """

    def declare(function: Callable[P, Problem]) -> Callable[P, Finding]:
        """Register the rule, and return what makes its finding."""

        @wraps(function)
        def make(*args: P.args, **kwargs: P.kwargs) -> Finding:
            return declared.finding(function(*args, **kwargs))

        declared = _register(FindingRule(code, severity, function.__doc__ or ""))
        return make

    return declare


def _register(declared: FindingRule) -> FindingRule:
    if declared.code in REGISTRY or declared.code[0] not in FAMILIES:
        raise ValueError(f"the code {declared.code} is taken, or has no family")
    REGISTRY[declared.code] = declared
    return declared
